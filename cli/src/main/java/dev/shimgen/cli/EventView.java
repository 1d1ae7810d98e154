package dev.shimgen.cli;

import dev.shimgen.runtime.event.DescriptorPaths;
import dev.shimgen.runtime.event.DescriptorUse;
import dev.shimgen.runtime.event.TraceEvent;
import dev.shimgen.runtime.event.UnfinishedCall;
import dev.shimgen.runtime.session.EventSource;
import dev.shimgen.runtime.session.Recording;
import java.io.IOException;
import java.io.PrintStream;
import org.jspecify.annotations.Nullable;

/** Shows events as lines, or counts them: the same for a program that runs and for a recording. */
final class EventView implements AutoCloseable {

    private final EventFilter filter;
    private final EventLine line;
    private final @Nullable CallCounts counts;
    private final PrintStream to;
    private final String name;
    private final boolean quiet;
    private final @Nullable DescriptorPaths descriptors;
    private final @Nullable StandardStream standard;

    /**
     * Makes a view.
     *
     * @param counts adds events up, instead of lines
     * @param name of the file that they go to, for messages
     * @param quiet whether only what went wrong is shown
     * @param descriptors follows descriptors to their files, which are shown; {@code null} for the numbers alone
     * @param standard the stream behind {@code to} if nobody need read it to its end; else {@code null}
     */
    EventView(
            EventFilter filter,
            EventLine line,
            @Nullable CallCounts counts,
            PrintStream to,
            String name,
            boolean quiet,
            @Nullable DescriptorPaths descriptors,
            @Nullable StandardStream standard) {
        this.filter = filter;
        this.line = line;
        this.counts = counts;
        this.to = to;
        this.name = name;
        this.quiet = quiet;
        this.descriptors = descriptors;
        this.standard = standard;
    }

    void add(TraceEvent event) {
        // Of events that are not shown, too: those of others depend on them.
        DescriptorUse use = descriptors == null ? null : descriptors.accept(event);
        if (quiet || !filter.accepts(event)) {
            return;
        }
        if (counts != null) {
            counts.add(event);
        } else {
            to.println(line.of(event, use));
        }
    }

    /** Shows what can be told at the end only. */
    void end(EventSource source) {
        if (counts != null) {
            to.print(counts.table());
        }
        if (counts != null || !quiet) {
            for (UnfinishedCall call : source.unfinished()) {
                if (filter.accepts(call)) {
                    to.println(line.of(call));
                }
            }
        }
        if (source.lost() > 0) {
            String wayOut = source instanceof Recording
                    ? ""
                    : ": more --memory, or a higher limit where the program has one (ulimit -v)";
            to.println("shimgen: " + source.lost() + " events were lost, since there was no room for them" + wayOut);
        }
        if (source.torn() > 0) {
            to.println("shimgen: " + source.torn() + " events were begun and never completed");
        }
    }

    /**
     * Looks whether all could be written up to now.
     *
     * @throws StandardStream.Unread if nobody wants more
     * @throws IOException if not
     */
    void check() throws IOException {
        if (to.checkError()) {
            if (standard != null) {
                standard.check();
            }
            throw new IOException("not all events could be written to " + name + ": is it full, or closed?");
        }
    }

    @Override
    public void close() {
        to.close();
    }
}
