package dev.shimgen.generator.behaviour.trace;

import dev.shimgen.generator.plan.CallPlan;
import dev.shimgen.generator.plan.EventPlan;
import dev.shimgen.generator.plan.Meaning;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A table of the fields that a trace shows of a structure.
 *
 * @param type the C type, which a symbol's may be another one than its call's: {@code struct stat64}
 * @param fields in the order of the line
 */
record StructureTable(String type, List<Meaning.ShownField> fields) {

    static StructureTable of(EventPlan.Structures form) {
        return new StructureTable(form.structure(), form.fields());
    }

    /** {@return the tables that the symbols of some calls need, sorted} */
    static List<StructureTable> of(Stream<CallPlan> calls) {
        return calls
                .flatMap(call -> call.entries().stream().flatMap(entry -> Stream.ofNullable(entry.event())))
                .flatMap(event -> event.arguments().stream())
                .flatMap(argument ->
                        argument.form() instanceof EventPlan.Structures form ? Stream.of(of(form)) : Stream.empty())
                .collect(Collectors.toMap(StructureTable::id, table -> table, (one, same) -> one))
                .entrySet()
                .stream()
                .sorted(Map.Entry.comparingByKey())
                .map(Map.Entry::getValue)
                .toList();
    }

    /** {@return its name in C} */
    String id() {
        return fields.stream()
                .map(Meaning.ShownField::name)
                .collect(Collectors.joining(
                        "_", "shimgen_fields_" + type.replaceFirst("^(struct|union) ", "") + "_", ""))
                .replaceAll("\\W", "_");
    }

    /** {@return what the partial says of them, each with the place of its first field among the fields of all} */
    static List<Map<String, Object>> view(List<StructureTable> tables) {
        List<Map<String, Object>> views = new ArrayList<>();
        int first = 0;
        for (StructureTable table : tables) {
            views.add(table.view(first));
            first += table.fields().size();
        }
        return views;
    }

    private Map<String, Object> view(int first) {
        return Map.of(
                "first",
                first,
                "id",
                id(),
                "type",
                type,
                "count",
                fields.size(),
                "fields",
                fields.stream()
                        .map(field -> Map.of(
                                "macro",
                                macro(field.style()),
                                "name",
                                field.name(),
                                "table",
                                field.constantSet().isEmpty() ? "" : ", " + NameTables.id(field.constantSet())))
                        .toList());
    }

    private static String macro(Meaning.ShownField.Style style) {
        return switch (style) {
            case SIGNED, UNSIGNED -> "SHIMGEN_FIELD";
            case ADDRESS -> "SHIMGEN_FIELD_ADDRESS";
            case HANDLER -> "SHIMGEN_FIELD_HANDLER";
            case FILE_MODE -> "SHIMGEN_FIELD_MODE";
            case FLAGS -> "SHIMGEN_FIELD_FLAGS";
            case ONE_OF -> "SHIMGEN_FIELD_ONE_OF";
        };
    }
}
