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
 * Asks the compiler which functions the headers declare: one line a function.
 *
 * <p>Facts can be older than this machine's headers, or have been taken with other options: with {@code -fexceptions},
 * {@code <pthread.h>} does not declare {@code __pthread_register_cancel} (TRAPS 52).
 *
 * @param names the functions that are asked of
 * @param questions where the lines are
 */
public record DeclarationProbe(List<String> names, LineProbe.Questions questions) {

    public DeclarationProbe {
        names = List.copyOf(names);
    }

    public static DeclarationProbe ask(Collection<String> names, LineProbe probe) {
        // gcc compares an unknown name with all that it knows, for a proposal, which takes its time.
        List<String> asked = names.stream().filter(probe::mentions).distinct().toList();
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < asked.size(); i++) {
            // Without a parenthesis behind the name, a macro with parameters does not hide the function.
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
     * {@return those of the names that are declared, in their order, when nothing else is asked}
     *
     * @param preprocessed what the preprocessor makes of the prelude; says which compiler it is
     * @param flags further options; {@code -fno-exceptions} takes back what is always given
     */
    public static Set<String> declared(
            Collection<String> names, Prelude prelude, Preprocessed preprocessed, Platform platform, List<String> flags)
            throws GenerationException {
        LineProbe probe = new LineProbe(prelude, preprocessed, flags);
        DeclarationProbe asked = ask(names, probe);
        return asked.declared(probe.run(platform));
    }
}
