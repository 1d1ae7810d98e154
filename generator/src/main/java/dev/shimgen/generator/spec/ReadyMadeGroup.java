package dev.shimgen.generator.spec;

import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A ready-made group of the spec language.
 *
 * @param name fully qualified
 * @param methods by function, those of the groups that it extends included
 */
public record ReadyMadeGroup(String name, SortedMap<String, SpecMethod> methods) {

    public ReadyMadeGroup {
        methods = Collections.unmodifiableSortedMap(methods);
    }

    /** {@return the name as an {@code extends} clause has it} */
    public String simpleName() {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    /** {@return the functions of its own methods, those of the groups that it extends left out} */
    public SortedSet<String> declared() {
        SortedSet<String> declared = new TreeSet<>();
        for (SpecMethod method : methods.values()) {
            if (method.declaredIn().equals(name)) {
                declared.add(method.name());
            }
        }
        return Collections.unmodifiableSortedSet(declared);
    }
}
