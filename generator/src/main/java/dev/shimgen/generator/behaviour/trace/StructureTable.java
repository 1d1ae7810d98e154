package dev.shimgen.generator.behaviour.trace;

import dev.shimgen.generator.plan.CallPlan;
import dev.shimgen.generator.plan.EventPlan;
import dev.shimgen.generator.plan.StructView;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The tables of the structures that a trace shows: their fields, and what they are instead by the value of one. */
final class StructureTable {

    private StructureTable() {}

    /** {@return the structures that the symbols of some calls need, by their names in C} */
    private static SortedMap<String, StructView> of(Stream<CallPlan> calls) {
        SortedMap<String, StructView> views = new TreeMap<>();
        calls.flatMap(call -> call.entries().stream().flatMap(entry -> Stream.ofNullable(entry.event())))
                .flatMap(event -> Stream.concat(
                        event.shownForms().flatMap(StructureTable::shown),
                        Stream.ofNullable(event.result().shown())))
                .flatMap(StructView::all)
                .forEach(view -> views.put(TableNames.structure(view), view));
        return views;
    }

    private static Stream<StructView> shown(EventPlan.Form form) {
        return form instanceof EventPlan.Structures structures ? Stream.of(structures.shown()) : Stream.of();
    }

    /** {@return what the partial says of the structures of some calls: {@code structures} and {@code cases}} */
    static Map<String, Object> view(Stream<CallPlan> calls) {
        List<Map<String, Object>> structures = new ArrayList<>();
        List<Map<String, Object>> cases = new ArrayList<>();
        int first = 0;
        for (Map.Entry<String, StructView> entry : of(calls).entrySet()) {
            StructView view = entry.getValue();
            Map<String, Object> values = new HashMap<>();
            values.put("id", entry.getKey());
            values.put("type", view.type());
            values.put("hasFields", !view.fields().isEmpty());
            values.put(
                    "fields",
                    view.fields().stream().map(field -> row(view, field)).toList());
            values.put("row", "{" + members(view, first, cases.size()) + "}");
            structures.add(values);
            view.cases()
                    .forEach(of ->
                            cases.add(Map.of("value", of.constant(), "structure", TableNames.structure(of.view()))));
            first += view.fields().size();
        }
        return Map.of("structures", structures, "cases", cases);
    }

    /** The members of a row that are not 0. */
    private static String members(StructView view, int firstField, int firstCase) {
        List<String> members = new ArrayList<>();
        members.add(".size = sizeof(" + view.type() + ")");
        if (!view.fields().isEmpty()) {
            members.add(".first = " + firstField);
            members.add(".count = " + view.fields().size());
        }
        if (!view.constantSet().isEmpty()) {
            members.add(".table = " + TableNames.constants(view.constantSet()));
        }
        if (!view.cases().isEmpty()) {
            members.add(".cases = " + firstCase);
            members.add(".case_count = " + view.cases().size());
        }
        if (!view.size().isEmpty()) {
            members.add("SHIMGEN_OWN_SIZE(" + view.type() + ", " + view.size() + ")");
        }
        members.add(".style = " + style(view.style()));
        if (view.follows()) {
            members.add(".follows = true");
        }
        return String.join(", ", members);
    }

    private static String row(StructView view, StructView.Field field) {
        String names = field.constantSet().isEmpty() ? "0" : TableNames.constants(field.constantSet());
        String owner = field.owner() + ", " + field.name();
        if (view.style() == StructView.Style.LIST) {
            return "SHIMGEN_FIELD_FIRST(" + view.type() + ", " + inner(field) + ", " + owner + ")";
        }
        return switch (field.style()) {
            case SIGNED, UNSIGNED -> "SHIMGEN_FIELD(" + owner + ")";
            case ONE_OF -> "SHIMGEN_FIELD_ONE_OF(" + owner + ", " + names + ")";
            case FIELDS -> in(owner, field, inner(field));
            case STRUCTURES, SIZED, BYTES, CONTROL -> {
                String table = field.inner() == null ? "0" : inner(field);
                yield field.other().isEmpty()
                        ? in(owner, field, table)
                        : "SHIMGEN_FIELD_WITH(" + owner + ", " + style(field.style()) + ", " + table + ", "
                                + field.other() + ")";
            }
            case LIST ->
                "SHIMGEN_FIELD_LIST(" + owner + ", " + inner(field) + ", "
                        + Objects.requireNonNull(field.inner()).type() + ", " + field.other() + ")";
            default -> in(owner, field, names);
        };
    }

    private static String in(String owner, StructView.Field field, String table) {
        return "SHIMGEN_FIELD_IN(" + owner + ", " + style(field.style()) + ", " + table + ")";
    }

    private static String inner(StructView.Field field) {
        return TableNames.structure(Objects.requireNonNull(field.inner()));
    }

    private static String style(StructView.Style style) {
        return "SHIMGEN_STYLE_"
                + switch (style) {
                    case SIGNED, UNSIGNED -> "NUMBER";
                    case FILE_MODE -> "MODE";
                    default -> style.name();
                };
    }
}
