package dev.shimgen.generator.resolve.meaning;

import dev.shimgen.generator.diagnostic.Code;
import dev.shimgen.generator.diagnostic.Diagnostics;
import dev.shimgen.generator.diagnostic.Suggestions;
import dev.shimgen.generator.header.CParameter;
import dev.shimgen.generator.header.CType;
import dev.shimgen.generator.header.HeaderFacts;
import dev.shimgen.generator.header.Integers;
import dev.shimgen.generator.resolve.vocabulary.Call;
import dev.shimgen.generator.resolve.vocabulary.JavaNamesOfC;
import dev.shimgen.generator.spec.SpecAnnotation;
import dev.shimgen.generator.spec.SpecParameter;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A parameter that says how much is behind another one.
 *
 * @param text its name, as the annotation has it
 * @param purpose what it is for, a clause behind "could"
 * @param otherwise what the annotation may have instead, where no name is similar
 * @param said what an integer has to say
 */
record CountParameter(String text, String purpose, String otherwise, String said) {

    static List<String> names(Call call) {
        return call.method().parameters().stream().map(SpecParameter::name).toList();
    }

    /**
     * Finds it among a call's parameters.
     *
     * @param names the parameters' C names
     * @param index the parameter that it is for
     * @return its C name; empty if there is none of this name, or it is no integer, which has been reported
     */
    Optional<String> find(
            SpecAnnotation annotation, Call call, List<String> names, int index, Diagnostics diagnostics) {
        return find(annotation, call, names, index, diagnostics, Integers::isInteger);
    }

    /** The same, of a parameter that may also be a pointer to an integer. */
    Optional<String> findHereOrBehind(
            SpecAnnotation annotation,
            Call call,
            List<String> names,
            int index,
            Diagnostics diagnostics,
            HeaderFacts facts) {
        return find(
                annotation,
                call,
                names,
                index,
                diagnostics,
                type -> Integers.isInteger(type)
                        || type.pointee()
                                .filter(element -> Integers.isInteger(element, facts))
                                .isPresent());
    }

    private Optional<String> find(
            SpecAnnotation annotation,
            Call call,
            List<String> names,
            int index,
            Diagnostics diagnostics,
            Predicate<CType> fits) {
        List<String> javaNames = names(call);
        int position = javaNames.indexOf(text);
        if (position < 0 || position == index) {
            diagnostics.error(
                    Code.SG0204,
                    annotation.position(),
                    "no parameter \"" + text + "\" that could " + purpose
                            + Suggestions.closest(text, javaNames)
                                    .map(near -> "; did you mean \"" + near + "\"?")
                                    .orElse("; " + otherwise));
            return Optional.empty();
        }
        CParameter size = call.parameters().get(position);
        if (!fits.test(size.type())) {
            diagnostics.error(
                    Code.SG0204,
                    annotation.position(),
                    "parameter " + text + " is \"" + size.type().declare(JavaNamesOfC.parameter(size.name(), position))
                            + "\" in C; " + said + " is an integer's to say");
            return Optional.empty();
        }
        return Optional.of(names.get(position));
    }
}
