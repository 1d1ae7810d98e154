package dev.shimgen.generator.behaviour.trace;

import dev.shimgen.generator.behaviour.Behaviour;
import dev.shimgen.generator.behaviour.BehaviourRequest;
import dev.shimgen.generator.diagnostic.Code;
import dev.shimgen.generator.diagnostic.Diagnostics;
import dev.shimgen.generator.plan.CallPlan;
import dev.shimgen.generator.plan.EntryPlan;
import dev.shimgen.generator.plan.EventPlan;
import dev.shimgen.generator.plan.ShimPlan;
import dev.shimgen.generator.spec.SpecAnnotation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** {@code @Trace}: the outermost behaviour, so that a line shows what the program asked for and what it got. */
public final class TraceBehaviour implements Behaviour<TracePlan> {

    static final String ID = "trace";

    private static final String ANNOTATION = "dev.shimgen.spec.Trace";
    private static final String OPT_OUT = "dev.shimgen.spec.PassThrough";

    /** {@code SHIMGEN_EVENT_DATA_MAX} of {@code shimgen_event.h}. */
    private static final int MOST_DATA = 32768;

    @Override
    public String id() {
        return ID;
    }

    @Override
    public Class<TracePlan> planType() {
        return TracePlan.class;
    }

    @Override
    public String annotation() {
        return ANNOTATION;
    }

    @Override
    public int order() {
        return 100;
    }

    @Override
    public @Nullable TracePlan plan(BehaviourRequest request, Diagnostics diagnostics) {
        SpecAnnotation annotation = request.annotation(ANNOTATION);
        if (annotation == null || request.annotation(OPT_OUT) != null) {
            return null;
        }
        long data = annotation.number("data");
        if (data < 0 || data > MOST_DATA) {
            diagnostics.error(
                    Code.SG0215,
                    annotation.position(),
                    "@Trace(data = " + data + "): an event has 0 to " + MOST_DATA
                            + " bytes of the buffers of a call; take a number from there");
            return null;
        }
        return new TracePlan((int) data);
    }

    @Override
    public boolean brackets(CallPlan call, EntryPlan entry) {
        return Registers.hold(call, entry);
    }

    @Override
    public List<EventPlan> events(TracePlan plan, CallPlan call) {
        return EventPlanner.of(plan, call);
    }

    @Override
    public Map<String, Object> view(TracePlan plan, CallPlan call, EntryPlan entry) {
        return EventView.of(entry, Objects.requireNonNull(entry.event(), () -> entry.symbol() + " has no event"));
    }

    @Override
    public Map<String, Object> shimView(ShimPlan shim) {
        List<CallPlan> traced = shim.calls().stream()
                .filter(call -> call.behaviours().stream().anyMatch(TracePlan.class::isInstance))
                .toList();
        List<Map<String, Object>> names = NameTables.view(shim);
        Map<String, Object> structures = StructureTable.view(traced.stream());
        Map<String, Object> view = new HashMap<>(structures);
        view.put("hasNames", !names.isEmpty());
        view.put("tables", names);
        view.put("hasStructures", structures.get("structures") instanceof List<?> list && !list.isEmpty());
        view.put("hasCases", structures.get("cases") instanceof List<?> list && !list.isEmpty());
        List<Map<String, Object>> choices = ChoiceTable.view(traced.stream());
        view.put("hasChoices", !choices.isEmpty());
        view.put("choices", choices);
        view.put("jumps", traced.stream().anyMatch(CallPlan::bracketable));
        return view;
    }
}
