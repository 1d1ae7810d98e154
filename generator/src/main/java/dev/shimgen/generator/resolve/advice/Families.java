package dev.shimgen.generator.resolve.advice;

import dev.shimgen.generator.plan.ResourceTable;
import java.util.List;

/** Functions with which programs do the same task ({@code families.txt}). */
final class Families {

    private Families() {}

    /**
     * Functions for one task.
     *
     * @param purpose the task: what programs want when they call one of these functions
     * @param functions their names
     * @param group the simple name of the ready-made group that has all of them
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
