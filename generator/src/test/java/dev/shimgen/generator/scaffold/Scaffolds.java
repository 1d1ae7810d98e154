package dev.shimgen.generator.scaffold;

import dev.shimgen.generator.behaviour.Behaviours;
import dev.shimgen.generator.diagnostic.Diagnostic;
import dev.shimgen.generator.diagnostic.Diagnostics;
import dev.shimgen.generator.diagnostic.GenerationException;
import dev.shimgen.generator.header.HeaderSource;
import dev.shimgen.generator.header.catalogue.CatalogueSource;
import dev.shimgen.generator.plan.ShimPlan;
import dev.shimgen.generator.resolve.Planner;
import dev.shimgen.generator.spec.ShimSpec;
import dev.shimgen.generator.spec.SpecReader;
import dev.shimgen.generator.spec.SpecRequest;
import dev.shimgen.generator.toolchain.CCompiler;
import dev.shimgen.generator.toolchain.CCompilerLocator;
import dev.shimgen.generator.toolchain.ElfIdentity;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Scaffolds on the real machine, with the shipped facts, and generates from them as an author would. */
final class Scaffolds {

    private Scaffolds() {}

    static CCompiler compiler() throws GenerationException {
        return new CCompilerLocator(System.getenv(), Duration.ofSeconds(120)).locate(null);
    }

    static CatalogueSource catalogue() throws GenerationException {
        String platform = compiler().targetTriplet();
        return CatalogueSource.embedded(platform)
                .orElseThrow(() -> new IllegalStateException("no catalogue is shipped for " + platform));
    }

    static Scaffold of(String name, Selection selection) throws GenerationException {
        return Scaffold.of(InterfaceName.parse(name), selection, compiler(), catalogue());
    }

    static Selection functions(String... names) {
        return new Selection(List.of(names), List.of(), List.of());
    }

    static Selection headers(String... names) {
        return new Selection(List.of(), List.of(names), List.of());
    }

    static Selection programs(Path... programs) {
        return new Selection(List.of(), List.of(), List.of(programs));
    }

    /**
     * Reads a source and plans it, as {@code shimgen:generate} does.
     *
     * @param folder takes the source
     * @param messages takes what was said
     */
    static ShimPlan plan(String name, String source, Path folder, List<Diagnostic> messages)
            throws IOException, GenerationException {
        return plan(name, source, folder, catalogue(), messages);
    }

    static ShimPlan plan(String name, String source, Path folder, HeaderSource facts, List<Diagnostic> messages)
            throws IOException, GenerationException {
        Path file = folder.resolve(InterfaceName.parse(name).file());
        Files.createDirectories(file.getParent());
        Files.writeString(file, source);
        List<Path> classPath = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .toList();
        Diagnostics diagnostics = new Diagnostics();
        List<ShimSpec> specs = new SpecReader(new SpecRequest(List.of(folder), classPath, folder)).read(diagnostics);
        ShimPlan plan = new Planner(compiler(), Behaviours.load()).plan(specs.get(0), facts, diagnostics);
        messages.addAll(diagnostics.all());
        return plan;
    }

    /** {@return the first program of that name on PATH that is no script} */
    static Optional<Path> program(String name) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .filter(Scaffolds::isElf)
                .findFirst();
    }

    private static boolean isElf(Path file) {
        try {
            return ElfIdentity.of(file).isPresent();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
