package dev.shimgen.runtime.event;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Tells which events are calls, for who counts them: some calls have two events. {@code execve(2)} has one before it, and another
 * one if it failed; {@code fork(2)} has one in the parent, and one in the child.
 *
 * <p>It is asked about each event that is counted, in the order in which a session has them, and only about these: of a call
 * whose first event is left out, the second one is the call.
 */
public final class CallTally {

    /** What an event adds to what is counted. */
    public enum Share {
        /** A call. */
        CALL,
        /** What became of a call that has been counted when it began: how long it took, and whether it failed. */
        OUTCOME,
        /** Nothing: the call is another process's, whose event says how it went. */
        NOTHING
    }

    private static final Set<String> RETURN_TWICE = Set.of("fork", "_Fork", "forkpty");

    /** Of how many threads it is remembered that they have begun a call: those that executed a program need not be seen again. */
    private static final int MOST = 1 << 14;

    /** The calls that have been counted when they began, by thread. */
    private final Map<Place, String> begun = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Place, String> eldest) {
            return size() > MOST;
        }
    };

    private record Place(int process, int thread) {}

    /** {@return what an event adds} */
    public Share of(TracedCall event) {
        Place place = new Place(event.process(), event.thread());
        String name = event.function().name();
        if (!event.returned()) {
            begun.put(place, name);
            return Share.CALL;
        }
        String before = begun.isEmpty() ? null : begun.remove(place);
        if (name.equals(before)) {
            return Share.OUTCOME;
        }
        return event.result() == 0 && RETURN_TWICE.contains(name) ? Share.NOTHING : Share.CALL;
    }
}
