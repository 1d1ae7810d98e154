package dev.shimgen.generator.behaviour.clearflags;

import dev.shimgen.generator.plan.BehaviourPlan;
import java.util.List;
import java.util.SortedMap;

/**
 * Flags to take out of arguments.
 *
 * @param flags the flags' C names by the C name of the parameter
 */
public record ClearFlagsPlan(SortedMap<String, List<String>> flags) implements BehaviourPlan {

    @Override
    public String id() {
        return ClearFlagsBehaviour.ID;
    }
}
