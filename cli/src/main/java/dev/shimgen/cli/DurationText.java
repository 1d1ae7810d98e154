package dev.shimgen.cli;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A duration on a command line: {@code 500us}, {@code 10ms}, {@code 2s}. */
final class DurationText implements ITypeConverter<Duration> {

    private static final Pattern FORM = Pattern.compile("(\\d{1,12})(ns|us|\u00b5s|ms|s)");

    private static final Map<String, ChronoUnit> UNITS = Map.of(
            "ns", ChronoUnit.NANOS,
            "us", ChronoUnit.MICROS,
            "\u00b5s", ChronoUnit.MICROS,
            "ms", ChronoUnit.MILLIS,
            "s", ChronoUnit.SECONDS);

    /** {@return a duration as it could be typed} */
    static String of(Duration duration) {
        long nanoseconds = duration.toNanos();
        for (String unit : List.of("s", "ms", "us")) {
            long size = UNITS.getOrDefault(unit, ChronoUnit.NANOS).getDuration().toNanos();
            if (nanoseconds % size == 0) {
                return nanoseconds / size + unit;
            }
        }
        return nanoseconds + "ns";
    }

    @Override
    public Duration convert(String text) {
        Matcher matcher = FORM.matcher(text);
        ChronoUnit unit = matcher.matches() ? UNITS.get(matcher.group(2)) : null;
        if (unit == null) {
            throw new TypeConversionException("'" + text + "' is no time: a number and ns, us, ms or s, as in 10ms");
        }
        return Duration.of(Long.parseLong(matcher.group(1)), unit);
    }
}
