package dev.shimgen.generator.behaviour.trace;

import dev.shimgen.generator.plan.BehaviourPlan;

/**
 * A line, or an event, for each call. What it shows follows from the meanings of the call's parameters.
 *
 * @param data bytes of a buffer that an event has; 0 for those that a line shows
 */
public record TracePlan(int data) implements BehaviourPlan {

    @Override
    public String id() {
        return TraceBehaviour.ID;
    }

    @Override
    public Stand stand() {
        return Stand.BEFORE;
    }

    /** The line is written, and the clock read. */
    @Override
    public boolean makesSystemCalls() {
        return true;
    }
}
