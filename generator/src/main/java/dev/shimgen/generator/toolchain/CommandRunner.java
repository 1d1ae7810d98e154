package dev.shimgen.generator.toolchain;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Runs commands with a time limit; no process that it started outlives the limit. */
public final class CommandRunner {

    private CommandRunner() {}

    /** A command did not end in time; it and its children have been killed. */
    public static final class TimeoutException extends Exception {
        private static final long serialVersionUID = 1L;

        TimeoutException(List<String> command, Duration limit) {
            super("no end after " + limit.toSeconds() + " s: " + String.join(" ", command));
        }
    }

    /**
     * A thread for each pipe, since they block: readers wait until the command ends, and the command waits for its
     * input. The common pool would not do: it has one thread on a machine with two processors.
     */
    private static final Executor PIPES = task -> {
        Thread thread = new Thread(task, "shimgen-pipe");
        thread.setDaemon(true);
        thread.start();
    };

    /**
     * Runs a command to its end.
     *
     * @param command the program, looked for on {@code PATH} unless it has a slash, and its arguments
     * @param directory where it runs, or {@code null} for this process's folder
     * @param stdin its standard input
     * @param limit how long it may take
     * @throws IOException if it cannot be started
     * @throws TimeoutException if it did not end in time
     */
    public static CommandResult run(List<String> command, @Nullable Path directory, String stdin, Duration limit)
            throws IOException, TimeoutException {
        return run(command, directory, stdin, limit, Map.of());
    }

    /**
     * Runs a command to its end, as {@link #run(List, Path, String, Duration)}.
     *
     * @param environment additional variables
     */
    static CommandResult run(
            List<String> command,
            @Nullable Path directory,
            String stdin,
            Duration limit,
            Map<String, String> environment)
            throws IOException, TimeoutException {
        ProcessBuilder builder = new ProcessBuilder(command);
        if (directory != null) {
            builder.directory(directory.toFile());
        }
        // Messages are parsed: they must not depend on the user's language.
        builder.environment().put("LC_ALL", "C");
        builder.environment().putAll(environment);
        Process process = builder.start();
        CompletableFuture<String> out = CompletableFuture.supplyAsync(() -> readAll(process.getInputStream()), PIPES);
        CompletableFuture<String> err = CompletableFuture.supplyAsync(() -> readAll(process.getErrorStream()), PIPES);
        CompletableFuture<Void> in =
                CompletableFuture.runAsync(() -> writeAll(process.getOutputStream(), stdin), PIPES);
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                kill(process);
                throw new TimeoutException(command, limit);
            }
            in.join();
            return new CommandResult(process.exitValue(), out.join(), err.join());
        } catch (InterruptedException e) {
            kill(process);
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for " + command.get(0), e);
        }
    }

    private static void kill(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private static String readAll(InputStream stream) {
        try (stream) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            // The process was killed: what it printed so far is not needed.
            return "";
        }
    }

    private static void writeAll(OutputStream stream, String text) {
        try (stream) {
            stream.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // EPIPE: a command need not read its input; if it should have, its exit status says so.
        }
    }
}
