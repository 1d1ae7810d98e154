package dev.shimgen.generator.resolve;

import dev.shimgen.generator.diagnostic.GenerationException;
import dev.shimgen.generator.toolchain.CompileResult;
import dev.shimgen.generator.toolchain.Preprocessed;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts many questions to the compiler at once: each is a line of C that is right or wrong. */
final class LineProbe {

    private static final Pattern LINE = Pattern.compile("<stdin>:(\\d+):.*");

    private LineProbe() {}

    /**
     * {@return the indexes of the lines that the compiler refuses}
     *
     * @param lines one external declaration each
     * @param preprocessed what the preprocessor makes of the prelude; says which compiler it is
     * @param flags further options
     */
    static Set<Integer> refused(
            List<String> lines, Prelude prelude, Preprocessed preprocessed, Platform platform, List<String> flags)
            throws GenerationException {
        List<String> all = new ArrayList<>(flags);
        if (preprocessed.defines("__clang__")) {
            // clang gives up after 20 errors; every line is to be judged.
            all.add("-ferror-limit=0");
        }
        CompileResult result = platform.compiler().checkSyntax(prelude.text() + String.join("\n", lines) + "\n", all);
        Set<Integer> refused = new HashSet<>();
        for (String error : result.errors()) {
            Matcher line = LINE.matcher(error);
            if (line.matches()) {
                int index = Integer.parseInt(line.group(1)) - prelude.lines() - 1;
                if (index >= 0 && index < lines.size()) {
                    refused.add(index);
                }
            }
        }
        return refused;
    }
}
