package dev.shimgen.generator.behaviour.watch;

import dev.shimgen.generator.plan.BehaviourPlan;

/** A call by which a process may restrict its system calls: from then on the library makes none of its own. */
public record WatchPlan() implements BehaviourPlan {

    @Override
    public String id() {
        return WatchBehaviour.ID;
    }
}
