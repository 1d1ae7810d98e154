package dev.shimgen.cli.export;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The slices of a thread, each inside of another one or beside it. Perfetto takes the end of a slice for that of the one that
 * began last, so no two may overlap, and none that is inside may begin with the one around it.
 */
final class ThreadTrack {

    /** How many slices are remembered: as many as a signal handler's calls that nothing comes between, and more. */
    private static final int MOST = 64;

    private final long uuid;

    /** The last slices that are not inside of another one, as far as is known. */
    private final Deque<Slice> last = new ArrayDeque<>();

    /** From when to when, in nanoseconds. */
    record Slice(long began, long ended) {}

    ThreadTrack(long uuid) {
        this.uuid = uuid;
    }

    long uuid() {
        return uuid;
    }

    /**
     * {@return where a slice is shown, which may differ by the few nanoseconds by which the pace of the processor's counter was
     * known better for one of two calls}
     *
     * @param began not before the slices of the thread that have ended earlier, or before these began
     */
    Slice place(long began, long ended) {
        long from = began;
        Slice inside = null;
        // One that ended when this began is beside it, even if it took no time.
        while (!last.isEmpty()
                && last.getLast().began() >= began
                && last.getLast().ended() > began) {
            inside = last.removeLast();
        }
        long free = last.isEmpty() ? Long.MIN_VALUE : last.getLast().ended();
        if (inside != null && inside.began() == began) {
            from = began - 1;
        }
        from = Math.max(from, free);
        Slice placed = new Slice(from, Math.max(Math.max(from, ended), inside == null ? from : inside.ended()));
        last.addLast(placed);
        if (last.size() > MOST) {
            last.removeFirst();
        }
        return placed;
    }
}
