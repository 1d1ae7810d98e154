package dev.shimgen.generator.behaviour;

import dev.shimgen.generator.diagnostic.Diagnostics;
import dev.shimgen.generator.plan.BehaviourPlan;
import dev.shimgen.generator.plan.CallPlan;
import dev.shimgen.generator.plan.EntryPlan;
import dev.shimgen.generator.plan.EventPlan;
import dev.shimgen.generator.plan.ShimPlan;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One thing that a wrapper can do besides calling the real function.
 *
 * <p>Found by {@link java.util.ServiceLoader}, so that an author's own behaviours work like ours: a jar beside the plugin
 * brings the annotation, the behaviour and its partials.
 *
 * @param <P> what it decides for a method; no other behaviour makes plans of this type
 */
public interface Behaviour<P extends BehaviourPlan> {

    /** {@return the id of its plans: the folder of its partials} */
    String id();

    /** {@return the type of its plans} */
    Class<P> planType();

    /** {@return the annotation that asks for it, by fully qualified name} */
    String annotation();

    /** {@return its place from the outermost (low) to the one next to the real call (high)} */
    int order();

    /**
     * Decides what to do for a method.
     *
     * @param request the method, and what is known of its function
     * @param diagnostics takes every error that keeps this behaviour from being used
     * @return the plan; {@code null} if the behaviour was not asked for or is not possible
     */
    @Nullable
    P plan(BehaviourRequest request, Diagnostics diagnostics);

    /**
     * {@return what is to be told of the call's symbols, one plan for each of them in their order} Empty for a behaviour that
     * tells nothing.
     *
     * @param plan one that this behaviour made
     * @param call the call it belongs to, everything else decided
     */
    default List<EventPlan> events(P plan, CallPlan call) {
        return List.of();
    }

    /**
     * Names and texts that the behaviour's partials use, beside those that every partial has.
     *
     * @param plan one that this behaviour made
     * @param call the call it belongs to
     * @param entry the symbol that is being emitted
     * @return the values by the name that the partials use
     */
    Map<String, Object> view(P plan, CallPlan call, EntryPlan entry);

    /**
     * What the next behaviour, or the real function, gets in place of an argument.
     *
     * @param plan one that this behaviour made
     * @param parameter the call's parameter, by its C name
     * @param expression the C expression that this behaviour was given for it
     * @return a C expression; the one given, if the behaviour leaves this argument alone
     */
    default String argument(P plan, String parameter, String expression) {
        return expression;
    }

    /**
     * {@return whether the partial {@code jump.mustache} of this behaviour can be the whole wrapper of a symbol} It stands there
     * where no other behaviour is wanted and the machine is one that {@code shimgen_jump.h} knows; the partial gets the
     * values of {@link #view}, and {@code symbol}, {@code wrapper}, {@code version} with {@code only}, {@code today} or
     * {@code old}.
     *
     * @param call the call
     * @param entry one of its symbols
     */
    default boolean brackets(CallPlan call, EntryPlan entry) {
        return false;
    }

    /**
     * Values for the partials {@code shim.mustache} and {@code include.mustache}, the first of which stands once in a file whose calls have this behaviour.
     *
     * @param shim the whole plan
     */
    default Map<String, Object> shimView(ShimPlan shim) {
        return Map.of();
    }
}
