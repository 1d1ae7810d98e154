package dev.shimgen.generator.resolve;

import dev.shimgen.generator.diagnostic.GenerationException;
import dev.shimgen.generator.toolchain.Preprocessed;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Asks the compiler which names are integer constants behind the headers. */
final class ConstantProbe {

    private ConstantProbe() {}

    /** {@return those of the names that are undeclared, no constant expression (C11 6.6), or deprecated ({@code
     *     AI_IDN_ALLOW_UNASSIGNED})} */
    static Set<String> unknown(Collection<String> names, Prelude prelude, Preprocessed preprocessed, Platform platform)
            throws GenerationException {
        List<String> ordered = List.copyOf(names);
        List<String> lines = ordered.stream()
                .map(name -> "_Static_assert((" + name + ") * 0 == 0, \"\");")
                .toList();
        Set<String> unknown = new TreeSet<>();
        LineProbe.refused(lines, prelude, preprocessed, platform, List.of("-Werror"))
                .forEach(index -> unknown.add(ordered.get(index)));
        return unknown;
    }
}
