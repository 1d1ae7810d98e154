package dev.shimgen.traps;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A program of {@code src/test/c}: what its first comment says, and how it is compiled and run.
 *
 * @param name file name without {@code .c}
 */
record TrapProgram(String name) {

    /** The exit status of a program that cannot test anything here; it has printed why. */
    static final int SKIPPED = 77;

    private static final Path FOLDER = Path.of("src/test/c").toAbsolutePath();
    private static final Pattern BUILD = Pattern.compile("^ \\* Build: (.*)$", Pattern.MULTILINE);
    private static final Pattern PLUGIN = Pattern.compile("^ \\* Plug-in: (\\w+)(.*)$", Pattern.MULTILINE);
    private static final Pattern SHIM = Pattern.compile("^ \\* Shim: (\\w+)$", Pattern.MULTILINE);

    /** A machine with many tests at once is slow; only a hang takes as long. */
    private static final int SECONDS = 180;

    /** {@return all programs, sorted by name} */
    static List<TrapProgram> all() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".c"))
                    .map(name -> name.substring(0, name.length() - 2))
                    .sorted()
                    .map(TrapProgram::new)
                    .toList();
        }
    }

    /** {@return the file name of the shim that it runs under: that of the line "Shim:", if there is one} */
    String shim() throws IOException {
        Matcher shim = SHIM.matcher(Files.readString(source()));
        return "lib" + (shim.find() ? shim.group(1) : "traps") + ".so";
    }

    /**
     * Compiles it as its lines "Build:" and "Library:" say. Each line "Plug-in: NAME OPTIONS" also makes a library,
     * compiled with TRAP_NAME defined; the program finds it as TRAP_PLUGIN("NAME").
     *
     * @param compiler a C compiler and its options
     */
    Path build(Path folder, List<String> compiler) throws Exception {
        String text = Files.readString(source());
        List<String> more = new ArrayList<>();
        Matcher build = BUILD.matcher(text);
        if (build.find()) {
            more.addAll(List.of(build.group(1).strip().split(" +", -1)));
        }
        if (text.contains("\n * Library: yes")) {
            Path library = folder.resolve("lib" + name + ".so");
            compile(compiler, library, List.of("-shared", "-fPIC", "-DTRAP_LIBRARY"));
            more.addAll(List.of(library.toString(), "-Wl,-rpath," + folder));
        }
        more.add("-DTRAP_PLUGIN(name)=\"" + folder.resolve(name) + "-\" name \".so\"");
        Matcher plugin = PLUGIN.matcher(text);
        while (plugin.find()) {
            String options = plugin.group(2)
                    .replace("PLUGIN(", folder.resolve(name) + "-")
                    .replace(")", ".so");
            List<String> made = new ArrayList<>(List.of("-shared", "-fPIC"));
            made.add("-DTRAP_" + plugin.group(1).toUpperCase(Locale.ROOT));
            Stream.of(options.strip().split(" +", -1))
                    .filter(word -> !word.isEmpty())
                    .forEach(made::add);
            compile(compiler, folder.resolve(name + "-" + plugin.group(1) + ".so"), made);
        }
        Path program = folder.resolve(name);
        compile(compiler, program, more);
        return program;
    }

    /** Runs a command to its end; what it prints goes to a file. */
    static int run(ProcessBuilder builder, Path output) throws Exception {
        Process process = builder.redirectErrorStream(true)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(output.toFile())
                .start();
        if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
            throw new AssertionError(builder.command() + " hangs; so far it printed: " + Files.readString(output));
        }
        return process.exitValue();
    }

    private void compile(List<String> compiler, Path target, List<String> more) throws Exception {
        List<String> command = new ArrayList<>(compiler);
        command.addAll(List.of("-std=gnu11", "-O1", "-Wall", "-I" + FOLDER, "-o", target.toString()));
        command.add(source().toString());
        command.addAll(more);
        // Parts of libc that were separate libraries before glibc 2.34.
        command.addAll(List.of("-pthread", "-ldl", "-lrt"));
        Path output = target.resolveSibling("cc-output");
        int status = run(new ProcessBuilder(command), output);
        new Ended(status, Files.readString(output)).expectSuccess(String.join(" ", command));
    }

    private Path source() {
        return FOLDER.resolve(name + ".c");
    }

    @Override
    public String toString() {
        return name;
    }
}
