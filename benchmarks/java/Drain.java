import dev.shimgen.runtime.session.TraceSession;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.Semaphore;

/**
 * Reads a session's events and forgets them, until its input ends. Prints the session's folder first; then, for each byte of input,
 * how many events were received and how many were lost since the last one, when there is nothing more to read.
 */
final class Drain {

    private static final Semaphore questions = new Semaphore(0);

    private static volatile boolean ended;

    private static long received;

    private static void listen() {
        try {
            while (System.in.read() >= 0) {
                questions.release();
            }
            ended = true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static void main(String[] arguments) throws Exception {
        try (TraceSession session = TraceSession.create()) {
            System.out.println(session.folder());
            Thread.ofPlatform().daemon().start(Drain::listen);
            long lost = 0;
            while (!ended) {
                if (session.pollCursor(event -> received++) > 0) {
                    continue;
                }
                if (questions.tryAcquire()) {
                    System.out.println(received + " " + (session.lost() - lost));
                    received = 0;
                    lost = session.lost();
                }
                Thread.sleep(2);
            }
        }
    }
}
