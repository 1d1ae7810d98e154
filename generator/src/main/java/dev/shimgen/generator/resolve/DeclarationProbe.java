package dev.shimgen.generator.resolve;

import dev.shimgen.generator.diagnostic.GenerationException;
import dev.shimgen.generator.toolchain.Preprocessed;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Asks the compiler which functions the headers declare: one translation unit with one line a function.
 *
 * <p>Facts can be older than this machine's headers, or have been taken with other options: with {@code -fexceptions},
 * {@code <pthread.h>} does not declare {@code __pthread_register_cancel} (TRAPS 52).
 */
final class DeclarationProbe {

    private DeclarationProbe() {}

    /**
     * {@return those of the names that are declared, in their order}
     *
     * @param preprocessed what the preprocessor makes of the prelude; says which compiler it is
     * @param flags further options; {@code -fno-exceptions} takes back what is always given
     */
    static Set<String> declared(
            Collection<String> names, Prelude prelude, Preprocessed preprocessed, Platform platform, List<String> flags)
            throws GenerationException {
        // gcc compares an unknown name with all that it knows, for a proposal, which takes its time: ask of none that
        // the
        // headers do not even mention. With other options they may mention others.
        List<String> ordered = names.stream()
                .filter(name -> !flags.isEmpty() || preprocessed.words().contains(name) || preprocessed.defines(name))
                .distinct()
                .toList();
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < ordered.size(); i++) {
            // Without a parenthesis behind the name, a macro with parameters does not hide the function.
            lines.add("__typeof__(&" + ordered.get(i) + ") shimgen_probe_" + i + ";");
        }
        Set<String> declared = new LinkedHashSet<>(ordered);
        LineProbe.refused(lines, prelude, preprocessed, platform, flags)
                .forEach(index -> declared.remove(ordered.get(index)));
        return declared;
    }
}
