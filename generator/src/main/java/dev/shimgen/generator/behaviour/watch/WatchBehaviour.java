package dev.shimgen.generator.behaviour.watch;

import dev.shimgen.generator.behaviour.UnaskedBehaviour;
import dev.shimgen.generator.plan.CallPlan;
import dev.shimgen.generator.plan.EntryPlan;
import dev.shimgen.generator.plan.ShimPlan;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Comes to the functions of {@link ShimPlan#RESTRICTING} wherever another behaviour makes system calls. Those that the spec does not name are {@link ShimPlan#watched}.
 */
public final class WatchBehaviour extends UnaskedBehaviour<WatchPlan> {

    static final String ID = "watch";

    /** How many arguments the functions of {@code shimgen_watch.h} look at. */
    private static final Map<String, Integer> LOOKED_AT =
            Map.of("mlockall", 1, "prctl", 3, "prlimit", 3, "setrlimit", 1, "syscall", 4);

    /** The end of the names of twins for large files, which take the same arguments. */
    private static final String TWIN = "64";

    @Override
    public String id() {
        return ID;
    }

    @Override
    public Class<WatchPlan> planType() {
        return WatchPlan.class;
    }

    /** {@return the calls of a shim; those that may restrict the process are watched, if that is needed} */
    public static List<CallPlan> over(List<CallPlan> calls) {
        if (!ShimPlan.makesSystemCalls(calls)) {
            return calls;
        }
        return change(calls, ShimPlan.RESTRICTING, WatchBehaviour::watched);
    }

    private static CallPlan watched(CallPlan call) {
        return call.and(
                new WatchPlan(),
                call.forwarding() instanceof CallPlan.Passed ? new CallPlan.Bracketed() : call.forwarding());
    }

    /** What is only watched is a jump. */
    @Override
    public boolean brackets(CallPlan call, EntryPlan entry) {
        return true;
    }

    @Override
    public Map<String, Object> view(WatchPlan plan, CallPlan call, EntryPlan entry) {
        // What stands behind the fixed arguments may be pointers in the spec.
        Stream<String> names = call.parameters().stream().map(parameter -> "(long)" + parameter.name());
        String function = call.name().endsWith(TWIN)
                ? call.name().substring(0, call.name().length() - TWIN.length())
                : call.name();
        String arguments = Stream.concat(names, Stream.of("0", "0", "0"))
                .limit(LOOKED_AT.getOrDefault(function, 0))
                .collect(Collectors.joining(", "));
        return Map.of("function", function, "arguments", arguments);
    }
}
