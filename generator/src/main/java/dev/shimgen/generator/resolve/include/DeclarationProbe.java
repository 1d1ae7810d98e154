package dev.shimgen.generator.resolve.include;

import dev.shimgen.generator.diagnostic.GenerationException;
import dev.shimgen.generator.resolve.platform.LineProbe;
import dev.shimgen.generator.resolve.platform.Platform;
import dev.shimgen.generator.resolve.platform.Prelude;
import dev.shimgen.generator.toolchain.Preprocessed;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Asks the compiler which functions the headers declare, with one line for each.
 *
 * <p>Facts can be older than this machine's headers, or may have been recorded with other options: under {@code
 * -fexceptions}, {@code <pthread.h>} does not declare {@code __pthread_register_cancel} (TRAPS 52).
 *
 * @param names the functions in question
 * @param questions the lines that ask
 */
public record DeclarationProbe(List<String> names, LineProbe.Questions questions) {

    public DeclarationProbe {
        names = List.copyOf(names);
    }

    public static DeclarationProbe ask(Collection<String> names, LineProbe probe) {
        // Names that do not occur are left out: for each unknown name gcc searches all known ones for a similar one.
        List<String> asked = names.stream().filter(probe::mentions).distinct().toList();
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < asked.size(); i++) {
            // There is no parenthesis after the name, so a macro with parameters does not hide the function.
            lines.add("__typeof__(&" + asked.get(i) + ") shimgen_probe_" + i + ";");
        }
        return new DeclarationProbe(asked, probe.ask(lines));
    }

    /** {@return those of the names that are declared, in their order} */
    public Set<String> declared(LineProbe.Answers answers) {
        Set<String> declared = new LinkedHashSet<>(names);
        answers.refused(questions).forEach(index -> declared.remove(names.get(index)));
        return declared;
    }

    /**
     * {@return those of the names that are declared, in their order; asks the compiler at once}
     *
     * @param preprocessed the preprocessor's output for the prelude, which also tells the compiler
     * @param flags additional options; {@code -fno-exceptions} undoes one that is always given
     */
    public static Set<String> declared(
            Collection<String> names, Prelude prelude, Preprocessed preprocessed, Platform platform, List<String> flags)
            throws GenerationException {
        LineProbe probe = new LineProbe(prelude, preprocessed, flags);
        DeclarationProbe asked = ask(names, probe);
        return asked.declared(probe.run(platform));
    }
}
