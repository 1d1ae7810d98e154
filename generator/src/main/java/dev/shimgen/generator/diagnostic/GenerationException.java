package dev.shimgen.generator.diagnostic;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Ends a run that cannot succeed; carries every message of the run, errors and warnings. */
public final class GenerationException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient List<Diagnostic> diagnostics;

    public GenerationException(List<Diagnostic> diagnostics) {
        super(text(diagnostics));
        this.diagnostics = List.copyOf(diagnostics);
    }

    public GenerationException(Diagnostic diagnostic) {
        this(List.of(diagnostic));
    }

    /** For a failure without a place in a file. */
    public GenerationException(Code code, String message, @Nullable Throwable cause) {
        super(Diagnostic.error(code, null, message).format(), cause);
        this.diagnostics = List.of(Diagnostic.error(code, null, message));
    }

    public List<Diagnostic> diagnostics() {
        return diagnostics;
    }

    private static String text(List<Diagnostic> diagnostics) {
        return diagnostics.stream().map(Diagnostic::format).collect(Collectors.joining("\n"));
    }
}
