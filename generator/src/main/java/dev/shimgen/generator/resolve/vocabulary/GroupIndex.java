package dev.shimgen.generator.resolve.vocabulary;

import dev.shimgen.generator.plan.ResourceTable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the ready-made groups say that holds for methods of authors' own as well ({@code of-groups.txt}).
 *
 * <p>The table is derived from the groups, and a test holds it to them: to read the annotations of all their methods takes
 * longer than many a plan.
 */
public final class GroupIndex {

    private static final List<FlagField> FIELDS = ResourceTable.rows("of-groups.txt").stream()
            .filter(row -> row.get(0).equals("field"))
            .map(row -> new FlagField(row.get(1), List.of(row.get(2).split(" ", -1))))
            .toList();

    private static final Map<String, String> FAILURES = failures();

    private GroupIndex() {}

    private static Map<String, String> failures() {
        Map<String, String> failures = new HashMap<>();
        for (List<String> row : ResourceTable.rows("of-groups.txt")) {
            if (row.get(0).equals("fails")) {
                List.of(row.get(2).split(" ", -1)).forEach(function -> failures.put(function, row.get(1)));
            }
        }
        return failures;
    }

    /** {@return the fields of flags that groups declare, in their order} */
    public static List<FlagField> fields() {
        return FIELDS;
    }

    /**
     * {@return how a function, or the one that it is for large files (lfs(3)), tells that it failed, as a constant of {@code
     * Fails.When}; nothing where the type of its result tells}
     */
    public static Optional<String> failure(String function) {
        return Optional.ofNullable(FAILURES.get(function))
                .or(() -> Optional.ofNullable(FAILURES.get(function.replace("64", ""))));
    }
}
