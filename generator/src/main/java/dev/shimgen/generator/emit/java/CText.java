package dev.shimgen.generator.emit.java;

import dev.shimgen.generator.plan.CallPlan;
import dev.shimgen.generator.plan.ParameterPlan;
import java.util.List;
import java.util.stream.Collectors;

/** C declarations for readers of javadoc. */
final class CText {

    private CText() {}

    /** {@return a function's prototype on one line, without semicolon} */
    static String prototype(CallPlan call) {
        List<ParameterPlan> fixed = call.parameters().subList(0, fixedCount(call));
        String list = fixed.stream().map(p -> p.type().declare(p.javaName())).collect(Collectors.joining(", "));
        if (!(call.tail() instanceof CallPlan.NoTail)) {
            list += ", ...";
        } else if (fixed.isEmpty()) {
            list = "void";
        }
        return call.result().declare(call.name() + "(" + list + ")");
    }

    /** {@return how many of a call's parameters stand before the variadic tail} */
    static int fixedCount(CallPlan call) {
        if (call.tail() instanceof CallPlan.NoTail || call.entries().isEmpty()) {
            return call.parameters().size();
        }
        // The function's own symbol comes first, and it has the C declaration's parameters.
        return call.entries().get(0).parameters().size();
    }
}
