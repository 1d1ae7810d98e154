package dev.shimgen.traps;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Runs commands in a folder of their own, with or without the shim. */
final class Under {

    private static final Path SHIM = Path.of("target/shimgen/libtraps.so").toAbsolutePath();

    /** A machine with many tests at once is slow; only a hang takes as long. */
    private static final int SECONDS = 180;

    private final Path folder;
    private final Path shim;

    /**
     * The outcome of a command; in texts, each character is one byte.
     *
     * @param command the command as it was run, with its environment
     * @param trace all lines of the trace; empty if the command was not traced
     */
    record Outcome(String command, int status, String out, String err, String trace) {

        /** {@return which command it was, how it ended and what it printed, for the message of a failed test} */
        String describe() {
            return command + ": " + new Ended(status, out + err).describe();
        }
    }

    Under(Path folder) throws IOException {
        this.folder = folder;
        // A copy: ld.so(8) splits LD_PRELOAD at spaces and colons; the build's folder may contain some, this one does
        // not.
        this.shim = Files.copy(SHIM, folder.resolve("libtraps.so"));
    }

    Path shim() {
        return shim;
    }

    Outcome without(String... command) throws Exception {
        return run(Map.of(), command);
    }

    /** Runs a command under the shim, traced. */
    Outcome traced(String... command) throws Exception {
        return tracedUnder(shim.toString(), command);
    }

    /** Runs a command under a list of libraries, traced. */
    Outcome tracedUnder(String preload, String... command) throws Exception {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("LD_PRELOAD", preload);
        environment.put("SHIMGEN_TRACE", folder.resolve("trace").toString());
        return run(environment, command);
    }

    /** Runs a command under the shim, not traced. */
    Outcome silent(String... command) throws Exception {
        return run(Map.of("LD_PRELOAD", shim.toString()), command);
    }

    private Outcome run(Map<String, String> environment, String... command) throws Exception {
        Path trace = folder.resolve("trace");
        Files.deleteIfExists(trace);
        // The variables are set by env(1), so that they apply to the command and not to the process that starts it.
        List<String> words = new ArrayList<>(List.of("env", "-u", "LD_PRELOAD", "-u", "SHIMGEN_TRACE", "LC_ALL=C"));
        environment.forEach((name, value) -> words.add(name + "=" + value));
        words.addAll(List.of(command));
        Path out = folder.resolve("stdout");
        Path err = folder.resolve("stderr");
        Process process = new ProcessBuilder(words)
                .directory(folder.toFile())
                .redirectInput(new File("/dev/null"))
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
            throw new AssertionError(words + " hangs; so far it printed: " + bytes(out) + bytes(err));
        }
        return new Outcome(
                String.join(" ", words),
                process.exitValue(),
                bytes(out),
                bytes(err),
                Files.exists(trace) ? bytes(trace) : "");
    }

    static String bytes(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.ISO_8859_1);
    }

    /** Compiles a program into the folder; skips the test if the compiler cannot. */
    Path compile(String why, String source, String... command) throws Exception {
        Path program = folder.resolve("program");
        Path file = Files.writeString(folder.resolve("program.c"), source);
        List<String> words = new ArrayList<>(List.of(command));
        words.addAll(List.of("-o", program.toString(), file.toString()));
        require(command[0], why);
        Outcome built = without(words.toArray(String[]::new));
        if (built.status() != 0) {
            skip(why + " (" + built.err().strip().replace('\n', ' ') + ")");
        }
        return program;
    }

    /** Skips the test if a program is not on the machine. */
    static void require(String program, String why) {
        boolean found = Stream.of(System.getenv("PATH").split(":", -1))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
        if (!found) {
            skip(why);
        }
    }

    static void skip(String why) {
        System.out.println("SKIPPED: " + why);
        abort(why);
    }
}
