package dev.shimgen.generator.spec;

import dev.shimgen.generator.diagnostic.SourcePosition;
import java.util.List;

/**
 * What {@code @Cases} say of a parameter.
 *
 * @param functions the functions: one, or several whose parameters have the same names
 * @param parameter the parameter's name
 * @param by the names of the parameters that tell what it is: one or two
 * @param cases in the order of the source; the first that holds counts
 * @param declaredIn the interface, fully qualified
 * @param position the annotation, or the spec's name if it comes from a class file
 */
public record SpecCases(
        List<String> functions,
        String parameter,
        List<String> by,
        List<Case> cases,
        String declaredIn,
        SourcePosition position) {

    /**
     * A case.
     *
     * @param when names of constants: with two parameters, one of the first and then those of the second
     * @param parameter what the function's parameter is then
     */
    public record Case(List<String> when, SpecParameter parameter) {
        public Case {
            when = List.copyOf(when);
        }
    }

    public SpecCases {
        functions = List.copyOf(functions);
        by = List.copyOf(by);
        cases = List.copyOf(cases);
    }

    /** {@return whether a ready-made group brings it: what it says need not hold on every machine} */
    public boolean isReadyMade() {
        return declaredIn.startsWith(AnnotationReader.SPEC_PACKAGE + ".");
    }
}
