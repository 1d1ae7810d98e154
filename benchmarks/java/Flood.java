import dev.shimgen.runtime.event.EventCursor;
import dev.shimgen.runtime.session.TraceSession;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the events of {@code c/flood.c}, and compares them with what it has produced: each number of each thread once and in order,
 * but for as many as are counted as lost, and each path whole.
 *
 * <p>Arguments: bytes of the session, shim, libcheap.so, the program, processes, threads; then for each run calls of a thread, and
 * calls a second. The second one and those behind it have a reader that the virtual machine has compiled.
 */
final class Flood {

    private static final int LONGEST = 120;

    private static final class Caller {
        private long next;
        private byte letter;
    }

    private final Map<Long, Caller> callers = new HashMap<>();
    private long id = -1;
    private Caller caller = new Caller();
    private long received;
    private long others;
    private long missing;
    private long wrong;
    private long disordered;
    private long backwards;

    private void event(EventCursor event) {
        if (!event.function().name().equals("access")) {
            others++;
            return;
        }
        received++;
        long own = (long) event.process() << 32 | event.thread();
        if (own != id) {
            id = own;
            caller = callers.computeIfAbsent(own, unused -> new Caller());
        }
        long number = event.value(1);
        disordered += number < caller.next ? 1 : 0;
        backwards += event.ended() < event.began() ? 1 : 0;
        wrong += event.count() != 2 || event.result() != 0 ? 1 : 0;
        missing += number - caller.next;
        caller.next = number + 1;
        ByteBuffer path = event.bytes(0);
        long length = number % 2 == 0 ? 0 : 1 + number * 7 % LONGEST;
        if ((path == null ? 0 : path.remaining()) != length) {
            wrong++;
        } else if (length > 0) {
            caller.letter = caller.letter == 0 ? path.get(path.position()) : caller.letter;
            for (int i = path.position(); i < path.limit(); i++) {
                wrong += path.get(i) == caller.letter ? 0 : 1;
            }
        }
    }

    private static String memory() throws Exception {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("RssAnon:"))
                .map(line -> line.replaceAll("\\D", ""))
                .findFirst()
                .orElse("0");
    }

    /** Starts the program, and prints what came of it. */
    private static void run(String[] arguments, long calls, String perSecond) throws Exception {
        Flood flood = new Flood();
        long produced = Long.parseLong(arguments[4]) * Long.parseLong(arguments[5]) * calls;
        List<String> command = List.of(arguments[3], arguments[4], arguments[5], Long.toString(calls), perSecond);
        long began = System.nanoTime();
        try (TraceSession session = TraceSession.create(Long.parseLong(arguments[0]))) {
            Process process = session.start(
                    new ProcessBuilder(command).inheritIO(), Path.of(arguments[1]), Path.of(arguments[2]));
            int status = session.followCursor(process, flood::event);
            double seconds = (System.nanoTime() - began) / 1e9;
            for (Caller caller : flood.callers.values()) {
                flood.missing += calls - caller.next;
            }
            // A thread of which nothing was received has lost all of its calls.
            flood.missing += produced - calls * flood.callers.size();
            System.out.printf(
                    "status=%d produced=%d received=%d lost=%d missing=%d others=%d torn=%d wrong=%d disordered=%d backwards=%d own_kib=%s seconds=%.2f%n",
                    status,
                    produced,
                    flood.received,
                    session.lost(),
                    flood.missing,
                    flood.others,
                    session.torn(),
                    flood.wrong,
                    flood.disordered,
                    flood.backwards,
                    memory(),
                    seconds);
        }
    }

    public static void main(String[] arguments) throws Exception {
        for (int i = 6; i + 1 < arguments.length; i += 2) {
            run(arguments, Long.parseLong(arguments[i]), arguments[i + 1]);
        }
    }
}
