package dev.shimgen.runtime.session;

import dev.shimgen.runtime.event.TraceEvent;
import dev.shimgen.runtime.event.UnfinishedCall;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** Where events come from: a session that goes on, or the recording of one. What shows events needs to know no more. */
public sealed interface EventSource extends AutoCloseable permits TraceSession, Recording {

    /** {@return where and when the session was made} */
    SessionFacts facts();

    /**
     * Hands over the next events: those of a thread in their order.
     *
     * @param consumer gets each event
     * @return how many there were; if 0, a session has none yet, and a recording none any more
     * @throws IOException if there is no sense in what is read
     */
    long poll(Consumer<? super TraceEvent> consumer) throws IOException;

    /**
     * {@return the time of day of an event's time}
     *
     * @param nanoseconds of {@code CLOCK_MONOTONIC}
     */
    default Instant instant(long nanoseconds) {
        return facts().instant(nanoseconds);
    }

    /** {@return the program that was started, and its arguments; empty if none was, or that is not known yet} */
    List<String> command();

    /** {@return the process id of the program that was started; empty if none was, or that is not known} */
    OptionalInt startedProcess();

    /**
     * {@return up to when all is known, in nanoseconds of {@code CLOCK_MONOTONIC}; empty if that is not known} A call that has not
     * returned had not returned then.
     */
    OptionalLong until();

    /** {@return the program's exit status; empty if it has not ended, or nobody has waited for it} */
    OptionalInt exitStatus();

    /** {@return how many events programs could not write, since there was no room; as far as is known up to now} */
    long lost();

    /** {@return how many events were begun and never completed; as far as is known up to now} */
    long torn();

    /**
     * {@return the calls that have not returned up to now, and those in which threads have ended: where programs hang, or were
     * killed}
     */
    List<UnfinishedCall> unfinished();

    @Override
    void close() throws IOException;
}
