package dev.shimgen.generator.header.jextract;

import org.jspecify.annotations.Nullable;

/** Output that no jextract run leaves behind. */
final class OutputException extends Exception {

    private static final long serialVersionUID = 1L;

    OutputException(String message) {
        super(message);
    }

    OutputException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
