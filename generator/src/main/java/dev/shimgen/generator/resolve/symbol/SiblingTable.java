package dev.shimgen.generator.resolve.symbol;

import dev.shimgen.generator.header.FunctionFact;
import dev.shimgen.generator.header.declaration.CTypes;
import dev.shimgen.generator.plan.ResourceTable;
import dev.shimgen.generator.resolve.vocabulary.CallShape;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Symbols that lead to a function and whose prototype is in no header ({@code siblings.txt}). */
final class SiblingTable {

    private final SortedMap<String, List<Row>> byFunction = new TreeMap<>();

    /**
     * A symbol.
     *
     * @param of the function; its parameters have the names that are used in the prototype
     * @param prototype the symbol's prototype
     * @param why a few words for the reader of the generated C
     */
    record Row(CallShape of, FunctionFact prototype, String why) {}

    SiblingTable(CTypes types) {
        String why = "";
        for (List<String> row : ResourceTable.rows("siblings.txt")) {
            if (row.size() == 1) {
                why = row.get(0).substring(1, row.get(0).length() - 1);
            } else {
                CallShape of = CallShape.parse(row.get(0));
                byFunction
                        .computeIfAbsent(of.function(), k -> new ArrayList<>())
                        .add(new Row(of, types.function(row.get(1), ""), why));
            }
        }
    }

    /** {@return the rows of a function, in the file's order} */
    List<Row> of(String function) {
        return byFunction.getOrDefault(function, List.of());
    }

    /** {@return all rows, sorted by function} */
    List<Row> all() {
        return byFunction.values().stream().flatMap(List::stream).toList();
    }
}
