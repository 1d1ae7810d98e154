package dev.shimgen.generator.resolve.facts;

import dev.shimgen.generator.header.FunctionFact;
import dev.shimgen.generator.header.HeaderFacts;
import dev.shimgen.generator.header.declaration.CTypes;
import dev.shimgen.generator.plan.ResourceTable;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Functions that no header declares under their own name, because programs call them by another one ({@code
 * renamed.txt}): POSIX's {@code strerror_r} is {@code __xpg_strerror_r}.
 */
public final class RenamedFunctions {

    private static final List<Row> ROWS = ResourceTable.rows("renamed.txt").stream()
            .map(row -> new Row(row.get(0), List.of(row.get(1).split(" ", -1)), row.get(2), row.get(3)))
            .toList();

    private static final Set<String> NAMES = ROWS.stream().map(Row::function).collect(Collectors.toUnmodifiableSet());

    private RenamedFunctions() {}

    /**
     * A function.
     *
     * @param header the header that gives it the other name
     * @param flags the compiler options under which the header does so
     * @param name the other name
     * @param prototype its prototype, with its own name
     */
    public record Row(String header, List<String> flags, String name, String prototype) {

        public String function() {
            return prototype.replaceFirst("\\(.*", "").replaceFirst(".*\\W", "");
        }
    }

    public static List<Row> rows() {
        return ROWS;
    }

    /**
     * {@return whether a function is one of them: its prototype is then proven separately, not with the shim's headers}
     */
    public static boolean has(String function) {
        return NAMES.contains(function);
    }

    /**
     * {@return the same facts with these functions added}
     *
     * @param bits how many bits a {@code long} has
     */
    public static HeaderFacts added(HeaderFacts facts, int bits) {
        CTypes types = new CTypes(facts, bits);
        SortedMap<String, FunctionFact> functions = new TreeMap<>(facts.functions());
        for (Row row : ROWS) {
            functions.putIfAbsent(row.function(), types.function(row.prototype(), row.header()));
        }
        return facts.withFunctions(functions);
    }
}
