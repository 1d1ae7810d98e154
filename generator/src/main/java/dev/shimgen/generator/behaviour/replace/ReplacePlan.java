package dev.shimgen.generator.behaviour.replace;

import dev.shimgen.generator.plan.BehaviourPlan;
import org.jspecify.annotations.Nullable;

/**
 * A constant answer.
 *
 * @param value the result as a C expression; empty for a function without result
 * @param errno the error's C name, or {@code null} when the answer is a success
 */
public record ReplacePlan(String value, @Nullable String errno) implements BehaviourPlan {

    @Override
    public String id() {
        return ReplaceBehaviour.ID;
    }

    @Override
    public Stand stand() {
        return Stand.INSTEAD;
    }
}
