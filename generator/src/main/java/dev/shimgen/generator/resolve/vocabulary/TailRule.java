package dev.shimgen.generator.resolve.vocabulary;

import dev.shimgen.generator.header.CParameter;
import dev.shimgen.generator.header.CType;
import dev.shimgen.generator.plan.CallPlan;
import dev.shimgen.generator.spec.JavaType;
import java.util.ArrayList;
import java.util.List;

/**
 * What follows a function's fixed parameters: the variadic arguments, called its tail.
 *
 * @param parameters the tail's parameters that have names, for which a spec's method has parameters, too
 * @param taken when the function uses fewer of them, by {@code names}
 */
public record TailRule(
        Kind kind, List<String> names, String text, List<CParameter> parameters, List<CallPlan.Taken> taken) {

    /** A function that is not variadic. */
    public static final TailRule NONE = new TailRule(Kind.NONE, "");

    /** A variadic function about whose arguments nothing is known. */
    public static final TailRule UNKNOWN = new TailRule(Kind.UNKNOWN, "");

    /** Fills a register: {@code long} is as wide as a pointer on every Linux (ILP32 and LP64). */
    private static final CType WORD = new CType("long", "", CType.Carrier.INT64, null);

    public enum Kind {
        NONE,
        /** The text is a condition over {@link #names}, which stand for the fixed parameters. */
        CONDITIONAL,
        WORDS,
        /** The text is the name of the twin that takes a {@code va_list}. */
        LIST,
        /** Strings up to a NULL; the text says what follows it. */
        STRINGS,
        /** Nothing is known. */
        UNKNOWN
    }

    public TailRule {
        names = List.copyOf(names);
        parameters = List.copyOf(parameters);
        taken = List.copyOf(taken);
    }

    /** A tail without parameters of its own. */
    public TailRule(Kind kind, String text) {
        this(kind, List.of(), text, List.of(), List.of());
    }

    /**
     * {@return the plan}
     *
     * @param parameterNames the C names of the call's parameters, by position
     */
    public CallPlan.Tail plan(List<String> parameterNames) {
        return switch (kind) {
            case NONE -> new CallPlan.NoTail();
            case CONDITIONAL -> new CallPlan.ConditionalTail(condition(text, parameterNames));
            case WORDS ->
                new CallPlan.WordTail(
                        fetched(),
                        taken.stream()
                                .map(t -> new CallPlan.Taken(
                                        t.count(), condition(t.parameter(), parameterNames), t.when(), t.values()))
                                .toList());
            case LIST -> new CallPlan.ListTail(text);
            case STRINGS -> new CallPlan.StringsTail(text.contains(","));
            case UNKNOWN -> new CallPlan.UnknownTail();
        };
    }

    /** {@return whether a wrapper in C has no way to hand the arguments on} */
    public boolean needsJump() {
        return kind == Kind.STRINGS || kind == Kind.UNKNOWN;
    }

    /**
     * {@return this rule with the tail's parameters as a method has them}
     *
     * <p>What a word holds depends on the arguments before it: {@code fcntl}'s third is an {@code int} or a pointer. So its
     * author says {@code long}, {@code int} or {@code Pointer}.
     *
     * @param words the Java types of the method's parameters behind the fixed ones; those of another type are left for
     *     the comparison of types to refuse
     */
    public TailRule with(List<JavaType> words) {
        if (kind != Kind.WORDS || words.size() != parameters.size()) {
            return this;
        }
        List<CParameter> typed = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            CParameter word = parameters.get(i);
            typed.add(new CParameter(word.name(), typed(word.type(), words.get(i))));
        }
        return new TailRule(kind, names, text, typed, taken);
    }

    private static CType typed(CType word, JavaType java) {
        if (JavaTypes.isAnyPointer(java)) {
            return new CType("void *", "", CType.Carrier.POINTER, null);
        }
        return java.name().equals("int") ? new CType("int", "", CType.Carrier.INT32, null) : word;
    }

    private List<CType> fetched() {
        return parameters.stream()
                .map(CParameter::type)
                .map(type -> type.carrier() == CType.Carrier.POINTER ? type : WORD)
                .toList();
    }

    private String condition(String condition, List<String> parameterNames) {
        StringBuilder out = new StringBuilder();
        for (String word : condition.split("\\b", -1)) {
            int position = names.indexOf(word);
            out.append(position < 0 ? word : parameterNames.get(position));
        }
        return out.toString();
    }
}
