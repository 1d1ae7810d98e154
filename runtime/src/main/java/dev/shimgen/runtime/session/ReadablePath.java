package dev.shimgen.runtime.session;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** The path of a file that another process has named, for people to read. */
final class ReadablePath {

    private ReadablePath() {}

    /**
     * {@return the path; with a question mark for each character beyond ASCII where this process's locale cannot have them all}
     * In the locale {@code C}, Java makes no path of {@code /home/jörg}.
     */
    static Path of(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            return Path.of(text.replaceAll("[^\\x01-\\x7e]", "?"));
        }
    }
}
