package dev.shimgen.generator.goal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shimgen.generator.diagnostic.GenerationException;
import dev.shimgen.generator.goal.compile.CompilationRequest;
import dev.shimgen.generator.goal.compile.ShimCompiler;
import dev.shimgen.generator.goal.generate.GenerationResult;
import dev.shimgen.generator.goal.generate.ShimGenerator;
import dev.shimgen.generator.toolchain.CommandResult;
import dev.shimgen.generator.toolchain.CommandRunner;
import dev.shimgen.spec.Shim;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A folder with a spec, from which libraries are made as an author would, and programs that run under them. */
public final class TestProject {

    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final Path folder;

    public TestProject(Path folder) {
        this.folder = folder;
    }

    /** Writes a spec {@code it.Test}, the only one; its library is {@code libtest.so}. */
    public TestProject spec(String annotations, String... methods) throws IOException {
        return write(annotations, "", String.join("\n    ", methods));
    }

    /** Writes a spec {@code it.Test}, the only one, of ready-made groups. */
    TestProject groups(String annotations, List<String> groups) throws IOException {
        return write(annotations, " extends " + String.join(", ", groups), "");
    }

    private TestProject write(String annotations, String groups, String methods) throws IOException {
        Path source = Files.createDirectories(folder.resolve("src/it")).resolve("Test.java");
        Files.writeString(
                source,
                "package it;\n\nimport dev.shimgen.spec.*;\nimport dev.shimgen.spec.libc.*;\n\n@Shim(\"test\")\n"
                        + annotations + "\npublic interface Test" + groups + " {\n    " + methods + "\n}\n");
        return this;
    }

    public GenerationResult generate() throws GenerationException {
        return generate(null);
    }

    /** Generates with facts that a compiler proves; {@code null} for the usual one. */
    public GenerationResult generate(@Nullable String compiler) throws GenerationException {
        Path spec = Path.of(
                Shim.class.getProtectionDomain().getCodeSource().getLocation().getPath());
        return ShimGenerator.generate(
                new GenerationRequest(
                        new GenerationRequest.Sources(List.of(folder.resolve("src")), List.of(spec), folder),
                        new GenerationRequest.Outputs(
                                folder.resolve("java"), folder.resolve("c"), folder.resolve("state/generate")),
                        new GenerationRequest.Tools(null, null, compiler, List.of(), LIMIT, environment(), "test")),
                line -> {});
    }

    /** {@return the library; gcc and clang both have to make it without a warning} */
    Path compileWithBoth() throws GenerationException, CommandRunner.TimeoutException {
        if (isInstalled("clang")) {
            compile("clang");
        } else {
            System.out.println("SKIPPED: no clang on this machine; only gcc compiles");
        }
        return compile("gcc");
    }

    /** {@return the library that a compiler makes of what {@link #generate} wrote} */
    public Path compile(String compiler) throws GenerationException {
        return ShimCompiler.compile(
                        new CompilationRequest(
                                folder.resolve("c"),
                                folder.resolve("lib-" + compiler),
                                folder.resolve("state/" + compiler),
                                compiler,
                                List.of(),
                                LIMIT,
                                environment(),
                                "test"),
                        line -> {})
                .get(0)
                .file();
    }

    /** The shim's C with the headers of its own. */
    String c() throws IOException {
        StringBuilder c = new StringBuilder();
        for (String file : List.of("test.c", "test_tables.h", "test_facts.h")) {
            Path path = folder.resolve("c").resolve(file);
            c.append(Files.exists(path) ? Files.readString(path) : "");
        }
        return c.toString();
    }

    String java(String name) throws IOException {
        return Files.readString(folder.resolve("java/it/" + name + ".java"));
    }

    /**
     * Runs a C program under a library.
     *
     * @param main the body of {@code main}, whose value is 0 if all is well
     * @return the trace's lines without process id and time
     */
    List<String> trace(Path library, String includes, String main) throws Exception {
        Files.writeString(folder.resolve("program.c"), includes + "\nint main(void)\n{\n" + main + "\n}\n");
        // Before glibc 2.34, functions of threads, timers and dlopen were in libraries of their own.
        CommandResult built = CommandRunner.run(
                List.of(
                        "gcc",
                        "-D_GNU_SOURCE",
                        "-Wall",
                        "-o",
                        "program",
                        "program.c",
                        "-lm",
                        "-Wl,--as-needed",
                        "-lrt",
                        "-lpthread",
                        "-ldl"),
                folder,
                "",
                LIMIT);
        assertThat(built.stderr()).isEmpty();
        Path trace = folder.resolve("trace.txt");
        Files.deleteIfExists(trace);
        Files.createFile(trace);
        CommandResult run = run(library, List.of("SHIMGEN_TRACE=" + trace), "./program");
        assertThat(run.stderr()).isEmpty();
        assertThat(run.exitCode()).isZero();
        return Files.readAllLines(trace).stream()
                .map(line -> line.replaceFirst("^\\[\\d+] ", "").replaceFirst(" <\\d+ µs>$", ""))
                .toList();
    }

    /** {@return what a command does under a library} */
    CommandResult run(Path library, List<String> variables, String... command) throws Exception {
        List<String> line = new ArrayList<>(List.of("env", "LC_ALL=C", "LD_PRELOAD=" + library));
        line.addAll(variables);
        line.addAll(List.of(command));
        return CommandRunner.run(line, folder, "", LIMIT);
    }

    public static boolean isInstalled(String program) throws CommandRunner.TimeoutException {
        try {
            return CommandRunner.run(List.of(program, "--version"), null, "", LIMIT)
                    .ok();
        } catch (IOException e) {
            return false;
        }
    }

    /** Without what would lead to a jextract: these runs are about the shipped catalogue. */
    private static Map<String, String> environment() {
        return Map.of("PATH", "/usr/local/bin:/usr/bin:/bin");
    }
}
