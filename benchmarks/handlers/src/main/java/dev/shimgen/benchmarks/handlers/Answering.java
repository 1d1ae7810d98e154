package dev.shimgen.benchmarks.handlers;

import dev.shimgen.runtime.handler.ShimServer;
import dev.shimgen.runtime.session.TraceSession;
import dev.shimgen.spec.Struct;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;

/**
 * Runs commands in a session whose calls somebody answers.
 *
 * <pre>{@code
 * Answering java|nothing|C-SERVER[+MICROSECONDS] LIBRARY COMMAND…
 * }</pre>
 *
 * <p>{@code nothing} is a handler that leaves the functions alone; a path is that of a server in C on the same transport. With a time, both
 * sides spin for so long.
 */
public final class Answering extends AskedHandler {

    private static final int O_CLOEXEC = 02000000;

    private final AskedCalls libc = new AskedCalls();

    Answering() {}

    @Override
    public int stat(String path, Struct status) {
        ((Stat) status).st_size(call().tid());
        return 0;
    }

    @Override
    public int open(String path, int flags, int mode) {
        return libc.open("/dev/null", O_CLOEXEC, 0);
    }

    /** See the class. */
    public static void main(String[] words) throws Exception {
        List<String> command = Arrays.asList(words).subList(2, words.length);
        Path library = Path.of(words[1]);
        String[] server = words[0].split("\\+", 2);
        Duration spinning = Duration.of(server.length > 1 ? Long.parseLong(server[1]) : 0, ChronoUnit.MICROS);
        try (TraceSession session = TraceSession.create(1 << 20)) {
            switch (server[0]) {
                case "java" -> {
                    ShimServer.Options options = ShimServer.Options.standard().spinning(spinning);
                    try (ShimServer own = ShimServer.start(session, dispatcher(new Answering()), options)) {
                        // What was interpreted is compiled after some thousand calls.
                        run(session, library, command, ProcessBuilder.Redirect.DISCARD);
                        run(session, library, command, ProcessBuilder.Redirect.INHERIT);
                        if (own.failures() > 0) {
                            throw new IllegalStateException(own.failures() + " calls were not answered");
                        }
                    }
                }
                case "nothing" -> {
                    try (ShimServer own = ShimServer.start(session, dispatcher(new AskedHandler() {}))) {
                        run(session, library, command, ProcessBuilder.Redirect.INHERIT);
                        if (own.answered() > 0) {
                            throw new IllegalStateException(own.answered() + " calls were answered");
                        }
                    }
                }
                default -> withServer(session, library, server[0], spinning, command);
            }
        }
    }

    private static void withServer(
            TraceSession session, Path library, String server, Duration spinning, List<String> command)
            throws IOException, InterruptedException {
        // The first program of a session makes the page that the server then says it serves.
        run(session, library, List.of("/bin/true"), ProcessBuilder.Redirect.INHERIT);
        Process other = new ProcessBuilder(
                        server,
                        session.folder().toString(),
                        String.format("%016x", dispatcher(new AskedCalls()).digest()),
                        Long.toString(spinning.toNanos() / 1000))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            if (!"serves".equals(other.inputReader().readLine())) {
                throw new IllegalStateException(server + " does not serve");
            }
            run(session, library, command, ProcessBuilder.Redirect.INHERIT);
        } finally {
            other.destroyForcibly().waitFor();
        }
    }

    private static void run(TraceSession session, Path library, List<String> command, ProcessBuilder.Redirect output)
            throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(output).redirectError(ProcessBuilder.Redirect.INHERIT);
        int status = session.start(builder, library).waitFor();
        if (status != 0) {
            throw new IllegalStateException(command + ": exit status " + status);
        }
    }
}
