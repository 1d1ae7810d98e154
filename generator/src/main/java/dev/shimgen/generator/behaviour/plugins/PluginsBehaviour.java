package dev.shimgen.generator.behaviour.plugins;

import dev.shimgen.generator.behaviour.UnaskedBehaviour;
import dev.shimgen.generator.plan.CallPlan;
import dev.shimgen.generator.plan.EntryPlan;
import dev.shimgen.generator.plan.ShimPlan;
import java.util.List;
import java.util.Map;

/**
 * Comes to the functions of {@link ShimPlan#LOOKING_UP} in a shim that wraps functions of other libraries than libc itself.
 * Those that the spec does not name are {@link ShimPlan#lookups}.
 */
public final class PluginsBehaviour extends UnaskedBehaviour<PluginsPlan> {

    static final String ID = "plugins";

    @Override
    public String id() {
        return ID;
    }

    @Override
    public Class<PluginsPlan> planType() {
        return PluginsPlan.class;
    }

    /** {@return the calls of a shim; before those that look up what a plug-in offers, plug-ins are led right if that is needed} */
    public static List<CallPlan> over(List<CallPlan> calls) {
        if (ShimPlan.functionsOfLibraries(calls).isEmpty()) {
            return calls;
        }
        return change(calls, ShimPlan.LOOKING_UP, call -> call.and(new PluginsPlan(), call.forwarding()));
    }

    @Override
    public Map<String, Object> view(PluginsPlan plan, CallPlan call, EntryPlan entry) {
        return Map.of();
    }
}
