package dev.shimgen.generator.behaviour.trace;

import dev.shimgen.generator.header.CType;
import dev.shimgen.generator.plan.CallPlan;
import dev.shimgen.generator.plan.EntryPlan;
import dev.shimgen.generator.plan.Meaning;
import dev.shimgen.generator.plan.ParameterPlan;
import java.util.ArrayList;
import java.util.List;

/**
 * An argument of a symbol that its line shows.
 *
 * @param parameter the call's
 * @param name the symbol's name for it
 * @param type the symbol's type of it
 * @param fixed whether it is passed by every call, and not behind the {@code ...}
 */
record Shown(ParameterPlan parameter, String name, CType type, boolean fixed) {

    /** {@return what the line of a symbol shows, in the order of the call's parameters} */
    static List<Shown> of(CallPlan call, EntryPlan entry) {
        List<Shown> shown = new ArrayList<>();
        boolean hasTail = entry.variadic()
                && (call.tail() instanceof CallPlan.ConditionalTail || call.tail() instanceof CallPlan.WordTail);
        for (ParameterPlan parameter : call.parameters()) {
            boolean found = false;
            for (EntryPlan.Argument argument : entry.parameters()) {
                if (parameter.name().equals(argument.parameter())) {
                    shown.add(new Shown(parameter, argument.name(), argument.type(), true));
                    found = true;
                }
            }
            if (!found && hasTail) {
                shown.add(new Shown(parameter, parameter.name(), parameter.type(), false));
            }
        }
        return shown;
    }

    /** {@return whether nothing of it can be shown, so that a wrapper in C does not hand it on to the trace} */
    boolean isOpaque() {
        return parameter.meaning() instanceof Meaning.Opaque
                || type.carrier() == CType.Carrier.STRUCT
                || type.carrier() == CType.Carrier.VA_LIST;
    }
}
