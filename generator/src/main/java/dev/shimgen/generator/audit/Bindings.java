package dev.shimgen.generator.audit;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What the dynamic linker found in one program for the names that shims export. Bindings of imports to a shim are not
 * recorded, since that is the normal case.
 */
final class Bindings {

    private final Set<Binding> all = new LinkedHashSet<>();
    private boolean told;

    /** Takes a message of {@code shimgen_bindings.c}. */
    void accept(String message) {
        told = true;
        Binding.parse(message).ifPresent(all::add);
    }

    void addAll(Bindings others) {
        told |= others.told;
        all.addAll(others.all);
    }

    /**
     * {@return whether the linker reports its bindings at all: then an import without a record is bound to the shim}
     */
    boolean told() {
        return told;
    }

    Set<Binding> all() {
        return all;
    }
}
