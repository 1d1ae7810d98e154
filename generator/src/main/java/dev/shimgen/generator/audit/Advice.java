package dev.shimgen.generator.audit;

import dev.shimgen.generator.spec.ReadyMadeGroup;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** What the author of a spec can do about calls that went past the shim. */
final class Advice {

    private final SystemCallTable table;
    private final Map<String, String> groupOf = new HashMap<>();
    private final Function<String, Optional<String>> refusal;

    /**
     * Advice for one libc.
     *
     * @param groups the ready-made groups that a spec can extend
     * @param refusal says why a function cannot be wrapped; empty if it can
     */
    Advice(SystemCallTable table, Collection<ReadyMadeGroup> groups, Function<String, Optional<String>> refusal) {
        this.table = table;
        groups.forEach(group -> group.declared().forEach(f -> groupOf.putIfAbsent(f, group.simpleName())));
        this.refusal = refusal;
    }

    /** {@return what to do about calls of this origin, which went past the shim} */
    String of(Origin origin) {
        return switch (origin.way()) {
            case LIBC -> wrapping(origin.function());
            case PAST_WRAPPER -> "cannot be intercepted: the address was libc's (dlsym, RTLD_DEEPBIND, dlmopen)";
            case LIBC_ITSELF -> "cannot be intercepted: libc's own work at the start or end of a program or thread";
            case DIRECT -> "cannot be intercepted: a system call without libc";
            case SEEN, AMBIGUOUS, DYNAMIC_LINKER, SHIM, UNKNOWN -> "";
        };
    }

    private String wrapping(String symbol) {
        if (symbol.isEmpty()) {
            return "cannot be named: libc reached it through a function without a symbol";
        }
        Predicate<String> known = name -> table.of(name).isPresent() || groupOf.containsKey(name);
        String function = SymbolNames.function(symbol, known);
        Optional<String> reason = refusal.apply(function);
        if (reason.isPresent()) {
            return "cannot be wrapped: " + reason.get();
        }
        String group = groupOf.get(function);
        return "wrap " + function + (group == null ? "" : " (group " + group + ")");
    }
}
