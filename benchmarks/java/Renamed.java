import dev.shimgen.runtime.session.TraceSession;
import java.nio.file.Path;

/** Lets one name stand for another in a session, as the sample does, until its input ends. Prints the session's folder first. */
final class Renamed {

    public static void main(String[] words) throws Exception {
        try (TraceSession session = TraceSession.create(1 << 20)) {
            session.redirects().add(Path.of(words[0]), Path.of(words[1]));
            System.out.println(session.folder());
            while (System.in.read() >= 0) {}
        }
    }
}
