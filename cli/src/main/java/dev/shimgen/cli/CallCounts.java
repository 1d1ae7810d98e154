package dev.shimgen.cli;

import dev.shimgen.runtime.event.TraceEvent;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** Calls, errors and times, added up as {@code strace -c} does. */
final class CallCounts {

    /** What is added up; written as on a command line. */
    enum By {
        function,
        path
    }

    /** Times are kept to two digits, which takes a few kilobytes for each row. */
    private static final int DIGITS = 2;

    private final By by;
    private final Map<String, Row> rows = new HashMap<>();

    private static final class Row {
        final Histogram times = new Histogram(DIGITS);
        long total;
        long errors;
    }

    CallCounts(By by) {
        this.by = by;
    }

    void add(TraceEvent event) {
        if (by == By.function) {
            add(event.function().name(), event);
        } else {
            event.paths().stream().distinct().forEach(path -> add(printable(path), event));
        }
    }

    /** A row is a line, whatever is in a path; a terminal shall not do what it says. */
    private static String printable(String path) {
        StringBuilder printable = new StringBuilder();
        path.chars()
                .forEach(c -> printable.append(
                        Character.isISOControl(c)
                                ? String.format(Locale.ROOT, "\\%03o", c)
                                : String.valueOf((char) c)));
        return printable.toString();
    }

    private void add(String key, TraceEvent event) {
        Row row = rows.computeIfAbsent(key, name -> new Row());
        long nanoseconds = Math.max(event.ended() - event.began(), 0);
        row.times.recordValue(nanoseconds);
        row.total += nanoseconds;
        row.errors += event.failed() ? 1 : 0;
    }

    /** {@return a table with a row for each function or path, the one with the most time first} */
    String table() {
        double all = rows.values().stream().mapToLong(row -> row.total).sum();
        StringBuilder table = new StringBuilder();
        table.append(String.format(
                Locale.ROOT,
                "%6s %11s %11s %11s %11s %9s %9s  %s%n",
                "% time",
                "seconds",
                "usecs/call",
                "50% below",
                "99% below",
                "calls",
                "errors",
                by));
        List<Map.Entry<String, Row>> sorted = rows.entrySet().stream()
                .sorted(Comparator.comparingLong((Map.Entry<String, Row> entry) -> -entry.getValue().total)
                        .thenComparing(Map.Entry.comparingByKey()))
                .toList();
        for (Map.Entry<String, Row> entry : sorted) {
            Row row = entry.getValue();
            long calls = row.times.getTotalCount();
            table.append(String.format(
                    Locale.ROOT,
                    "%6.2f %11.6f %11.1f %11.1f %11.1f %9d %9s  %s%n",
                    all == 0 ? 0 : 100 * row.total / all,
                    row.total / 1e9,
                    row.total / 1e3 / calls,
                    row.times.getValueAtPercentile(50) / 1e3,
                    row.times.getValueAtPercentile(99) / 1e3,
                    calls,
                    row.errors == 0 ? "" : Long.toString(row.errors),
                    entry.getKey()));
        }
        return table.toString();
    }
}
