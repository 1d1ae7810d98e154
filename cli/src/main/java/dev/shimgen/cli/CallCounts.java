package dev.shimgen.cli;

import dev.shimgen.cli.report.CallTimes;
import dev.shimgen.runtime.event.CallTally;
import dev.shimgen.runtime.event.TraceEvent;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Calls, errors and times, added up as {@code strace -c} does. Each call counts once, also one that has two events. */
final class CallCounts {

    /** What is added up; written as on a command line. */
    enum By {
        function,
        path
    }

    private final By by;
    private final CallTally tally = new CallTally();
    private final Map<String, Row> rows = new HashMap<>();

    /** Of a call that is in several rows, once. */
    private final Row all = new Row();

    private static final class Row {
        final CallTimes times = new CallTimes();
        long calls;
        long errors;

        void add(TraceEvent event, CallTally.Share share) {
            calls += share == CallTally.Share.CALL ? 1 : 0;
            errors += event.failed() ? 1 : 0;
            // Of a call that may never return, the time is known when it has.
            if (event.returned()) {
                times.add(Math.max(event.ended() - event.began(), 0));
            }
        }
    }

    CallCounts(By by) {
        this.by = by;
    }

    void add(TraceEvent event) {
        CallTally.Share share = tally.of(event);
        List<String> keys = share == CallTally.Share.NOTHING
                ? List.of()
                : by == By.function
                        ? List.of(event.function().name())
                        : event.paths().stream().distinct().toList();
        for (String key : keys) {
            rows.computeIfAbsent(key, name -> new Row()).add(event, share);
        }
        if (!keys.isEmpty()) {
            all.add(event, share);
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

    /** {@return a table with a row for each function or path, the one with the most time first, and one for all calls} */
    String table() {
        double time = rows.values().stream().mapToLong(row -> row.times.total()).sum();
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
                .sorted(Comparator.comparingLong((Map.Entry<String, Row> entry) ->
                                -entry.getValue().times.total())
                        .thenComparing(Map.Entry.comparingByKey()))
                .toList();
        for (Map.Entry<String, Row> entry : sorted) {
            Row row = entry.getValue();
            table.append(line(time == 0 ? 0 : 100 * row.times.total() / time, row, printable(entry.getKey())));
        }
        return table.append(line(100, all, "total")).toString();
    }

    private static String line(double percent, Row row, String name) {
        return String.format(
                Locale.ROOT,
                "%6.2f %11.6f %11.1f %11.1f %11.1f %9d %9s  %s%n",
                percent,
                row.times.total() / 1e9,
                row.calls == 0 ? 0 : row.times.total() / 1e3 / row.calls,
                row.times.quantile(50) / 1e3,
                row.times.quantile(99) / 1e3,
                row.calls,
                row.errors == 0 ? "" : Long.toString(row.errors),
                name);
    }
}
