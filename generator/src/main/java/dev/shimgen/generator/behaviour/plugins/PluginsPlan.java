package dev.shimgen.generator.behaviour.plugins;

import dev.shimgen.generator.plan.BehaviourPlan;

/** A call by which a program looks up what a plug-in offers: before it, plug-ins are led to functions of their own. */
public record PluginsPlan() implements BehaviourPlan {

    @Override
    public String id() {
        return PluginsBehaviour.ID;
    }

    @Override
    public Stand stand() {
        return Stand.BEFORE;
    }
}
