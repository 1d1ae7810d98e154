package dev.shimgen.cli.export;

import dev.shimgen.runtime.event.TraceEvent;
import dev.shimgen.runtime.event.UnfinishedCall;
import dev.shimgen.runtime.session.Recording;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.function.Predicate;

/** Writes events in a form of its own, one after the other. */
public sealed interface EventExport permits JsonLines, PerfettoTrace {

    /** Writes an event. */
    void add(TraceEvent event) throws IOException;

    /** Writes a call that has not returned. */
    void add(UnfinishedCall call) throws IOException;

    /**
     * Writes what is known at the end.
     *
     * @param lost events that found no room
     * @param torn events that were never completed
     * @param cut whether the recording has no end, or is damaged
     */
    void end(long lost, long torn, boolean cut) throws IOException;

    /**
     * Writes all of a recording, up to the damage if it has one.
     *
     * @param events which events
     * @param calls which of the calls that have not returned
     * @return why the recording could not be read to its end; empty if it could
     * @throws IOException if the export cannot be written
     */
    static Optional<IOException> all(
            Recording recording,
            Predicate<? super TraceEvent> events,
            Predicate<? super UnfinishedCall> calls,
            EventExport export)
            throws IOException {
        Optional<IOException> damage = Optional.empty();
        try {
            boolean more = true;
            while (more) {
                more = recording.poll(event -> {
                            if (events.test(event)) {
                                add(export, event);
                            }
                        })
                        > 0;
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } catch (IOException e) {
            damage = Optional.of(e); // what came before it is right, and shall be told to its end
        }
        for (UnfinishedCall call : recording.unfinished()) {
            if (calls.test(call)) {
                export.add(call);
            }
        }
        export.end(recording.lost(), recording.torn(), recording.isCut());
        return damage;
    }

    private static void add(EventExport export, TraceEvent event) {
        try {
            export.add(event);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // it leaves a consumer, and is taken out again above
        }
    }
}
