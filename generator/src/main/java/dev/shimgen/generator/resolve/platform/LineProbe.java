package dev.shimgen.generator.resolve.platform;

import dev.shimgen.generator.diagnostic.GenerationException;
import dev.shimgen.generator.toolchain.CompileResult;
import dev.shimgen.generator.toolchain.Preprocessed;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts many questions to the compiler at once: each is a line of C that is right or wrong. Those of several askers are put
 * in one run, for to parse the headers takes longer than all of them.
 */
public final class LineProbe {

    private static final Pattern MESSAGE = Pattern.compile("<stdin>:(\\d+):\\d+: (?:(warning|error|fatal error): ).*");

    /** What gcc and clang, which before 16 had its own word, say of an assertion that does not hold. */
    private static final Pattern FAILED = Pattern.compile("error: (?:static assertion|static_assert) failed");

    private final Prelude prelude;
    private final Preprocessed preprocessed;
    private final List<String> flags;
    private final List<String> lines = new ArrayList<>();

    /**
     * A probe without questions.
     *
     * @param preprocessed what the preprocessor makes of the prelude; says which compiler it is
     * @param flags further options
     */
    public LineProbe(Prelude prelude, Preprocessed preprocessed, List<String> flags) {
        this.prelude = prelude;
        this.preprocessed = preprocessed;
        this.flags = List.copyOf(flags);
    }

    /**
     * Where the questions of one asker are.
     *
     * @param first index of the first of them
     * @param count how many there are
     */
    public record Questions(int first, int count) {}

    /**
     * What the compiler said.
     *
     * @param errors the indexes of the lines that it refuses
     * @param failed the indexes of those among them that are static assertions which do not hold
     * @param warnings the indexes of those that it warns of
     */
    public record Answers(Set<Integer> errors, Set<Integer> failed, Set<Integer> warnings) {

        /** {@return which of the questions the compiler refuses, counted from 0} */
        public Set<Integer> refused(Questions questions) {
            return among(errors, questions);
        }

        /** {@return which of the questions are static assertions that do not hold, counted from 0} */
        public Set<Integer> failed(Questions questions) {
            return among(failed, questions);
        }

        /** {@return which of the questions the compiler warns of, counted from 0} */
        public Set<Integer> warnedOf(Questions questions) {
            return among(warnings, questions);
        }

        private static Set<Integer> among(Set<Integer> lines, Questions questions) {
            Set<Integer> own = new HashSet<>();
            for (int line : lines) {
                int index = line - questions.first();
                if (index >= 0 && index < questions.count()) {
                    own.add(index);
                }
            }
            return own;
        }
    }

    /** {@return whether a name is one that the headers can declare, or a macro that may stand for one} */
    public boolean mentions(String name) {
        // With other options the headers may mention others. A macro with parameters leaves the name in the
        // declaration of a function as it is.
        return !flags.isEmpty()
                || preprocessed.words().contains(name)
                || preprocessed.objectMacros().containsKey(name);
    }

    /** {@return whether a name is a macro that stands for another one} */
    public boolean isRenamed(String name) {
        return !preprocessed.objectMacros().getOrDefault(name, name).equals(name);
    }

    /**
     * Adds questions.
     *
     * @param questions one external declaration each
     */
    public Questions ask(List<String> questions) {
        Questions asked = new Questions(lines.size(), questions.size());
        lines.addAll(questions);
        return asked;
    }

    /** Puts the questions. */
    public Answers run(Platform platform) throws GenerationException {
        if (lines.isEmpty()) {
            return new Answers(Set.of(), Set.of(), Set.of());
        }
        List<String> all = new ArrayList<>(flags);
        if (preprocessed.isOfClang()) {
            // clang gives up after 20 errors; every line is to be judged.
            all.add("-ferror-limit=0");
        }
        all.add(preprocessed.withoutCarets());
        CompileResult result = platform.compiler().checkSyntax(prelude.text() + String.join("\n", lines) + "\n", all);
        Set<Integer> errors = new HashSet<>();
        Set<Integer> failed = new HashSet<>();
        Set<Integer> warnings = new HashSet<>();
        for (String line : result.messages().lines().toList()) {
            Matcher message = MESSAGE.matcher(line);
            if (message.matches()) {
                int index = Integer.parseInt(message.group(1)) - prelude.lines() - 1;
                (message.group(2).equals("warning") ? warnings : errors).add(index);
                if (FAILED.matcher(line).find()) {
                    failed.add(index);
                }
            }
        }
        return new Answers(errors, failed, warnings);
    }
}
