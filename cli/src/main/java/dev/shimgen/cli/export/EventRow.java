package dev.shimgen.cli.export;

import dev.shimgen.runtime.Errno;
import dev.shimgen.runtime.event.ArgumentSchema;
import dev.shimgen.runtime.event.ResultSchema;
import dev.shimgen.runtime.event.TraceEvent;
import dev.shimgen.runtime.event.UnfinishedCall;
import dev.shimgen.runtime.session.SessionFacts;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A row of the table of all events of all machines, but for what a session's rows have in common. The fields are those of
 * {@code docs/exports.md}; who reads rows relies on their names and types.
 *
 * @param began nanoseconds of {@code CLOCK_MONOTONIC}
 */
record EventRow(
        Kind kind,
        @Nullable Integer pid,
        @Nullable Long pidStart,
        @Nullable Integer ppid,
        @Nullable Integer tid,
        @Nullable Long began,
        @Nullable Long duration,
        @Nullable String library,
        @Nullable String function,
        PathText path,
        PathText path2,
        @Nullable Integer fd,
        @Nullable Long result,
        @Nullable String errno,
        @Nullable Boolean failed,
        @Nullable String text,
        @Nullable Long lost,
        @Nullable Long torn,
        @Nullable Boolean cut) {

    private static final DateTimeFormatter ISO = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSSSSSSSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /** What a row is; in lower case in the export. */
    enum Kind {
        CALL,
        UNFINISHED,
        END
    }

    static EventRow of(TraceEvent event) {
        List<Optional<ByteBuffer>> paths = event.pathBytes();
        OptionalLong start = event.processStart();
        return new EventRow(
                Kind.CALL,
                event.process(),
                start.isPresent() ? start.getAsLong() : null,
                event.parent(),
                event.thread(),
                event.began(),
                event.returned() ? Math.max(event.ended() - event.began(), 0) : null,
                event.library().toString(),
                event.function().name(),
                path(paths, 0),
                path(paths, 1),
                descriptor(event),
                result(event),
                errno(event),
                event.failed(),
                event.text(),
                null,
                null,
                null);
    }

    static EventRow of(UnfinishedCall call) {
        return new EventRow(
                Kind.UNFINISHED,
                call.process(),
                null,
                null,
                call.thread(),
                call.began(),
                null,
                null,
                call.function().name(),
                PathText.NONE,
                PathText.NONE,
                null,
                null,
                null,
                null,
                call.text(),
                null,
                null,
                null);
    }

    static EventRow end(long lost, long torn, boolean cut) {
        return new EventRow(
                Kind.END,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                PathText.NONE,
                PathText.NONE,
                null,
                null,
                null,
                null,
                null,
                lost,
                torn,
                cut);
    }

    private static PathText path(List<Optional<ByteBuffer>> paths, int index) {
        return index < paths.size() ? paths.get(index).map(PathText::of).orElse(PathText.NONE) : PathText.NONE;
    }

    /** {@return the first argument that is known to be a descriptor, unless it stands for the current folder} */
    private static @Nullable Integer descriptor(TraceEvent event) {
        List<ArgumentSchema> arguments = event.function().arguments();
        for (int i = 0; i < Math.min(arguments.size(), event.values().size()); i++) {
            if (arguments.get(i).isDescriptor()) {
                int descriptor = event.values().get(i).intValue();
                return descriptor < 0 ? null : descriptor;
            }
        }
        return null;
    }

    private static @Nullable Long result(TraceEvent event) {
        if (!event.returned()) {
            return null;
        }
        return switch (event.function().result().outcome()) {
            case NOTHING, FLOATING, EXTENDED, BINARY128, OPAQUE -> null;
            default -> event.result();
        };
    }

    private static @Nullable String errno(TraceEvent event) {
        if (!event.failed()) {
            return null;
        }
        boolean isResult = event.function().result().outcome() == ResultSchema.Outcome.ERROR_NUMBER;
        int number = isResult ? (int) event.result() : event.error();
        return Errno.of(number).map(Errno::name).orElseGet(() -> Integer.toString(number));
    }

    /** {@return a time since 1970; null if none that readers of rows have, as of a recording that is damaged: a long ends in 2262} */
    private static @Nullable Long nanoseconds(Instant at) {
        try {
            return ChronoUnit.NANOS.between(Instant.EPOCH, at);
        } catch (ArithmeticException e) {
            return null;
        }
    }

    String json(SessionFacts facts) {
        Instant at = began == null ? null : facts.instant(began);
        Long nanoseconds = at == null ? null : nanoseconds(at);
        return new JsonObject()
                .text("run", facts.run())
                .text("boot", facts.boot())
                .text("host", facts.host())
                .text("kind", kind.name().toLowerCase(Locale.ROOT))
                .number("pid", pid)
                .number("pid_start", pidStart)
                .number("ppid", ppid)
                .number("tid", tid)
                .text("began", at == null || nanoseconds == null ? null : ISO.format(at))
                .number("began_ns", nanoseconds)
                .number("duration_ns", duration)
                .text("library", library)
                .text("function", function)
                .text("path", path.text())
                .text("path2", path2.text())
                .text("path_bytes", path.base64())
                .text("path2_bytes", path2.base64())
                .number("fd", fd)
                .number("result", result)
                .text("errno", errno)
                .flag("failed", failed)
                .text("text", text)
                .number("lost", lost)
                .number("torn", torn)
                .flag("cut", cut)
                .toString();
    }
}
