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
 * Asks the compiler many questions at once: each is a line of C that compiles or does not. The questions of several
 * classes go into one run, because parsing the headers takes longer than all of them.
 */
public final class LineProbe {

    private static final Pattern MESSAGE = Pattern.compile("<stdin>:(\\d+):\\d+: (?:(warning|error|fatal error): ).*");

    /** What gcc and clang (before 16 in its own wording) print for a static assertion that fails. */
    private static final Pattern FAILED = Pattern.compile("error: (?:static assertion|static_assert) failed");

    private final Prelude prelude;
    private final Preprocessed preprocessed;
    private final List<String> flags;
    private final List<String> lines = new ArrayList<>();

    /**
     * Makes a probe without questions.
     *
     * @param preprocessed the preprocessor's output for the prelude, which also tells the compiler
     * @param flags additional options
     */
    public LineProbe(Prelude prelude, Preprocessed preprocessed, List<String> flags) {
        this.prelude = prelude;
        this.preprocessed = preprocessed;
        this.flags = List.copyOf(flags);
    }

    /**
     * The place of one class's questions among all lines.
     *
     * @param first index of the first question
     * @param count how many questions there are
     */
    public record Questions(int first, int count) {}

    /**
     * The compiler's answers.
     *
     * @param errors the indexes of lines with errors
     * @param failed the indexes of those among them that are failed static assertions
     * @param warnings the indexes of lines with warnings
     */
    public record Answers(Set<Integer> errors, Set<Integer> failed, Set<Integer> warnings) {

        /** {@return which of the questions have errors, counted from 0} */
        public Set<Integer> refused(Questions questions) {
            return among(errors, questions);
        }

        /** {@return which of the questions are failed static assertions, counted from 0} */
        public Set<Integer> failed(Questions questions) {
            return among(failed, questions);
        }

        /** {@return which of the questions have warnings, counted from 0} */
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

    /** {@return whether the headers may declare a name, or define it as a macro for another one} */
    public boolean mentions(String name) {
        // With additional options, the headers may declare more. A macro with parameters needs no case of its own: it
        // leaves the name as it is in the declaration of the function.
        return !flags.isEmpty()
                || preprocessed.words().contains(name)
                || preprocessed.objectMacros().containsKey(name);
    }

    /** {@return whether a name is a macro for another name} */
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

    /** Asks all questions in one run. */
    public Answers run(Platform platform) throws GenerationException {
        if (lines.isEmpty()) {
            return new Answers(Set.of(), Set.of(), Set.of());
        }
        List<String> all = new ArrayList<>(flags);
        if (preprocessed.isOfClang()) {
            // clang stops after 20 errors by default, and the rest of the lines would not be checked.
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
