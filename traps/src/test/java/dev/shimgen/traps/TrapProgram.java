package dev.shimgen.traps;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A program of {@code src/test/c}, made by any compiler.
 *
 * @param programs the folder
 * @param name file name without {@code .c}
 */
record TrapProgram(Path programs, String name) {

    private static final Pattern BUILD = Pattern.compile("^ \\* Build: (.*)$", Pattern.MULTILINE);

    /** Compiles it as the lines "Build:" and "Library:" of its first comment say. */
    Path build(Path folder, List<String> compiler) throws Exception {
        Path source = programs.resolve(name + ".c");
        String text = Files.readString(source);
        List<String> more = new ArrayList<>();
        Matcher build = BUILD.matcher(text);
        if (build.find()) {
            more.addAll(List.of(build.group(1).strip().split(" +")));
        }
        if (text.contains("\n * Library: yes")) {
            Path library = folder.resolve("lib" + name + ".so");
            compile(compiler, library, source, List.of("-shared", "-fPIC", "-DTRAP_LIBRARY"));
            more.addAll(List.of(library.toString(), "-Wl,-rpath," + folder));
        }
        Path program = folder.resolve(name);
        compile(compiler, program, source, more);
        return program;
    }

    private void compile(List<String> compiler, Path target, Path source, List<String> more) throws Exception {
        List<String> command = new ArrayList<>(compiler);
        command.addAll(List.of("-std=gnu11", "-O1", "-Wall", "-I" + programs, "-o", target.toString()));
        command.add(source.toString());
        command.addAll(more);
        command.add("-pthread");
        Path output = Files.createTempFile(target.getParent(), "cc", ".txt");
        int status = run(new ProcessBuilder(command), output);
        assertThat(status).as(Files.readString(output)).isZero();
    }

    /** Runs a command to its end; its output goes to a file. */
    static int run(ProcessBuilder builder, Path output) throws Exception {
        Process process = builder.redirectErrorStream(true)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(output.toFile())
                .start();
        if (!process.waitFor(120, TimeUnit.SECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
            throw new AssertionError(builder.command() + " hangs; so far it printed: " + Files.readString(output));
        }
        return process.exitValue();
    }
}
