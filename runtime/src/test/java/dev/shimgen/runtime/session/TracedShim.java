package dev.shimgen.runtime.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.shimgen.generator.behaviour.Behaviours;
import dev.shimgen.generator.diagnostic.Diagnostics;
import dev.shimgen.generator.emit.GeneratedFile;
import dev.shimgen.generator.emit.c.CEmitter;
import dev.shimgen.generator.header.catalogue.CatalogueSource;
import dev.shimgen.generator.plan.ShimPlan;
import dev.shimgen.generator.resolve.Planner;
import dev.shimgen.generator.spec.ShimSpec;
import dev.shimgen.generator.spec.SpecReader;
import dev.shimgen.generator.spec.SpecRequest;
import dev.shimgen.generator.toolchain.CCompiler;
import dev.shimgen.generator.toolchain.CCompilerLocator;
import dev.shimgen.generator.toolchain.CommandResult;
import dev.shimgen.generator.toolchain.CommandRunner;
import dev.shimgen.templates.Templates;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;

/** A shim that traces, from a spec of a few lines to its library. */
public record TracedShim(ShimPlan plan, Path folder) {

    private static final Duration LIMIT = Duration.ofMinutes(5);

    /**
     * Plans a shim and writes its C.
     *
     * @param groups what the spec extends, with commas
     * @param methods its own, in Java
     */
    public static TracedShim of(Path folder, String name, String groups, String... methods) throws Exception {
        Path sources = Files.createDirectories(folder.resolve("spec"));
        Files.writeString(
                sources.resolve(name + ".java"),
                "import dev.shimgen.spec.*;\nimport dev.shimgen.spec.libc.*;\n\n@Shim(\""
                        + name.toLowerCase(Locale.ROOT) + "\")\n@Trace\ninterface " + name + " extends " + groups
                        + " {\n" + String.join("\n", methods) + "\n}\n");
        List<Path> classPath = Stream.of(Objects.requireNonNull(System.getProperty("java.class.path"))
                        .split(File.pathSeparator, -1))
                .map(Path::of)
                .toList();
        Diagnostics diagnostics = new Diagnostics();
        List<ShimSpec> specs = new SpecReader(new SpecRequest(List.of(sources), classPath, sources)).read(diagnostics);
        assertThat(diagnostics.hasErrors()).as(diagnostics.all().toString()).isFalse();
        CCompiler compiler = new CCompilerLocator(System.getenv(), Duration.ofSeconds(60)).locate(null);
        CatalogueSource catalogue = CatalogueSource.embedded(compiler.targetTriplet(), compiler.libcVersion())
                .orElseThrow();
        ShimPlan plan = new Planner(compiler, Behaviours.load()).plan(specs.get(0), catalogue, diagnostics);
        for (GeneratedFile file : new CEmitter(Templates.load(), Behaviours.load()).emit(plan)) {
            Files.writeString(folder.resolve(file.path()), file.text());
        }
        return new TracedShim(plan, folder);
    }

    /** {@return the library, made by a compiler; skips the test if this machine has none of that name} */
    public Path library(String compiler) throws Exception {
        if (plan.versions().isEmpty()) {
            return compile(folder, compiler, plan.name() + ".c");
        }
        String script = "-Wl,--version-script=" + CEmitter.versionScript(plan.name());
        return compile(folder, compiler, plan.name() + ".c", "-DSHIMGEN_VERSIONS", script);
    }

    /** {@return a program, made of the source of that name} */
    public static Path program(Path folder, String name) throws Exception {
        CommandResult result = CommandRunner.run(
                List.of("gcc", "-O2", "-Wall", "-Wextra", "-pthread", "-o", name, name + ".c"), folder, "", LIMIT);
        assertThat(result.stderr()).isEmpty();
        return folder.resolve(name);
    }

    public static Path compile(Path folder, String compiler, String source, String... options) throws Exception {
        String library = "lib" + compiler + ".so";
        List<String> command = new ArrayList<>(List.of(
                compiler,
                "-std=gnu11",
                "-O2",
                "-fPIC",
                "-fexceptions",
                "-fvisibility=hidden",
                "-shared",
                "-o",
                library));
        command.addAll(List.of(options));
        command.add(source);
        try {
            CommandResult result = CommandRunner.run(command, folder, "", LIMIT);
            assertThat(result.stderr()).isEmpty();
        } catch (IOException e) {
            return abort("this machine has no " + compiler);
        }
        return folder.resolve(library);
    }

    /** {@return the lines that a shim has written, without the process id in front and the time behind} */
    static List<String> lines(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .map(line -> line.replaceFirst("^\\[\\d+\\] ", "").replaceFirst(" <-?\\d+ \u00b5s>$", ""))
                .toList();
    }
}
