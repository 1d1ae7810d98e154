package dev.shimgen.generator.behaviour;

import dev.shimgen.generator.diagnostic.Diagnostics;
import dev.shimgen.generator.plan.BehaviourPlan;
import dev.shimgen.generator.plan.CallPlan;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A behaviour that no author asks for: calls get it for the shim's own sake, when all of them are known.
 *
 * @param <P> what it decides for a call
 */
public abstract class UnaskedBehaviour<P extends BehaviourPlan> implements Behaviour<P> {

    /** None can be written: the name is that of the behaviour itself. */
    @Override
    public final String annotation() {
        return getClass().getName();
    }

    /** Next to the real call. */
    @Override
    public final int order() {
        return Integer.MAX_VALUE;
    }

    @Override
    public final @Nullable P plan(BehaviourRequest request, Diagnostics diagnostics) {
        return null;
    }

    /** {@return the calls, changed those of some functions that reach the real one} */
    protected static List<CallPlan> change(
            List<CallPlan> calls, List<String> functions, UnaryOperator<CallPlan> change) {
        return calls.stream()
                .map(call -> !call.isAnswered() && functions.contains(call.name()) ? change.apply(call) : call)
                .toList();
    }
}
