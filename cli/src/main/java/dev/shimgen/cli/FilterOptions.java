package dev.shimgen.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Options that say which events a command is about. */
final class FilterOptions {

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = {"-e", "--calls"},
            paramLabel = "GLOB",
            split = ",",
            description = "Only calls of these functions, as in -e 'open*,stat'.")
    private List<String> functions = List.of();

    @Option(
            names = {"-P", "--path"},
            paramLabel = "GLOB",
            description = "Only calls with such a path: * stops at a slash, ** does not.")
    private List<String> paths = List.of();

    @Option(
            names = {"-p", "--process"},
            paramLabel = "PID",
            split = ",",
            description = "Only calls of these processes.")
    private List<Integer> processes = List.of();

    @Option(
            names = {"-Z", "--failed"},
            description = "Only calls that failed.")
    private boolean failed;

    @Option(
            names = "--slower-than",
            paramLabel = "TIME",
            converter = DurationText.class,
            description = "Only calls that took longer, as in 500us, 10ms or 2s.")
    private @Nullable Duration slowerThan;

    /** {@return these options as they could be typed; empty if there are none} */
    String words() {
        List<String> words = new ArrayList<>();
        if (!functions.isEmpty()) {
            words.add("-e " + Words.quoted(String.join(",", functions)));
        }
        paths.forEach(path -> words.add("-P " + Words.quoted(path)));
        if (!processes.isEmpty()) {
            words.add("-p " + processes.stream().map(String::valueOf).collect(Collectors.joining(",")));
        }
        if (failed) {
            words.add("--failed");
        }
        if (slowerThan != null) {
            words.add("--slower-than " + DurationText.of(slowerThan));
        }
        return String.join(" ", words);
    }

    /**
     * {@return a filter of these}
     *
     * @throws ParameterException if a pattern cannot be read
     */
    EventFilter filter() {
        return new EventFilter(globs("-e", functions), globs("-P", paths), processes, failed, slowerThan);
    }

    private List<Glob> globs(String option, List<String> patterns) {
        return patterns.stream().map(pattern -> glob(option, pattern)).toList();
    }

    private Glob glob(String option, String pattern) {
        String words = option + " " + Words.quoted(pattern) + ": ";
        if (pattern.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(), words + "nothing is named so; without " + option + ", all calls are meant");
        }
        try {
            return new Glob(pattern);
        } catch (PatternSyntaxException e) {
            throw new ParameterException(spec.commandLine(), words + e.getDescription(), e);
        }
    }
}
