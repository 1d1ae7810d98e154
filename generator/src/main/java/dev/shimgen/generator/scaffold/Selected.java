package dev.shimgen.generator.scaffold;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;

/**
 * What a selection comes to.
 *
 * @param functions by their principal names
 * @param subject what the interface's javadoc says of them: {@code Functions of the C library that ls imports}
 * @param headers by function, the selected header that declares it; of several that do, it is the one to name
 * @param notes for the log, a line each
 */
record Selected(SortedSet<String> functions, String subject, Map<String, String> headers, List<String> notes) {

    Selected {
        functions = Collections.unmodifiableSortedSet(functions);
        headers = Map.copyOf(headers);
        notes = List.copyOf(notes);
    }
}
