package dev.shimgen.samples.eatmydata;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A finished command.
 *
 * @param command its words
 * @param status its exit status
 * @param stdout what it printed
 * @param stderr likewise
 * @param nanoseconds how long it took
 */
record Run(List<String> command, int status, String stdout, String stderr, long nanoseconds) {

    private static final long LIMIT_SECONDS = 180;

    /** {@return which command it was, how it ended and what it said, for whoever reads that a test has failed} */
    String describe() {
        return String.join(" ", command) + ": status " + status
                + (status > 128 ? " (128 + signal " + (status - 128) + ")" : "") + ", printed: " + stdout + stderr;
    }

    /**
     * Runs a command with empty input.
     *
     * @param folder where it runs
     * @param environment what it gets besides PATH; nothing is inherited
     */
    static Run of(List<String> command, Path folder, Map<String, String> environment)
            throws IOException, InterruptedException {
        Path out = Files.createTempFile("shimgen", ".out");
        Path err = Files.createTempFile("shimgen", ".err");
        try {
            List<String> resolved = new ArrayList<>(command);
            resolved.set(0, Tools.find(command.get(0)).orElseThrow().toString());
            ProcessBuilder builder = new ProcessBuilder(resolved)
                    .directory(folder.toFile())
                    .redirectInput(new File("/dev/null"))
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            builder.environment().clear();
            builder.environment().put("PATH", Tools.PATH);
            builder.environment().putAll(environment);
            long start = System.nanoTime();
            Process process = builder.start();
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
                throw new AssertionError("no end after " + LIMIT_SECONDS + " s: " + command);
            }
            long nanoseconds = System.nanoTime() - start;
            return new Run(command, process.exitValue(), text(out), text(err), nanoseconds);
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }

    private static String text(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.ISO_8859_1);
    }
}
