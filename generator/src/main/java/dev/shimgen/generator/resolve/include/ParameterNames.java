package dev.shimgen.generator.resolve.include;

import dev.shimgen.generator.diagnostic.GenerationException;
import dev.shimgen.generator.header.CType;
import dev.shimgen.generator.header.HeaderFacts;
import dev.shimgen.generator.resolve.platform.Platform;
import dev.shimgen.generator.resolve.platform.Prelude;
import dev.shimgen.generator.spec.Keywords;
import dev.shimgen.generator.toolchain.Machine;
import dev.shimgen.generator.toolchain.Preprocessed;
import dev.shimgen.templates.SupportCode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Chooses C names for parameters: the author's, where C allows them. */
public final class ParameterNames {

    private static final Pattern WORD = Pattern.compile("[A-Za-z_]\\w*");

    /** The names of the wrappers' own variables, and of the enumerator and the type that they use and no header's facts have. */
    static final Set<String> WRAPPER_NAMES = Set.of(
            "any",
            "arguments",
            "before",
            "cache",
            "call",
            "elsewhere",
            "error",
            "head",
            "line",
            "memory_order_relaxed",
            "names",
            "next",
            "program",
            "result",
            "room",
            "rules",
            "saved_errno",
            "set_by_call",
            "stage",
            "start",
            "va_list",
            "wanted");

    private final HeaderFacts facts;
    private final List<Preprocessed> preprocessed;

    /**
     * Makes a chooser.
     *
     * @param preprocessed the output for everything that the generated C includes, including the support code's headers
     */
    private ParameterNames(HeaderFacts facts, List<Preprocessed> preprocessed) {
        this.facts = facts;
        this.preprocessed = List.copyOf(preprocessed);
    }

    /** {@return a chooser for C that is generated after these headers} */
    public static ParameterNames behind(PlanHeaders headers, HeaderFacts facts, Platform platform)
            throws GenerationException {
        Prelude support = Prelude.of(List.copyOf(SupportCode.systemHeaders(Machine.headers())));
        return new ParameterNames(
                facts, List.of(headers.preprocessed(), platform.compiler().preprocess(support.text(), List.of())));
    }

    /**
     * {@return a C name for each wish, in order: the wish itself, with as many {@code _} appended as it takes to be no
     * keyword, macro or type, and to differ from the names before it}
     *
     * @param taken names that are already in use
     */
    public List<String> choose(List<String> wishes, Collection<String> taken) {
        List<String> used = new ArrayList<>(taken);
        List<String> names = new ArrayList<>();
        for (String wish : wishes) {
            String name = wish;
            while (used.contains(name) || isReserved(name)) {
                name = name + "_";
            }
            used.add(name);
            names.add(name);
        }
        return names;
    }

    private boolean isReserved(String name) {
        return Keywords.contains(name)
                || WRAPPER_NAMES.contains(name)
                || preprocessed.stream().anyMatch(p -> p.defines(name))
                || facts.typedefs().containsKey(name)
                || facts.structs().containsKey(name);
    }

    /**
     * {@return a type that mentions other parameters, with their new names: {@code regmatch_t [restrict __nmatch]}}
     *
     * @param renamed the new names, by those in the header
     */
    public static CType rename(CType type, Map<String, String> renamed) {
        if (type.after().isEmpty()) {
            return type;
        }
        StringBuilder after = new StringBuilder();
        Matcher words = WORD.matcher(type.after());
        int from = 0;
        while (words.find()) {
            after.append(type.after(), from, words.start());
            after.append(renamed.getOrDefault(words.group(), words.group()));
            from = words.end();
        }
        after.append(type.after().substring(from));
        return new CType(type.before(), after.toString(), type.carrier(), type.struct());
    }
}
