package dev.shimgen.maven;

import dev.shimgen.generator.diagnostic.Diagnostic;
import dev.shimgen.generator.diagnostic.GenerationException;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.logging.Log;

/** Where the generator's exceptions become Maven's. What is not foreseen here stays what it is: Maven calls it internal. */
final class GoalBorder {

    /** What a goal does. */
    interface Work {
        void run() throws GenerationException;
    }

    private GoalBorder() {}

    /**
     * Does a goal's work, unless that is switched off.
     *
     * @param switches the parameters that leave the goal out
     * @throws MojoFailureException if the work ends in a {@link GenerationException}; every message has then been printed
     */
    static void run(Log log, List<Switch> switches, Work work) throws MojoFailureException {
        try {
            for (Switch parameter : switches) {
                if (parameter.isOn()) {
                    log.info("left out: " + parameter.name() + " is set");
                    return;
                }
            }
            work.run();
        } catch (GenerationException e) {
            print(log, e.diagnostics());
            log.debug(e);
            throw new MojoFailureException(summary(e.diagnostics()));
        }
    }

    static void print(Log log, List<Diagnostic> diagnostics) {
        for (Diagnostic diagnostic : diagnostics) {
            if (diagnostic.severity() == Diagnostic.Severity.ERROR) {
                diagnostic.format().lines().forEach(log::error);
            } else {
                diagnostic.format().lines().forEach(log::warn);
            }
        }
    }

    /** Maven prints this at the end of the build, below messages that have been printed: it only counts them. */
    static String summary(List<Diagnostic> diagnostics) {
        List<Diagnostic> errors = diagnostics.stream()
                .filter(d -> d.severity() == Diagnostic.Severity.ERROR)
                .toList();
        String codes = errors.stream()
                .map(error -> error.code().name())
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
        return (errors.size() == 1 ? "1 error" : errors.size() + " errors") + ", shown above: " + codes;
    }
}
