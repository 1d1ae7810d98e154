package dev.shimgen.generator.resolve.function;

import dev.shimgen.generator.plan.ResourceTable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The functions for which no wrapper in C is possible ({@code refused-functions.txt}). */
public final class RefusedFunctions {

    private final Map<String, Refusal> byName = new HashMap<>();

    /**
     * Why a function is refused.
     *
     * @param reason a clause that begins with "it"
     * @param instead what an author can do, an imperative
     */
    public record Refusal(String reason, String instead) {}

    public RefusedFunctions() {
        for (List<String> row : ResourceTable.rows("refused-functions.txt")) {
            for (String name : row.get(0).split(" ", -1)) {
                byName.put(name, new Refusal(row.get(1), row.get(2)));
            }
        }
    }

    /** {@return why a function is refused, or {@code null} if it is not} */
    public @Nullable Refusal of(String function) {
        return byName.get(function);
    }
}
