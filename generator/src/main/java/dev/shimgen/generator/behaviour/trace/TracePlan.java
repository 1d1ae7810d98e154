package dev.shimgen.generator.behaviour.trace;

import dev.shimgen.generator.plan.BehaviourPlan;

/** A line for each call. What it shows follows from the meanings of the call's parameters. */
public record TracePlan() implements BehaviourPlan {

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
