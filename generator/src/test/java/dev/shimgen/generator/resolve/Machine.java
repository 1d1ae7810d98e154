package dev.shimgen.generator.resolve;

import dev.shimgen.generator.behaviour.Behaviour;
import dev.shimgen.generator.behaviour.Behaviours;
import dev.shimgen.generator.behaviour.plugins.PluginsBehaviour;
import dev.shimgen.generator.diagnostic.Diagnostic;
import dev.shimgen.generator.diagnostic.Diagnostics;
import dev.shimgen.generator.diagnostic.GenerationException;
import dev.shimgen.generator.header.HeaderFacts;
import dev.shimgen.generator.header.catalogue.CatalogueSource;
import dev.shimgen.generator.plan.ShimPlan;
import dev.shimgen.generator.resolve.facts.CorrectedFacts;
import dev.shimgen.generator.resolve.platform.Platform;
import dev.shimgen.generator.spec.ShimSpec;
import dev.shimgen.generator.spec.SpecReader;
import dev.shimgen.generator.spec.SpecRequest;
import dev.shimgen.generator.toolchain.CCompiler;
import dev.shimgen.generator.toolchain.CCompilerLocator;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The real machine's compiler and libraries, the shipped facts, and specs as an author writes them. */
public final class Machine {

    /** Tests run in more than one process; each has its own. */
    private static final Path FOLDER = Path.of("target/specs", System.getProperty("shimgen.test.fork", "1"));

    /** The machine does not change while tests run, and asking it takes a second. */
    private static @Nullable CCompiler compiler;

    private static @Nullable Platform platform;
    private static @Nullable CatalogueSource catalogue;
    private static @Nullable HeaderFacts facts;

    private Machine() {}

    public static synchronized CCompiler compiler() throws GenerationException {
        if (compiler == null) {
            compiler = new CCompilerLocator(System.getenv(), Duration.ofSeconds(60)).locate(null);
        }
        return compiler;
    }

    public static synchronized Platform platform() throws GenerationException {
        if (platform == null) {
            platform = Platform.of(compiler());
        }
        return platform;
    }

    public static synchronized CatalogueSource catalogue() throws GenerationException {
        if (catalogue == null) {
            String triplet = compiler().targetTriplet();
            catalogue = CatalogueSource.embedded(triplet, compiler().libcVersion())
                    .orElseThrow(() -> new IllegalStateException("no catalogue is shipped for " + triplet));
        }
        return catalogue;
    }

    public static synchronized HeaderFacts facts() throws GenerationException {
        if (facts == null) {
            facts = CorrectedFacts.of(
                    catalogue().readAll(), platform().exports().bits());
        }
        return facts;
    }

    /** The spec in a folder of sources. */
    public static ShimSpec spec(Path folder) {
        List<Path> classPath = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .toList();
        Diagnostics diagnostics = new Diagnostics();
        List<ShimSpec> specs = new SpecReader(new SpecRequest(List.of(folder), classPath, folder)).read(diagnostics);
        if (diagnostics.hasErrors()) {
            throw new IllegalStateException(text(diagnostics.all()));
        }
        return specs.get(0);
    }

    /** A spec of a few lines. */
    public static ShimSpec spec(String name, String annotation, String groups, String... lines) {
        String source = "package example;\n\nimport dev.shimgen.spec.*;\nimport dev.shimgen.spec.libc.*;\n\n"
                + annotation + "\ninterface " + name + (groups.isEmpty() ? "" : " extends " + groups) + " {\n    "
                + String.join("\n    ", lines) + "\n}\n";
        try {
            Path folder = FOLDER.resolve(name);
            Files.createDirectories(folder);
            Files.writeString(folder.resolve(name + ".java"), source);
            return spec(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static ShimPlan plan(ShimSpec spec, Diagnostics diagnostics, Behaviour<?>... behaviours)
            throws GenerationException {
        // What calls have for the shim's own sake is there whatever the spec asks for.
        List<Behaviour<?>> all = new ArrayList<>(List.of(behaviours));
        all.add(new PluginsBehaviour());
        return new Planner(compiler(), new Behaviours(all)).plan(spec, catalogue(), diagnostics);
    }

    public static ShimPlan plan(ShimSpec spec) throws GenerationException {
        return plan(spec, new Diagnostics());
    }

    public static String text(List<Diagnostic> diagnostics) {
        return diagnostics.stream().map(Diagnostic::format).collect(Collectors.joining("\n\n"));
    }
}
