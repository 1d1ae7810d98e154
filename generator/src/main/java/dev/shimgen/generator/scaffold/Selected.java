package dev.shimgen.generator.scaffold;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;

/**
 * The result of a selection.
 *
 * @param functions by their principal names
 * @param subject how the interface's javadoc describes them: {@code Functions of the C library that ls imports}
 * @param headers by function, the selected header that declares it; if several do, the one to name in the spec
 * @param notes lines for the log
 */
record Selected(SortedSet<String> functions, String subject, Map<String, String> headers, List<String> notes) {

    Selected {
        functions = Collections.unmodifiableSortedSet(functions);
        headers = Map.copyOf(headers);
        notes = List.copyOf(notes);
    }
}
