package dev.shimgen.generator.behaviour;

import dev.shimgen.generator.diagnostic.Code;
import dev.shimgen.generator.diagnostic.Diagnostics;
import dev.shimgen.generator.diagnostic.Suggestions;
import dev.shimgen.generator.header.ConstantFact;
import dev.shimgen.generator.header.HeaderFacts;
import dev.shimgen.generator.spec.SpecAnnotation;
import java.util.List;

/** The names of errors, {@code EPERM}, that annotations give. */
public final class ErrorNames {

    private ErrorNames() {}

    /** {@return whether it is the name of an error; what is none is reported} */
    public static boolean check(
            String name, SpecAnnotation annotation, BehaviourRequest request, Diagnostics diagnostics) {
        HeaderFacts facts = request.facts();
        if (isError(name, facts)) {
            return true;
        }
        List<String> errors = facts.constants().keySet().stream()
                .filter(constant -> isError(constant, facts))
                .toList();
        String hint = Suggestions.closest(name, errors)
                .map(error -> "; did you mean \"" + error + "\"?")
                .orElse("; errno(3) lists them");
        diagnostics.error(Code.SG0209, annotation.position(), "no error \"" + name + "\" in <errno.h>" + hint);
        return false;
    }

    private static boolean isError(String name, HeaderFacts facts) {
        ConstantFact constant = facts.constants().get(name);
        return constant != null
                && name.matches("E[A-Z0-9]+")
                && constant.header().contains("errno")
                && constant.value() instanceof ConstantFact.Int;
    }
}
