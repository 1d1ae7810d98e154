package dev.shimgen.samples.filetrace;

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
 * @param stdout what it printed, each byte as one character
 * @param stderr likewise
 */
record Run(List<String> command, int status, String stdout, String stderr) {

    private static final long LIMIT_SECONDS = 180;

    /** {@return which command it was, how it ended and what it said, for whoever reads that a test has failed} */
    String describe() {
        return String.join(" ", command) + ": status " + status
                + (status > 128 ? " (128 + signal " + (status - 128) + ")" : "") + ", printed: " + stdout + stderr;
    }

    /**
     * Runs a command in an environment of its own, with empty input.
     *
     * @param folder where it runs
     * @param environment all that it gets, besides PATH
     */
    static Run of(List<String> command, Path folder, Map<String, String> environment)
            throws IOException, InterruptedException {
        Path out = Files.createTempFile("shimgen", ".out");
        Path err = Files.createTempFile("shimgen", ".err");
        try {
            List<String> resolved = new ArrayList<>(command);
            resolved.set(0, Program.find(command.get(0)).orElseThrow().toString());
            ProcessBuilder builder = new ProcessBuilder(resolved)
                    .directory(folder.toFile())
                    .redirectInput(new File("/dev/null"))
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            builder.environment().clear();
            builder.environment().put("PATH", Program.PATH);
            builder.environment().putAll(environment);
            Process process = builder.start();
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
                throw new AssertionError("no end after " + LIMIT_SECONDS + " s: " + command);
            }
            return new Run(command, process.exitValue(), text(out), text(err));
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }

    private static String text(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.ISO_8859_1);
    }
}
