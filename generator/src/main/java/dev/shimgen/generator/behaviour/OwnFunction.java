package dev.shimgen.generator.behaviour;

import dev.shimgen.generator.plan.CallPlan;
import dev.shimgen.generator.plan.EntryPlan;
import dev.shimgen.generator.plan.ParameterPlan;
import java.util.ArrayList;
import java.util.List;

/**
 * A function of a behaviour's own that takes what a symbol takes; of a variadic one also what is behind its fixed parameters.
 *
 * @param declared the declarations of its parameters
 * @param passed their names
 */
public record OwnFunction(List<String> declared, List<String> passed) {

    public OwnFunction {
        declared = List.copyOf(declared);
        passed = List.copyOf(passed);
    }

    /** {@return that for a symbol of a call} */
    public static OwnFunction of(CallPlan call, EntryPlan entry) {
        List<String> declared = new ArrayList<>();
        List<String> passed = new ArrayList<>();
        entry.parameters().forEach(argument -> {
            declared.add(argument.type().declare(argument.name()));
            passed.add(argument.name());
        });
        for (ParameterPlan parameter : call.parameters()) {
            boolean isFixed = entry.parameters().stream()
                    .anyMatch(argument -> parameter.name().equals(argument.parameter()));
            if (entry.variadic() && !isFixed) {
                declared.add(parameter.type().declare(parameter.name()));
                passed.add(parameter.name());
            }
        }
        return new OwnFunction(declared, passed);
    }

    /** {@return its declaration} */
    public String prototype(EntryPlan entry, String name) {
        return entry.result().declare(name + "(" + (declared.isEmpty() ? "void" : String.join(", ", declared)) + ")");
    }

    /** {@return what a call of it passes} */
    public String arguments() {
        return String.join(", ", passed);
    }
}
