package dev.shimgen.generator.header.jextract;

import org.jspecify.annotations.Nullable;

/** Text that is not the output of a jextract run. */
final class OutputException extends Exception {

    private static final long serialVersionUID = 1L;

    /** How much of a text a message has room for. */
    private static final int SHOWN = 200;

    OutputException(String message) {
        super(message);
    }

    OutputException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /**
     * {@return this exception, with the place added to its message}
     *
     * @param file the file that cannot be read
     * @param text the text at the place; empty if the whole file is meant
     */
    OutputException in(String file, String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        String shown = line.length() > SHOWN ? line.substring(0, SHOWN) + "…" : line;
        return new OutputException(file + ": " + getMessage() + (shown.isEmpty() ? "" : ": \"" + shown + "\""), this);
    }
}
