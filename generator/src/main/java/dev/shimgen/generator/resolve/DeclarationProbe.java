package dev.shimgen.generator.resolve;

import dev.shimgen.generator.diagnostic.GenerationException;
import dev.shimgen.generator.toolchain.CompileResult;
import dev.shimgen.generator.toolchain.Preprocessed;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Asks the compiler which functions the headers declare: one translation unit with one line a function.
 *
 * <p>Facts can be older than this machine's headers, or have been taken with other options: with {@code -fexceptions},
 * {@code <pthread.h>} does not declare {@code __pthread_register_cancel} (TRAPS 52).
 */
final class DeclarationProbe {

    private static final Pattern LINE = Pattern.compile("<stdin>:(\\d+):.*");

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
        List<String> ordered = List.copyOf(new LinkedHashSet<>(names));
        StringBuilder source = new StringBuilder(prelude.text());
        for (int i = 0; i < ordered.size(); i++) {
            // Without a parenthesis behind the name, a macro with parameters does not hide the function.
            source.append("__typeof__(&")
                    .append(ordered.get(i))
                    .append(") shimgen_probe_")
                    .append(i)
                    .append(";\n");
        }
        List<String> all = new ArrayList<>(flags);
        if (preprocessed.defines("__clang__")) {
            // clang gives up after 20 errors; every line is to be judged.
            all.add("-ferror-limit=0");
        }
        CompileResult result = platform.compiler().checkSyntax(source.toString(), all);
        Set<String> declared = new LinkedHashSet<>(ordered);
        for (String error : result.errors()) {
            Matcher line = LINE.matcher(error);
            if (line.matches()) {
                int index = Integer.parseInt(line.group(1)) - prelude.lines() - 1;
                if (index >= 0 && index < ordered.size()) {
                    declared.remove(ordered.get(index));
                }
            }
        }
        return declared;
    }
}
