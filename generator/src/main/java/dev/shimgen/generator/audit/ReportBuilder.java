package dev.shimgen.generator.audit;

import dev.shimgen.generator.audit.AuditReport.GapRow;
import dev.shimgen.generator.audit.AuditReport.Row;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Sorts the counted calls into those that escaped, those that were seen and those of unknown origin. */
final class ReportBuilder {

    private static final Comparator<Row> ORDER = Comparator.comparing(Row::call)
            .thenComparing(Row::function)
            .thenComparing(Row::library)
            .thenComparing(Row::remark);

    private final Advice advice;
    private final GapFinder gapFinder;
    private final Map<Row, Long> escapes = new TreeMap<>(ORDER);
    private final Map<Row, Long> seen = new TreeMap<>(ORDER);
    private final Map<Row, Long> untold = new TreeMap<>(ORDER);
    private final Map<GapRow, Long> gaps =
            new TreeMap<>(Comparator.comparing(GapRow::program).thenComparing(GapRow::why));
    private final SortedMap<String, Long> linker = new TreeMap<>();
    private long shimCalls;
    private long programs;

    ReportBuilder(Advice advice, GapFinder gapFinder) {
        this.advice = advice;
        this.gapFinder = gapFinder;
    }

    /** {@return the report of a run} */
    AuditReport build(List<String> shims, String command, int exitStatus, boolean stackTraces, Kind kind, Tally tally) {
        tally.started().forEach((program, count) -> add(program, count, tally.calls(program)));
        return new AuditReport(
                shims,
                command,
                exitStatus,
                stackTraces,
                programs,
                counted(escapes),
                counted(seen),
                counted(untold),
                linker,
                shimCalls,
                gaps.entrySet().stream()
                        .map(gap -> new GapRow(
                                gap.getKey().program(),
                                gap.getValue(),
                                gap.getKey().why()))
                        .toList(),
                kind.calls(),
                kind.unknown());
    }

    private void add(Tally.Program program, long count, Map<CallKey, Long> calls) {
        Execution execution = program.execution();
        if (execution != null) {
            programs += count;
        }
        if (execution == null || (program.openedShims() && gapFinder.isLoadable(execution, program.entry()))) {
            calls.forEach((key, times) -> add(key, times));
            return;
        }
        Gap gap = gapFinder.of(execution, program.entry());
        gaps.merge(new GapRow(execution.program(), 0, gap.explanation()), count, Long::sum);
        calls.forEach((key, times) -> addWithout(execution, gap, key, times));
    }

    private void add(CallKey key, long count) {
        Origin origin = key.origin();
        switch (origin.way()) {
            case SEEN -> merge(seen, key.call(), origin.function(), origin.library(), "", count);
            case UNKNOWN -> merge(untold, key.call(), "", "", "", count);
            case AMBIGUOUS -> merge(untold, key.call(), origin.function(), origin.library(), "", count);
            case LIBC, PAST_WRAPPER, LIBC_ITSELF, DIRECT ->
                merge(escapes, key.call(), origin.function(), origin.library(), advice.of(origin), count);
            case SHIM -> shimCalls += count;
            case DYNAMIC_LINKER -> linker.merge(origin.function(), count, Long::sum);
        }
    }

    /** Everything that a program without the shim does escapes; the report still says which function it called. */
    private void addWithout(Execution execution, Gap gap, CallKey key, long count) {
        Origin origin = key.origin();
        if (origin.way() == Origin.Way.DYNAMIC_LINKER) {
            linker.merge(origin.function(), count, Long::sum);
            return;
        }
        String library = origin.library().isEmpty() ? execution.program() : origin.library();
        merge(escapes, key.call(), origin.function(), library, "ran without the shim: " + gap.label(), count);
    }

    private static void merge(
            Map<Row, Long> rows, String call, String function, String library, String remark, long count) {
        rows.merge(new Row(call, function, library, 0, remark), count, Long::sum);
    }

    private static List<Row> counted(Map<Row, Long> rows) {
        List<Row> list = new ArrayList<>();
        rows.forEach((row, count) -> list.add(new Row(row.call(), row.function(), row.library(), count, row.remark())));
        return list;
    }
}
