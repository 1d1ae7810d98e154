package dev.shimgen.generator.scaffold;

import dev.shimgen.generator.spec.SpecMethod;
import java.util.Collections;
import java.util.SortedMap;

/**
 * A ready-made group of the spec language.
 *
 * @param name fully qualified
 * @param methods by function, those of the groups that it extends included
 */
record ReadyMadeGroup(String name, SortedMap<String, SpecMethod> methods) {

    ReadyMadeGroup {
        methods = Collections.unmodifiableSortedMap(methods);
    }

    String simpleName() {
        return name.substring(name.lastIndexOf('.') + 1);
    }
}
