package dev.shimgen.generator.goal.generate;

import dev.shimgen.generator.behaviour.Behaviours;
import dev.shimgen.generator.diagnostic.Code;
import dev.shimgen.generator.diagnostic.Diagnostic;
import dev.shimgen.generator.diagnostic.GenerationException;
import dev.shimgen.generator.digest.Sha256;
import dev.shimgen.generator.goal.Fingerprint;
import dev.shimgen.generator.goal.GenerationRequest;
import dev.shimgen.generator.goal.RunState;
import dev.shimgen.generator.header.HeaderSource;
import dev.shimgen.generator.output.OutputIndex;
import dev.shimgen.generator.toolchain.CCompiler;
import dev.shimgen.templates.Templates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the last run was made from and what it left behind, compared with the present state. */
final class PreviousRun {

    private static final String NAME = "generate";

    private final GenerationRequest.Outputs outputs;
    private final RunState state;
    private final RememberedWarnings warnings;
    private final String inputs;

    private PreviousRun(GenerationRequest.Outputs outputs, String inputs) {
        this.outputs = outputs;
        this.state = new RunState(outputs.state());
        this.warnings = new RememberedWarnings(outputs.state().resolve(NAME + ".warnings"));
        this.inputs = inputs;
    }

    static PreviousRun of(GenerationRequest request, CCompiler compiler, HeaderSource headers)
            throws GenerationException {
        try {
            return new PreviousRun(request.outputs(), inputs(request, compiler, headers));
        } catch (IOException e) {
            throw new GenerationException(Code.SG0502, "cannot read what the sources are made from: " + e, e);
        }
    }

    /** {@return the last run's warnings, if it was made from the same inputs and its files are as it left them} */
    Optional<List<Diagnostic>> stillValid() throws GenerationException {
        if (!state.remembers(NAME, inputs + left())) {
            return Optional.empty();
        }
        try {
            return warnings.read();
        } catch (IOException e) {
            throw new GenerationException(Code.SG0502, "cannot read " + warnings.file() + ": " + e.getMessage(), e);
        }
    }

    /** Remembers that the present files were made from the present inputs. */
    void replace(List<Diagnostic> newWarnings) throws GenerationException {
        try {
            warnings.write(newWarnings);
        } catch (IOException e) {
            throw new GenerationException(Code.SG0501, "cannot write " + warnings.file() + ": " + e, e);
        }
        state.remember(NAME, inputs + left());
    }

    private String left() throws GenerationException {
        try {
            StringBuilder text = new StringBuilder();
            for (Path folder : List.of(outputs.java(), outputs.c())) {
                OutputIndex index = OutputIndex.read(folder, outputs.ownership().owner());
                text.append(index.matches(folder) ? ' ' + Sha256.of(bytes(index)) : " changed");
            }
            return text.toString();
        } catch (IOException e) {
            throw new GenerationException(Code.SG0502, "cannot read the generated files: " + e, e);
        }
    }

    private static byte[] bytes(OutputIndex index) {
        return index.hashes().toString().getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }

    /**
     * {@return classes from each jar that takes part in making the sources: shimgen's own, and those of authors'
     * behaviours}
     */
    private static List<Class<?>> program() {
        List<Class<?>> classes = new ArrayList<>(List.of(PreviousRun.class, Templates.class));
        Behaviours.load().ordered().forEach(behaviour -> classes.add(behaviour.getClass()));
        return classes;
    }

    private static String inputs(GenerationRequest request, CCompiler compiler, HeaderSource headers)
            throws IOException, GenerationException {
        GenerationRequest.Tools tools = request.tools();
        Fingerprint fingerprint = new Fingerprint()
                .value("version", tools.version())
                .value("headers", headers.describe())
                .value("compiler", compiler.describe())
                .value("platform", compiler.targetTriplet())
                .value("encoding", request.sources().encoding())
                .value("bindings", request.outputs().bindings());
        fingerprint.program(program());
        for (Path root : request.sources().roots()) {
            fingerprint.contents(root, List.of(".java"));
        }
        for (Path root : request.sources().used()) {
            fingerprint.contents(root, List.of(".java"));
        }
        for (Path element : request.sources().classPath()) {
            // A folder of classes is another module of this build and may change; a jar is replaced, never changed in
            // place.
            if (Files.isDirectory(element)) {
                fingerprint.contents(element, List.of(".class"));
            } else {
                fingerprint.stamp(element);
            }
        }
        for (Path folder : tools.includeFolders()) {
            fingerprint.contents(folder, List.of(".h"));
        }
        if (tools.catalogue() != null) {
            fingerprint.stamp(tools.catalogue());
        }
        Optional<Path> libc = compiler.libc();
        if (libc.isPresent()) {
            fingerprint.stamp(libc.get());
        }
        return fingerprint.hash();
    }
}
