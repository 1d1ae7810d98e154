package dev.shimgen.generator.diagnostic;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects the messages of a run, so that all of them can be shown together. Not safe for use by several threads. */
public final class Diagnostics {

    private final List<Diagnostic> all = new ArrayList<>();

    public void report(Diagnostic diagnostic) {
        all.add(diagnostic);
    }

    public void error(Code code, @Nullable SourcePosition position, String message) {
        report(Diagnostic.error(code, position, message));
    }

    public void warning(Code code, @Nullable SourcePosition position, String message) {
        report(Diagnostic.warning(code, position, message));
    }

    public boolean hasErrors() {
        return all.stream().anyMatch(d -> d.severity() == Diagnostic.Severity.ERROR);
    }

    /** {@return all messages so far, in the order in which they were reported} */
    public List<Diagnostic> all() {
        return List.copyOf(all);
    }

    /**
     * Ends a stage.
     *
     * @throws GenerationException with all messages so far, if one of them is an error
     */
    public void throwIfErrors() throws GenerationException {
        if (hasErrors()) {
            throw new GenerationException(all());
        }
    }
}
