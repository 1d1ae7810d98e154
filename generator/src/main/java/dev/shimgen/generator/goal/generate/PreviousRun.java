package dev.shimgen.generator.goal.generate;

import dev.shimgen.generator.behaviour.Behaviours;
import dev.shimgen.generator.diagnostic.Code;
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

/** What the last run was made from and what it left, compared with now. */
final class PreviousRun {

    private static final String NAME = "generate";

    private final GenerationRequest.Outputs outputs;
    private final RunState state;
    private final String inputs;

    private PreviousRun(GenerationRequest.Outputs outputs, String inputs) {
        this.outputs = outputs;
        this.state = new RunState(outputs.state());
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

    /** {@return whether it was made from the same, and nobody touched what it left} */
    boolean isStillValid() throws GenerationException {
        return state.remembers(NAME, inputs + left());
    }

    /** Remembers that what is there now was made from what there is now. */
    void replace() throws GenerationException {
        state.remember(NAME, inputs + left());
    }

    private String left() throws GenerationException {
        try {
            StringBuilder text = new StringBuilder();
            for (Path folder : List.of(outputs.java(), outputs.c())) {
                OutputIndex index = OutputIndex.read(folder);
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

    /** Classes of all that makes the sources: ours, and the authors' behaviours. */
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
                .value("platform", compiler.targetTriplet());
        fingerprint.program(program());
        for (Path root : request.sources().roots()) {
            fingerprint.contents(root, List.of(".java"));
        }
        for (Path element : request.sources().classPath()) {
            // A folder of classes is another module of this build; a jar is not changed in place.
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
