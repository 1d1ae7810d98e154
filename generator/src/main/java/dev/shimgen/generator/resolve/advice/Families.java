package dev.shimgen.generator.resolve.advice;

import dev.shimgen.generator.resolve.vocabulary.ResourceTable;
import java.util.List;

/** Functions by which programs reach one purpose ({@code families.txt}). */
final class Families {

    private Families() {}

    /**
     * Functions of one purpose.
     *
     * @param purpose what programs want when they call one of them
     * @param functions their names
     * @param group the ready-made group that has them all, by simple name
     */
    record Family(String purpose, List<String> functions, String group) {

        Family {
            functions = List.copyOf(functions);
        }
    }

    /** {@return all families, in the file's order} */
    static List<Family> load() {
        return ResourceTable.rows("families.txt").stream()
                .map(row -> new Family(row.get(0), List.of(row.get(1).split(" ", -1)), row.get(2)))
                .toList();
    }
}
