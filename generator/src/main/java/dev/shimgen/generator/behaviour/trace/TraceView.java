package dev.shimgen.generator.behaviour.trace;

import dev.shimgen.generator.header.CType;
import dev.shimgen.generator.plan.CallPlan;
import dev.shimgen.generator.plan.EntryPlan;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the trace's partials say for one symbol.
 *
 * <p>Symbols of a call that take the same arguments ({@code open}, {@code open64}) share a table, which has the name of the
 * first of them.
 */
final class TraceView {

    /** Columns for a list of arguments: a line has 120, of which the member's name takes some. */
    private static final int LINE = 120 - "    .arguments = ,".length();

    private final CallPlan call;
    private final EntryPlan entry;
    private final boolean bracketed;
    private final List<Shown> shown;

    TraceView(CallPlan call, EntryPlan entry, boolean bracketed) {
        this.call = call;
        this.entry = entry;
        this.bracketed = bracketed;
        this.shown = Shown.of(call, entry);
    }

    Map<String, Object> values() {
        CallTable table = new CallTable(call, entry, bracketed);
        String own = shape(entry);
        String id = call.entries().stream()
                .filter(other -> shape(other).equals(own))
                .findFirst()
                .orElse(entry)
                .id();
        List<String> arguments = table.arguments();
        Map<String, Object> values = new HashMap<>();
        values.put("function", call.name());
        values.put("table", id);
        values.put("describes", id.equals(entry.id()));
        values.put("storage", bracketed ? "SHIMGEN_TRACED" : "static const struct shimgen_trace_call");
        values.put("result", table.result());
        values.put("time", table.time());
        values.put("error", ErrnoUse.of(call));
        values.put("tail", table.tail());
        values.put("hasArguments", !arguments.isEmpty());
        values.put("count", arguments.size());
        values.put("arguments", list(arguments));
        values.put("returns", !call.noReturn() && !call.jumps());
        values.put("announces", call.noReturn() || call.execs() || call.jumps());
        values.put("passed", passed());
        Map<String, Object> counts = PassedCount.of(call, shown).orElse(null);
        values.put("counts", counts);
        values.put("passedResult", passedResult() + passedCount(counts, id));
        return values;
    }

    /** In one line, or an argument a line, as clang-format has a list that ends in a comma. */
    private static String list(List<String> arguments) {
        String line = "{" + String.join(", ", arguments) + "}";
        return line.length() <= LINE
                ? line
                : arguments.stream().collect(Collectors.joining(",\n        ", "{\n        ", ",\n    }"));
    }

    private String shape(EntryPlan other) {
        return new CallTable(call, other, bracketed)
                        .arguments().stream()
                                .collect(Collectors.joining(";", other.result().spelling() + "(", ")"))
                + Registers.hold(call, other);
    }

    private String passed() {
        return shown.stream()
                .filter(s -> !s.isOpaque())
                .map(s -> ", " + value(s.type(), s.name()))
                .collect(Collectors.joining());
    }

    private static String value(CType type, String name) {
        return CallTable.isBinary128(type) ? "&" + name : name;
    }

    private String passedResult() {
        CType type = entry.result();
        if (type.carrier() == CType.Carrier.VOID
                || type.carrier() == CType.Carrier.STRUCT
                || CallTable.isComplex(type)) {
            return "";
        }
        return ", " + value(type, "result");
    }

    /** How many of the arguments were passed, where that depends. */
    private String passedCount(@Nullable Map<String, Object> counts, String id) {
        if (counts != null) {
            return ", shimgen_passed_" + id + "(" + counts.get("asked") + ")";
        }
        if (call.tail() instanceof CallPlan.ConditionalTail tail && !PassedCount.allFixed(shown)) {
            long fixed = shown.stream().filter(Shown::fixed).count();
            return ", (" + tail.condition() + ") ? " + shown.size() + "U : " + fixed + "U";
        }
        return "";
    }
}
