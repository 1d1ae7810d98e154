package dev.shimgen.generator.resolve.facts;

import dev.shimgen.generator.header.ConstantFact;
import dev.shimgen.generator.header.FunctionFact;
import dev.shimgen.generator.header.HeaderFacts;
import dev.shimgen.generator.plan.ResourceTable;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Names that two headers declare, at the header of their man page ({@code home-headers.txt}): the values of {@code lockf}
 * stand in {@code <unistd.h>} and in {@code <fcntl.h>}, and none of them is a command of {@code fcntl}.
 */
public final class HomeHeaders {

    private static final List<Row> ROWS = ResourceTable.rows("home-headers.txt").stream()
            .map(row -> new Row(row.get(0), row.get(1), List.of(row.get(3).split(" ", -1))))
            .toList();

    private HomeHeaders() {}

    /**
     * Names with the same two headers.
     *
     * @param header that of the man page
     * @param other the one that has them, too
     * @param names of functions and constants
     */
    public record Row(String header, String other, List<String> names) {}

    public static List<Row> rows() {
        return ROWS;
    }

    /** {@return the same facts, with the names that the other header was recorded for where they belong} */
    public static HeaderFacts put(HeaderFacts facts) {
        SortedMap<String, FunctionFact> functions = new TreeMap<>(facts.functions());
        SortedMap<String, ConstantFact> constants = new TreeMap<>(facts.constants());
        for (Row row : ROWS) {
            for (String name : row.names()) {
                functions.computeIfPresent(
                        name, (key, fact) -> fact.header().equals(row.other()) ? moved(fact, row.header()) : fact);
                constants.computeIfPresent(
                        name,
                        (key, fact) -> fact.header().equals(row.other())
                                ? new ConstantFact(key, fact.value(), row.header())
                                : fact);
            }
        }
        return facts.with(functions, facts.structs(), constants);
    }

    private static FunctionFact moved(FunctionFact fact, String header) {
        return new FunctionFact(
                fact.name(), fact.prototype(), fact.result(), fact.parameters(), fact.variadic(), header);
    }
}
