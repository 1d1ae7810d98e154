package dev.shimgen.generator.behaviour.trace;

import dev.shimgen.generator.plan.EventPlan;
import dev.shimgen.generator.plan.StructView;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The names in C of a trace's tables. Each kind begins with a word of its own, and within a kind two tables that differ have
 * different names: a name may be made of what an author writes, so a function {@code a_b} and the {@code b} of a function {@code a}
 * are told apart.
 */
final class TableNames {

    /** Between parts. None of them has it in itself. */
    private static final String SEPARATOR = "__";

    private TableNames() {}

    /** {@return the name of a table of constants, whose ids begin with {@code flags_} or {@code choices_}} */
    static String constants(String constantSet) {
        return "shimgen_" + constantSet;
    }

    /** {@return the name of a table of what an argument is, by the values of others} */
    static String choices(EventPlan.Chosen chosen) {
        return "shimgen_cases_" + chosen.id();
    }

    /** {@return the name of a structure: its type, and the fields that are shown} */
    static String structure(StructView view) {
        if (view.style() == StructView.Style.LIST) {
            StructView.Field next = view.fields().get(0);
            return "shimgen_list_" + of(next.name()) + SEPARATOR + type(Objects.requireNonNull(next.inner()));
        }
        // The same fields may be what it has in one of its cases.
        return (view.cases().isEmpty() ? "shimgen_fields_" : "shimgen_tagged_") + type(view);
    }

    private static String type(StructView view) {
        // "struct x" and an x of a typedef may both be there.
        String type = view.type().startsWith("struct ")
                ? part(view.type().substring("struct ".length()))
                : marked(view.type());
        return Stream.concat(
                        Stream.of(type),
                        view.fields().stream().map(StructView.Field::name).map(TableNames::part))
                .collect(Collectors.joining(SEPARATOR));
    }

    /** {@return a name of which no other parts would be made} */
    static String of(String... parts) {
        return Stream.of(parts).map(TableNames::part).collect(Collectors.joining(SEPARATOR));
    }

    private static String part(String name) {
        boolean plain = name.matches("[A-Za-z]\\w*") && !name.endsWith("_") && !name.contains(SEPARATOR);
        return plain ? name : marked(name);
    }

    /**
     * Begins with numbers, as no name in C does: the length, behind which no separator is looked for, and the places of what is no
     * letter. {@code data.u64} is {@code 8_4_data_u64}.
     */
    private static String marked(String name) {
        String others = IntStream.range(0, name.length())
                .filter(i -> !Character.isLetterOrDigit(name.charAt(i)) && name.charAt(i) != '_')
                .mapToObj(i -> i + "_")
                .collect(Collectors.joining());
        return name.length() + "_" + others + name.replaceAll("\\W", "_");
    }
}
