package dev.shimgen.generator.audit;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What the dynamic linker found in one program for the names that shims export. Names that bind to a shim for a call are
 * not among them: they should.
 */
final class Bindings {

    private final Set<Binding> all = new LinkedHashSet<>();
    private boolean told;

    /** Takes what was said to the audit. */
    void accept(String message) {
        told = true;
        Binding.parse(message).ifPresent(all::add);
    }

    void addAll(Bindings others) {
        told |= others.told;
        all.addAll(others.all);
    }

    /** {@return whether the linker told its bindings: a name that is not among them bound to the shim, or to nothing} */
    boolean told() {
        return told;
    }

    Set<Binding> all() {
        return all;
    }
}
