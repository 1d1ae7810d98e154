package dev.shimgen.generator.header.jextract;

import dev.shimgen.generator.header.SkippedFact;
import dev.shimgen.generator.header.declaration.DeclarationException;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Declarations of a run that shimgen does not understand. One odd header must not make all others useless: such a name
 * is skipped with the reason, like those that jextract itself skips.
 */
final class Unreadable {

    private final SortedMap<String, SkippedFact> all = new TreeMap<>();

    void add(String name, DeclarationException failure) {
        add(name, "its declaration is not understood: " + failure.getMessage());
    }

    void add(String name, String reason) {
        all.put(name, new SkippedFact(name, reason.strip().replaceAll("\\s+", " ")));
    }

    SortedMap<String, SkippedFact> all() {
        return Collections.unmodifiableSortedMap(all);
    }
}
