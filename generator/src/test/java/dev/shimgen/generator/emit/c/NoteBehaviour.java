package dev.shimgen.generator.emit.c;

import dev.shimgen.generator.behaviour.Behaviour;
import dev.shimgen.generator.behaviour.BehaviourRequest;
import dev.shimgen.generator.diagnostic.Diagnostics;
import dev.shimgen.generator.plan.BehaviourPlan;
import dev.shimgen.generator.plan.CallPlan;
import dev.shimgen.generator.plan.EntryPlan;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an author might write: keeps the first argument of each call. It looks, but has no assembler to do so from. */
final class NoteBehaviour implements Behaviour<NoteBehaviour.Plan> {

    record Plan() implements BehaviourPlan {
        @Override
        public String id() {
            return "note";
        }

        @Override
        public Stand stand() {
            return Stand.BEFORE;
        }
    }

    @Override
    public String id() {
        return "note";
    }

    @Override
    public Class<Plan> planType() {
        return Plan.class;
    }

    @Override
    public String annotation() {
        return "com.acme.Note";
    }

    @Override
    public int order() {
        return 50;
    }

    @Override
    public @Nullable Plan plan(BehaviourRequest request, Diagnostics diagnostics) {
        return request.annotation(annotation()) == null ? null : new Plan();
    }

    @Override
    public Map<String, Object> view(Plan plan, CallPlan call, EntryPlan entry) {
        return Map.of("first", entry.parameters().get(0).name());
    }
}
