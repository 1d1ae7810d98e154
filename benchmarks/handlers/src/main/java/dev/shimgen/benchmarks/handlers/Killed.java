package dev.shimgen.benchmarks.handlers;

import dev.shimgen.runtime.handler.ShimServer;
import dev.shimgen.runtime.session.TraceSession;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Serves sessions, until it is killed, or its input ends.
 *
 * <pre>{@code
 * Killed SESSIONS
 * }</pre>
 *
 * <p>Prints the folder of each session. Then, for each line that comes, a line with how many descriptors this process has, how many
 * calls it has answered, and how many it could not answer.
 */
public final class Killed {

    /** A session without events needs no more. */
    private static final long SIZE = 1 << 17;

    private Killed() {}

    /** See the class. */
    public static void main(String[] words) throws IOException {
        List<TraceSession> sessions = new ArrayList<>();
        List<ShimServer> servers = new ArrayList<>();
        try {
            for (int i = 0; i < Integer.parseInt(words[0]); i++) {
                TraceSession session = TraceSession.create(SIZE);
                sessions.add(session);
                servers.add(ShimServer.start(session, AskedHandler.dispatcher(new Answering())));
            }
            for (TraceSession session : sessions) {
                System.out.println(session.folder());
            }
            BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
            while (input.readLine() != null) {
                System.out.println(descriptors() + " "
                        + servers.stream().mapToLong(ShimServer::answered).sum() + " "
                        + servers.stream().mapToLong(ShimServer::failures).sum());
            }
        } finally {
            for (ShimServer server : servers) {
                server.close();
            }
            for (TraceSession session : sessions) {
                session.close();
            }
        }
    }

    private static long descriptors() throws IOException {
        try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
            return all.count();
        }
    }
}
