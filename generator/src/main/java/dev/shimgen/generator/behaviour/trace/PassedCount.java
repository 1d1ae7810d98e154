package dev.shimgen.generator.behaviour.trace;

import dev.shimgen.generator.plan.CallPlan;
import dev.shimgen.generator.plan.CallPlan.Taken;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The C function that says how many of its arguments a call looks at: {@code fcntl(fd, F_GETFD)} has no third. */
final class PassedCount {

    private PassedCount() {}

    /**
     * {@return what the partials say of it; empty if a symbol's calls all have the same number, or say it in an expression}
     *
     * @param shown the symbol's arguments
     */
    static Optional<Map<String, Object>> of(CallPlan call, List<Shown> shown) {
        if (!(call.tail() instanceof CallPlan.WordTail tail) || tail.taken().isEmpty() || allFixed(shown)) {
            return Optional.empty();
        }
        Shown asked = asked(tail, shown);
        return Optional.of(Map.of(
                "parameter",
                asked.type().declare(asked.name()),
                "asked",
                asked.name(),
                "cases",
                cases(tail, Taken.When.IS, shown).toList(),
                "flags",
                cases(tail, Taken.When.LACKS, shown).toList(),
                "switches",
                tail.taken().stream().anyMatch(taken -> taken.when() == Taken.When.IS),
                "all",
                shown.size()));
    }

    static boolean allFixed(List<Shown> shown) {
        return shown.stream().allMatch(Shown::fixed);
    }

    private static Shown asked(CallPlan.WordTail tail, List<Shown> shown) {
        List<String> parameters =
                tail.taken().stream().map(Taken::parameter).distinct().toList();
        return shown.stream()
                .filter(argument -> List.of(argument.parameter().name()).equals(parameters))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("not one parameter: " + parameters));
    }

    private static Stream<Map<String, Object>> cases(CallPlan.WordTail tail, Taken.When when, List<Shown> shown) {
        long fixed = shown.stream().filter(Shown::fixed).count();
        return tail.taken().stream()
                .filter(taken -> taken.when() == when)
                .map(taken -> Map.of(
                        "values",
                        taken.values(),
                        "joined",
                        String.join(" | ", taken.values()),
                        "count",
                        fixed + taken.count()));
    }
}
