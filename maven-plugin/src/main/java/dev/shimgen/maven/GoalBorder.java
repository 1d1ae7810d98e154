package dev.shimgen.maven;

import dev.shimgen.generator.diagnostic.Diagnostic;
import dev.shimgen.generator.diagnostic.GenerationException;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.logging.Log;

/**
 * Turns the generator's exceptions into Maven's. Unexpected ones are passed on, and Maven reports them as internal
 * errors.
 */
final class GoalBorder {

    /** The work of a goal. */
    interface Work {
        void run() throws GenerationException;
    }

    private GoalBorder() {}

    /**
     * Does a goal's work, unless it is switched off.
     *
     * @param switches the parameters that switch the goal off
     * @throws MojoFailureException if the work ends in a {@link GenerationException}; its messages have then been
     *     printed
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

    /** {@return what Maven prints at the end of the build} The messages were printed before: this only counts them. */
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
