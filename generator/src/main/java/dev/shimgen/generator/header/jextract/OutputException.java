package dev.shimgen.generator.header.jextract;

import org.jspecify.annotations.Nullable;

/** Output that no jextract run leaves behind. */
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
     * {@return the same, with the place}
     *
     * @param file the file that cannot be read
     * @param text what stands there, empty if that is the whole file
     */
    OutputException in(String file, String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        String shown = line.length() > SHOWN ? line.substring(0, SHOWN) + "…" : line;
        return new OutputException(file + ": " + getMessage() + (shown.isEmpty() ? "" : ": \"" + shown + "\""), this);
    }
}
