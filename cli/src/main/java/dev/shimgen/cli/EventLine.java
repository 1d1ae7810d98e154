package dev.shimgen.cli;

import dev.shimgen.runtime.event.DescriptorUse;
import dev.shimgen.runtime.event.TraceEvent;
import dev.shimgen.runtime.event.UnfinishedCall;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** An event in one line: {@code [1234] access("/etc/motd", R_OK) = 0 <12 µs>}. */
final class EventLine {

    /** What is in front; written as on a command line. */
    enum Time {
        none,
        relative,
        wall
    }

    private static final DateTimeFormatter WALL =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSSSSS", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final String DIM = "\u001b[2m";
    private static final String BOLD = "\u001b[1m";
    private static final String RED = "\u001b[31m";
    private static final String PLAIN = "\u001b[0m";

    private final Time time;
    private final boolean colored;
    private final LongFunction<Instant> instant;
    private final long beginning;

    /**
     * Makes lines.
     *
     * @param beginning what relative times count from: the same for each view of a session, whatever it shows
     * @param instant the time of day of nanoseconds of {@code CLOCK_MONOTONIC}
     */
    EventLine(Time time, boolean colored, long beginning, LongFunction<Instant> instant) {
        this.time = time;
        this.colored = colored;
        this.beginning = beginning;
        this.instant = instant;
    }

    /**
     * {@return an event's line}
     *
     * @param use what its descriptors stand for; {@code null} if that is not to be shown
     */
    String of(TraceEvent event, @Nullable DescriptorUse use) {
        String text = use == null ? event.text() : event.text(use);
        String name = event.function().name();
        String took = event.returned() ? " <" + microseconds(event.ended() - event.began()) + " \u00b5s>" : "";
        return front(event.process(), event.thread(), event.began())
                + (colored ? BOLD + name + PLAIN + rest(event, text.substring(name.length())) : text)
                + dim(took);
    }

    String of(UnfinishedCall call) {
        return front(call.process(), call.thread(), call.began()) + call.text();
    }

    private static String rest(TraceEvent event, String text) {
        int result = text.lastIndexOf(" = ");
        return event.failed() && result >= 0 ? text.substring(0, result) + RED + text.substring(result) + PLAIN : text;
    }

    private String front(int process, int thread, long began) {
        String at = switch (time) {
            case none -> "";
            case relative -> String.format(Locale.ROOT, "%12.6f ", (began - beginning) / 1e9);
            case wall -> WALL.format(instant.apply(began)) + " ";
        };
        return dim(at + "[" + process + (thread == process ? "" : "/" + thread) + "] ");
    }

    private String dim(String text) {
        return colored && !text.isEmpty() ? DIM + text + PLAIN : text;
    }

    /** Rounded to the nearest, as in the lines that a library itself writes. */
    private static long microseconds(long nanoseconds) {
        return (nanoseconds + 500) / 1000;
    }
}
