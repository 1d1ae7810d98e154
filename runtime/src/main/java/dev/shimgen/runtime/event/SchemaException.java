package dev.shimgen.runtime.event;

import java.io.IOException;
import java.nio.file.Path;

/** A file that no events can be read by: it is no library with tables of traced calls, or they are of another version. */
public final class SchemaException extends IOException {

    private static final long serialVersionUID = 1L;

    private SchemaException(String message) {
        super(message);
    }

    static SchemaException of(String code, Path library, String what) {
        // Whoever has made the file may have named it, too, and a terminal will show it.
        return new SchemaException("[" + code + "] " + library.toString().replaceAll("\\p{Cntrl}", "?") + ": " + what);
    }
}
