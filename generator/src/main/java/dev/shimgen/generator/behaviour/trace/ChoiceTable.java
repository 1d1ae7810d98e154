package dev.shimgen.generator.behaviour.trace;

import dev.shimgen.generator.plan.CallPlan;
import dev.shimgen.generator.plan.EventPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The table of what arguments are, by the values of others. */
final class ChoiceTable {

    private ChoiceTable() {}

    /** {@return what the partial says of the choices of some calls: each table's name and first row, and its rows} */
    static List<Map<String, Object>> view(Stream<CallPlan> calls) {
        SortedMap<String, EventPlan.Chosen> tables = new TreeMap<>();
        calls.flatMap(call -> call.entries().stream().flatMap(entry -> Stream.ofNullable(entry.event())))
                .flatMap(EventPlan::shownForms)
                .forEach(form -> {
                    if (form instanceof EventPlan.Chosen chosen) {
                        tables.put(TableNames.choices(chosen), chosen);
                    }
                });
        List<Map<String, Object>> views = new ArrayList<>();
        int first = 0;
        for (Map.Entry<String, EventPlan.Chosen> table : tables.entrySet()) {
            List<String> rows = new ArrayList<>(
                    table.getValue().choices().stream().map(EventMacros::choice).toList());
            rows.add(EventMacros.otherwise(table.getValue()));
            views.add(Map.of("id", table.getKey(), "first", first, "rows", rows));
            first += rows.size();
        }
        return views;
    }
}
