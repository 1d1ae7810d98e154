package dev.shimgen.generator.resolve;

import dev.shimgen.generator.header.CParameter;
import dev.shimgen.generator.plan.CallPlan;
import java.util.List;

/**
 * What follows a function's fixed parameters.
 *
 * @param parameters the named arguments of the tail, which a spec's method has as well
 */
record TailRule(Kind kind, List<String> names, String text, List<CParameter> parameters) {

    /** A function that is not variadic. */
    static final TailRule NONE = new TailRule(Kind.NONE, List.of(), "", List.of());

    enum Kind {
        NONE,
        /** The text is a condition over {@link #names}, which stand for the fixed parameters. */
        CONDITIONAL,
        WORDS,
        /** The text is the twin's name. */
        LIST
    }

    TailRule {
        names = List.copyOf(names);
        parameters = List.copyOf(parameters);
    }

    /**
     * {@return the plan}
     *
     * @param parameterNames the C names of the call's parameters, by position
     */
    CallPlan.Tail plan(List<String> parameterNames) {
        return switch (kind) {
            case NONE -> new CallPlan.NoTail();
            case CONDITIONAL -> new CallPlan.ConditionalTail(condition(parameterNames));
            case WORDS -> new CallPlan.WordTail();
            case LIST -> new CallPlan.ListTail(text);
        };
    }

    private String condition(List<String> parameterNames) {
        StringBuilder out = new StringBuilder();
        for (String word : text.split("\\b", -1)) {
            int position = names.indexOf(word);
            out.append(position < 0 ? word : parameterNames.get(position));
        }
        return out.toString();
    }
}
