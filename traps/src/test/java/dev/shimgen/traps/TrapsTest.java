package dev.shimgen.traps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs each program of {@code src/test/c} under the shim, with tracing off and on. A program's name begins with the number of
 * its row among the traps; its first comment says what it shows, and how it looked when the treatment was taken away.
 */
final class TrapsTest {

    private static final Path SHIMS = Path.of("target/shimgen").toAbsolutePath();
    private static final Path PROGRAMS = Path.of("src/test/c").toAbsolutePath();
    private static final int SKIPPED = 77;

    @TempDir
    private Path folder;

    static Stream<Arguments> programs() throws IOException {
        try (Stream<Path> files = Files.list(PROGRAMS)) {
            List<String> names = files.map(f -> f.getFileName().toString())
                    .filter(name -> name.endsWith(".c"))
                    .map(name -> name.substring(0, name.length() - 2))
                    .sorted()
                    .toList();
            return names.stream().flatMap(name -> Stream.of(Arguments.of(name, "off"), Arguments.of(name, "on")));
        }
    }

    @ParameterizedTest(name = "{0}, tracing {1}")
    @MethodSource("programs")
    void programsDoNotNotice(String name, String tracing) throws Exception {
        Path program = build(name);
        Path trace = folder.resolve("trace");

        ProcessBuilder builder = new ProcessBuilder(program.toString()).directory(folder.toFile());
        builder.environment().put("LC_ALL", "C");
        // ld.so(8) splits LD_PRELOAD at spaces and colons; the folder of the build may have some, this one has none.
        Path library = shim(name);
        Path shim = Files.copy(library, folder.resolve(library.getFileName()));
        builder.environment().put("LD_PRELOAD", shim.toString());
        builder.environment().put("TRAP_SHIM", shim.toString());
        builder.environment().remove("SHIMGEN_TRACE");
        if (tracing.equals("on")) {
            builder.environment().put("SHIMGEN_TRACE", trace.toString());
            builder.environment().put("TRAP_TRACE", trace.toString());
        }
        Path output = folder.resolve("output");
        int status = run(builder, output);

        String printed = Files.readString(output);
        if (status == SKIPPED) {
            System.out.println("SKIPPED " + name + ": " + printed);
            abort(printed);
        }
        assertThat(status).as(printed).isZero();
        if (tracing.equals("off")) {
            assertThat(trace).doesNotExist();
        }
    }

    /** The shim that the line "Shim:" of a program's first comment names. */
    private static Path shim(String name) throws IOException {
        Matcher shim = Pattern.compile("^ \\* Shim: (\\w+)$", Pattern.MULTILINE)
                .matcher(Files.readString(PROGRAMS.resolve(name + ".c")));
        return SHIMS.resolve("lib" + (shim.find() ? shim.group(1) : "traps") + ".so");
    }

    /** Compiles a program as the lines "Build:" and "Library:" of its first comment say. */
    private Path build(String name) throws Exception {
        Path source = PROGRAMS.resolve(name + ".c");
        String text = Files.readString(source);
        List<String> more = new ArrayList<>();
        Matcher build = Pattern.compile("^ \\* Build: (.*)$", Pattern.MULTILINE).matcher(text);
        if (build.find()) {
            more.addAll(List.of(build.group(1).strip().split(" +")));
        }
        if (text.contains("\n * Library: yes")) {
            Path library = folder.resolve("lib" + name + ".so");
            compile(library, source, List.of("-shared", "-fPIC", "-DTRAP_LIBRARY"));
            more.addAll(List.of(library.toString(), "-Wl,-rpath," + folder));
        }
        Path program = folder.resolve(name);
        compile(program, source, more);
        return program;
    }

    private void compile(Path target, Path source, List<String> more) throws Exception {
        List<String> command =
                new ArrayList<>(List.of("cc", "-std=gnu11", "-O1", "-Wall", "-I" + PROGRAMS, "-o", target.toString()));
        command.add(source.toString());
        command.addAll(more);
        command.add("-pthread");
        Path output = folder.resolve("cc-output");
        int status = run(new ProcessBuilder(command), output);
        assertThat(status).as(Files.readString(output)).isZero();
    }

    private static int run(ProcessBuilder builder, Path output) throws Exception {
        Process process = builder.redirectErrorStream(true)
                .redirectInput(new java.io.File("/dev/null"))
                .redirectOutput(output.toFile())
                .start();
        if (!process.waitFor(180, TimeUnit.SECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
            throw new AssertionError(builder.command() + " hangs; so far it printed: " + Files.readString(output));
        }
        return process.exitValue();
    }
}
