package dev.shimgen.runtime.session;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** The path of a file that another process has named, for people to read. */
final class ReadablePath {

    private ReadablePath() {}

    /**
     * {@return the path; with a question mark for each character that is none to be seen, as a terminal would do what it says, and
     * for each beyond ASCII where this process's locale cannot have them all} In the locale {@code C}, Java makes no path of {@code
     * /home/jörg}.
     */
    static Path of(String text) {
        // Control and format characters, and what ends a line or a paragraph.
        String visible = text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]", "?");
        try {
            return Path.of(visible);
        } catch (InvalidPathException e) {
            return Path.of(visible.replaceAll("[^\\x20-\\x7e]", "?"));
        }
    }
}
