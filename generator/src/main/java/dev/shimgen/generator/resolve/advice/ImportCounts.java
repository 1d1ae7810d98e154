package dev.shimgen.generator.resolve.advice;

import dev.shimgen.generator.plan.ResourceTable;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How many programs of a Debian system import a function of libc ({@code imports.txt}, which {@code
 * benchmarks/import-coverage} records).
 */
final class ImportCounts {

    private static final String RESOURCE = "imports.txt";

    private final SortedMap<String, Row> byFunction;

    /**
     * What is known of a function.
     *
     * @param function its name; for a symbol that no ready-made group reaches, the symbol's
     * @param programs how many programs import one of its symbols
     * @param examples a few of these programs, those of the most basic packages first
     * @param symbols how many programs import each symbol
     */
    record Row(String function, int programs, List<String> examples, SortedMap<String, Integer> symbols) {

        Row {
            examples = List.copyOf(examples);
            symbols = Collections.unmodifiableSortedMap(new TreeMap<>(symbols));
        }

        private static Row parse(List<String> columns) {
            SortedMap<String, Integer> symbols = new TreeMap<>();
            for (String symbol : words(columns.get(3))) {
                int equals = symbol.indexOf('=');
                symbols.put(symbol.substring(0, equals), Integer.valueOf(symbol.substring(equals + 1)));
            }
            return new Row(columns.get(0), Integer.parseInt(columns.get(1)), words(columns.get(2)), symbols);
        }

        private static List<String> words(String text) {
            return text.isEmpty() ? List.of() : List.of(text.split(" ", -1));
        }

        /** {@return the row as a line of the file} */
        String line() {
            StringBuilder text = new StringBuilder();
            text.append(function).append(" | ").append(programs).append(" | ").append(String.join(" ", examples));
            text.append(" |");
            symbols.forEach((symbol, count) ->
                    text.append(' ').append(symbol).append('=').append(count));
            return text.toString();
        }
    }

    private ImportCounts(List<Row> rows) {
        SortedMap<String, Row> map = new TreeMap<>();
        rows.forEach(row -> map.put(row.function(), row));
        this.byFunction = Collections.unmodifiableSortedMap(map);
    }

    static ImportCounts of(List<Row> rows) {
        return new ImportCounts(rows);
    }

    /** {@return the shipped counts} */
    static ImportCounts load() {
        return new ImportCounts(
                ResourceTable.rows(RESOURCE).stream().map(Row::parse).toList());
    }

    /** {@return what is known of a function; if nothing imports it, a row without programs} */
    Row of(String function) {
        return byFunction.getOrDefault(function, new Row(function, 0, List.of(), new TreeMap<>()));
    }

    /** {@return all rows, sorted by function} */
    List<Row> all() {
        return List.copyOf(byFunction.values());
    }
}
