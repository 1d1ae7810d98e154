package dev.shimgen.generator.resolve.function;

import dev.shimgen.generator.plan.ResourceTable;
import dev.shimgen.generator.resolve.vocabulary.TailRule;
import dev.shimgen.generator.toolchain.Machine;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The functions that a wrapper jumps to instead of calling them: those of {@code jump-functions.txt}, and variadic ones
 * whose arguments are unknown.
 */
public final class JumpFunctions {

    private static final String UNKNOWN_TAIL =
            "it takes any number of arguments, and only its caller knows how many there are and of which types";

    private static final String STRINGS_TAIL = "it takes strings up to a NULL, and only its caller knows how many";

    private final Map<String, Jump> byName = new HashMap<>();

    /**
     * Why a function is jumped to.
     *
     * @param reason a clause that begins with "it"
     * @param silence a sentence that says why the wrapper can do nothing before the jump; {@code null} if it can
     */
    public record Jump(String reason, @Nullable String silence) {}

    public JumpFunctions() {
        for (List<String> row : ResourceTable.rows("jump-functions.txt")) {
            Jump jump = new Jump(row.get(1), row.size() > 2 ? row.get(2) : null);
            for (String name : row.get(0).split(" ", -1)) {
                byName.put(name, jump);
            }
        }
    }

    /** {@return why a wrapper jumps to a function; empty if it calls it} */
    public Optional<Jump> of(String function, TailRule tail) {
        Jump listed = byName.get(function);
        if (listed == null && tail.needsJump()) {
            return Optional.of(new Jump(tail.kind() == TailRule.Kind.STRINGS ? STRINGS_TAIL : UNKNOWN_TAIL, null));
        }
        return Optional.ofNullable(listed);
    }

    /** {@return whether wrappers can jump on the platform with this triplet} */
    public static boolean possibleOn(String triplet) {
        return Machine.of(triplet).filter(Machine::isSupported).isPresent();
    }
}
