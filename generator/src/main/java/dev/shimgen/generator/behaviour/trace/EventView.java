package dev.shimgen.generator.behaviour.trace;

import dev.shimgen.generator.plan.EntryPlan;
import dev.shimgen.generator.plan.EventPlan;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the trace's partials say for one symbol: its event's plan in C. */
final class EventView {

    /** Columns for a list of arguments: a line has 120, of which the member's name takes some. */
    private static final int LINE = 120 - "    .arguments = ,".length();

    private EventView() {}

    static Map<String, Object> of(EntryPlan entry, EventPlan event) {
        List<String> arguments =
                event.arguments().stream().map(EventMacros::argument).toList();
        Map<String, Object> values = new HashMap<>();
        values.put("function", event.function());
        values.put("table", event.table());
        values.put("describes", event.table().equals(entry.id()));
        values.put("result", EventMacros.result(event.result()));
        values.put("time", EventMacros.timing(event));
        values.put("error", EventMacros.errorMark(event));
        values.put("tail", EventMacros.tail(event));
        values.put("hasArguments", !arguments.isEmpty());
        values.put("count", arguments.size());
        values.put("data", event.data() == 0 ? null : event.data());
        values.put("touches", EventMacros.touches(event.touch()));
        values.put("arguments", list(arguments));
        values.put("returns", event.timing() != EventPlan.Timing.BEFORE);
        values.put("announces", event.timing() != EventPlan.Timing.AFTER);
        values.put("passed", passed(event));
        values.put("counts", counts(event.passed()));
        values.put("passedResult", passedResult(event.result()) + passedCount(event));
        return values;
    }

    /** In one line, or an argument a line, as clang-format has a list that ends in a comma. */
    private static String list(List<String> arguments) {
        String line = "{" + String.join(", ", arguments) + "}";
        return line.length() <= LINE
                ? line
                : arguments.stream().collect(Collectors.joining(",\n        ", "{\n        ", ",\n    }"));
    }

    private static String passed(EventPlan event) {
        return event.arguments().stream()
                .filter(argument -> !(argument.form() instanceof EventPlan.Opaque))
                .map(argument -> ", "
                        + (argument.form() instanceof EventPlan.Binary128 ? "&" + argument.name() : argument.name()))
                .collect(Collectors.joining());
    }

    private static String passedResult(EventPlan.Result result) {
        return switch (result.outcome()) {
            case NOTHING, OPAQUE -> "";
            case BINARY128 -> ", &result";
            default -> ", result";
        };
    }

    /** How many of the arguments were passed, where that depends. */
    private static String passedCount(EventPlan event) {
        if (event.passed() instanceof EventPlan.By by) {
            return ", shimgen_passed_" + event.table() + "(" + by.by().name() + ")";
        }
        if (event.passed() instanceof EventPlan.If when) {
            return ", (" + when.condition() + ") ? " + when.all() + "U : " + when.fixed() + "U";
        }
        return "";
    }

    /** The C function that says how many of its arguments a call looks at: {@code fcntl(fd, F_GETFD)} has no third. */
    private static @Nullable Map<String, Object> counts(EventPlan.Passed passed) {
        if (!(passed instanceof EventPlan.By by)) {
            return null;
        }
        return Map.of(
                "parameter",
                by.by().type().declare(by.by().name()),
                "asked",
                by.by().name(),
                "cases",
                cases(by.values()),
                "flags",
                cases(by.lacking()),
                "switches",
                !by.values().isEmpty(),
                "all",
                by.all());
    }

    private static List<Map<String, Object>> cases(List<EventPlan.Count> counts) {
        return counts.stream()
                .map(count -> Map.<String, Object>of(
                        "values",
                        count.constants(),
                        "joined",
                        String.join(" | ", count.constants()),
                        "count",
                        count.count()))
                .toList();
    }
}
