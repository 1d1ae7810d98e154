package dev.shimgen.runtime.handler;

import dev.shimgen.runtime.event.TraceEvent;
import dev.shimgen.runtime.session.TraceSession;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A command that runs under a shim, with what answers its calls and what becomes of them, in one expression:
 *
 * <pre>{@code
 * ShimProcess.Outcome outcome = ShimProcess.of("ls", "-l")
 *         .under(Path.of("target/shimgen/libfilecalls.so"))
 *         .answeredBy(FileCallsHandler.dispatcher(new MyHandler()))
 *         .run();
 * }</pre>
 *
 * <p>Immutable: each method gives another one.
 *
 * @param command the command and its arguments
 * @param shims libraries to preload, the outermost first
 * @param handlers what leads calls to handlers, one for each shim that has one
 * @param options how they are served
 * @param directory where the command runs; {@code null} for the current folder
 * @param environment variables beside those that this process has
 * @param inheritsIo whether it has the standard streams of this process, so that there is no output to give
 */
public record ShimProcess(
        List<String> command,
        List<Path> shims,
        List<Dispatcher> handlers,
        ShimServer.Options options,
        @Nullable Path directory,
        Map<String, String> environment,
        boolean inheritsIo) {

    private static final ProcessBuilder.Redirect NOTHING =
            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile());

    public ShimProcess {
        command = List.copyOf(command);
        shims = List.copyOf(shims);
        handlers = List.copyOf(handlers);
        environment = Map.copyOf(environment);
    }

    /**
     * What has become of a command.
     *
     * @param exitStatus its exit status; 128 plus the signal's number if a signal ended it
     * @param output what it has written to its standard output, as UTF-8; empty if it had that of this process
     * @param errors what it has written to its standard error, likewise
     * @param events its traced calls, and those of all that it has started
     * @param answered how many calls handlers have answered
     * @param failures what handlers have thrown, and what came that was no call
     */
    public record Outcome(
            int exitStatus,
            String output,
            String errors,
            List<TraceEvent> events,
            long answered,
            List<Throwable> failures) {

        public Outcome {
            events = List.copyOf(events);
            failures = List.copyOf(failures);
        }
    }

    /** {@return a command, without a shim as yet} */
    public static ShimProcess of(String... command) {
        return of(Arrays.asList(command));
    }

    /**
     * {@return a command, without a shim as yet}
     *
     * @throws IllegalArgumentException if there is no program in it
     */
    public static ShimProcess of(List<String> command) {
        if (command.isEmpty() || command.get(0).isEmpty()) {
            throw new IllegalArgumentException("a command begins with a program");
        }
        return new ShimProcess(command, List.of(), List.of(), ShimServer.Options.standard(), null, Map.of(), false);
    }

    /** {@return the same under a shim more, inside of those before} */
    public ShimProcess under(Path shim) {
        List<Path> more = new ArrayList<>(shims);
        more.add(shim);
        return new ShimProcess(command, more, handlers, options, directory, environment, inheritsIo);
    }

    /** {@return the same with a handler more} */
    public ShimProcess answeredBy(Dispatcher handler) {
        List<Dispatcher> more = new ArrayList<>(handlers);
        more.add(handler);
        return new ShimProcess(command, shims, more, options, directory, environment, inheritsIo);
    }

    /** {@return the same, served with these options} */
    public ShimProcess serving(ShimServer.Options other) {
        return new ShimProcess(command, shims, handlers, other, directory, environment, inheritsIo);
    }

    /** {@return the same in a folder} */
    public ShimProcess in(Path folder) {
        return new ShimProcess(command, shims, handlers, options, folder, environment, inheritsIo);
    }

    /** {@return the same with more variables} */
    public ShimProcess with(Map<String, String> variables) {
        Map<String, String> more = new HashMap<>(environment);
        more.putAll(variables);
        return new ShimProcess(command, shims, handlers, options, directory, more, inheritsIo);
    }

    /** {@return the same with the standard input, output and error of this process} Else there is nothing to read for the command. */
    public ShimProcess inheritingIo() {
        return new ShimProcess(command, shims, handlers, options, directory, environment, true);
    }

    /** As {@link #run(Consumer)}, with a list of the events. */
    public Outcome run() throws IOException, InterruptedException {
        List<TraceEvent> events = new ArrayList<>();
        Outcome outcome = run(events::add);
        return new Outcome(
                outcome.exitStatus(),
                outcome.output(),
                outcome.errors(),
                events,
                outcome.answered(),
                outcome.failures());
    }

    /**
     * Runs the command to its end, and until all that it has started has ended.
     *
     * @param consumer gets each traced call, as it comes
     * @return what has become of it, without the events
     * @throws IllegalArgumentException if a handler's calls would never come, since no library is of its shim
     * @throws IOException if it cannot be started, or there is no session, as {@link TraceSession#create()}
     * @throws InterruptedException if this thread is interrupted; the command goes on, with nobody to answer
     */
    public Outcome run(Consumer<? super TraceEvent> consumer) throws IOException, InterruptedException {
        List<Throwable> failures = new CopyOnWriteArrayList<>();
        ShimServer.Options reporting = options.reporting(failure -> {
            failures.add(failure);
            options.onFailure().accept(failure);
        });
        for (Dispatcher handler : handlers) {
            requireShim(handler);
        }
        List<ShimServer> servers = new ArrayList<>();
        try (TraceSession session = TraceSession.create()) {
            try {
                for (Dispatcher handler : handlers) {
                    servers.add(ShimServer.start(session, handler, reporting));
                }
                return run(session, servers, failures, consumer);
            } finally {
                for (ShimServer server : servers) {
                    server.close();
                }
            }
        }
    }

    /**
     * A handler of a shim that the command does not run under, or of an older build of it, would never be asked. A library has its digest
     * among its constants; what is preloaded by other means is not looked for.
     */
    private void requireShim(Dispatcher handler) throws IOException {
        if (environment.containsKey("LD_PRELOAD") || (shims.isEmpty() && System.getenv("LD_PRELOAD") != null)) {
            return;
        }
        byte[] digest = ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.nativeOrder())
                .putLong(handler.digest())
                .array();
        for (Path shim : shims) {
            // One that is not there is reported when the command is started.
            if (!Files.isRegularFile(shim) || contains(Files.readAllBytes(shim), digest)) {
                return;
            }
        }
        throw new IllegalArgumentException("[SG0917] no library in " + shims + " is the shim \"" + handler.shim()
                + "\" as the handler's class was generated with it, so the handler would never be asked; add"
                + " .under(Path.of(\"…/lib" + handler.shim() + ".so\")), or generate both again");
    }

    private static boolean contains(byte[] bytes, byte[] wanted) {
        for (int i = 0; i + wanted.length <= bytes.length; i++) {
            if (Arrays.equals(bytes, i, i + wanted.length, wanted, 0, wanted.length)) {
                return true;
            }
        }
        return false;
    }

    private Outcome run(
            TraceSession session,
            List<ShimServer> servers,
            List<Throwable> failures,
            Consumer<? super TraceEvent> consumer)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command);
        if (directory != null) {
            builder.directory(directory.toFile());
        }
        builder.environment().putAll(environment);
        if (inheritsIo) {
            builder.inheritIO();
        } else {
            builder.redirectInput(NOTHING); // nobody would write to a pipe, nor close it
        }
        Process process = session.start(builder, shims.toArray(Path[]::new));
        CompletableFuture<String> output = read(process.getInputStream());
        CompletableFuture<String> errors = read(process.getErrorStream());
        int status = session.follow(process, consumer);
        try {
            return new Outcome(
                    status,
                    output.join(),
                    errors.join(),
                    List.of(),
                    servers.stream().mapToLong(ShimServer::answered).sum(),
                    failures);
        } catch (CompletionException e) {
            throw new IOException("what the command has written cannot be read", e.getCause());
        }
    }

    /** In a thread of its own: a command that writes much to one stream waits for that to be read. */
    private static CompletableFuture<String> read(InputStream stream) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try (stream) {
                        return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                work -> Thread.ofPlatform().daemon().start(work));
    }
}
