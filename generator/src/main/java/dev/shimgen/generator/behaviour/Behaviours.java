package dev.shimgen.generator.behaviour;

import dev.shimgen.generator.plan.BehaviourPlan;
import dev.shimgen.generator.plan.CallPlan;
import dev.shimgen.generator.plan.EntryPlan;
import dev.shimgen.generator.plan.EventPlan;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.IntStream;

/**
 * All behaviours there are.
 *
 * @param ordered from the outermost to the one next to the real call
 */
public record Behaviours(List<Behaviour<?>> ordered) {

    public Behaviours {
        ordered = List.copyOf(ordered);
    }

    /** {@return ours and those that other jars on the class path bring} */
    public static Behaviours load() {
        return new Behaviours(ServiceLoader.load(Behaviour.class, Behaviours.class.getClassLoader()).stream()
                .<Behaviour<?>>map(ServiceLoader.Provider::get)
                .sorted(Comparator.<Behaviour<?>>comparingInt(Behaviour::order).thenComparing(Behaviour::id))
                .toList());
    }

    /**
     * {@return the behaviour that made a plan}
     *
     * @throws IllegalArgumentException if there is none of its id
     */
    public Behaviour<?> of(BehaviourPlan plan) {
        return ordered.stream()
                .filter(b -> b.id().equals(plan.id()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no behaviour has the id " + plan.id()));
    }

    /** {@return the call with the events of its symbols, if one of its behaviours tells of them} */
    public CallPlan withEvents(CallPlan call) {
        for (BehaviourPlan plan : call.behaviours()) {
            List<EventPlan> events = Made.by(of(plan), plan).events(call);
            if (!events.isEmpty()) {
                return call.with(IntStream.range(0, events.size())
                        .mapToObj(i -> call.entries().get(i).with(events.get(i)))
                        .toList());
            }
        }
        return call;
    }

    /** {@return {@link Behaviour#view} of the behaviour that made the plan} */
    public Map<String, Object> view(BehaviourPlan plan, CallPlan call, EntryPlan entry) {
        return Made.by(of(plan), plan).view(call, entry);
    }

    /** {@return {@link Behaviour#argument} of the behaviour that made the plan} */
    public String argument(BehaviourPlan plan, String parameter, String expression) {
        return Made.by(of(plan), plan).argument(parameter, expression);
    }

    /** {@return whether the only behaviour of a call stands around this symbol in assembler} */
    public boolean brackets(CallPlan call, EntryPlan entry) {
        return call.bracketable() && of(call.behaviours().get(0)).brackets(call, entry);
    }

    /** A plan beside the behaviour that knows its type. */
    private record Made<P extends BehaviourPlan>(Behaviour<P> behaviour, P plan) {

        static <P extends BehaviourPlan> Made<P> by(Behaviour<P> behaviour, BehaviourPlan plan) {
            return new Made<>(behaviour, behaviour.planType().cast(plan));
        }

        List<EventPlan> events(CallPlan call) {
            return behaviour.events(plan, call);
        }

        Map<String, Object> view(CallPlan call, EntryPlan entry) {
            return behaviour.view(plan, call, entry);
        }

        String argument(String parameter, String expression) {
            return behaviour.argument(plan, parameter, expression);
        }
    }
}
