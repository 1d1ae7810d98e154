package dev.shimgen.generator.behaviour.plugins;

import dev.shimgen.generator.behaviour.Behaviour;
import dev.shimgen.generator.behaviour.BehaviourRequest;
import dev.shimgen.generator.diagnostic.Diagnostics;
import dev.shimgen.generator.plan.CallPlan;
import dev.shimgen.generator.plan.EntryPlan;
import dev.shimgen.generator.plan.ShimPlan;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Nothing that an author asks for: it comes to the functions of {@link ShimPlan#LOOKING_UP} in a shim that wraps functions of
 * other libraries than libc itself. Those that the spec does not name are {@link ShimPlan#lookups}.
 */
public final class PluginsBehaviour implements Behaviour<PluginsPlan> {

    static final String ID = "plugins";

    @Override
    public String id() {
        return ID;
    }

    @Override
    public Class<PluginsPlan> planType() {
        return PluginsPlan.class;
    }

    /** None can be written: the name is that of the behaviour itself. */
    @Override
    public String annotation() {
        return PluginsBehaviour.class.getName();
    }

    /** Next to the real call. */
    @Override
    public int order() {
        return Integer.MAX_VALUE;
    }

    @Override
    public @Nullable PluginsPlan plan(BehaviourRequest request, Diagnostics diagnostics) {
        return null;
    }

    /** {@return the calls of a shim; before those that look up what a plug-in offers, plug-ins are led right if that is needed} */
    public static List<CallPlan> over(List<CallPlan> calls) {
        if (ShimPlan.functionsOfLibraries(calls).isEmpty()) {
            return calls;
        }
        return calls.stream()
                .map(call -> !call.isAnswered() && ShimPlan.LOOKING_UP.contains(call.name()) ? leading(call) : call)
                .toList();
    }

    private static CallPlan leading(CallPlan call) {
        return call.with(
                Stream.concat(call.behaviours().stream(), Stream.of(new PluginsPlan()))
                        .toList(),
                call.forwarding());
    }

    @Override
    public Map<String, Object> view(PluginsPlan plan, CallPlan call, EntryPlan entry) {
        return Map.of();
    }
}
