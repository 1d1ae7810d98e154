package dev.shimgen.runtime.session;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;

/** Why a file could not be read or written, in words: the message of Java's exceptions is often nothing but the path. */
public final class FileReason {

    private FileReason() {}

    /** {@return the reason, as it stands behind a path and a colon} */
    public static String of(IOException exception) {
        if (!(exception instanceof FileSystemException failed)) {
            return exception.getMessage() == null ? exception.toString() : exception.getMessage();
        }
        String reason = failed.getReason();
        if (reason != null) {
            // strerror(3)'s words, as in "Is a directory".
            return reason.isEmpty() ? reason : reason.substring(0, 1).toLowerCase(Locale.ROOT) + reason.substring(1);
        }
        return switch (failed) {
            case NoSuchFileException missing -> "no such file or folder";
            case AccessDeniedException denied -> "permission denied";
            case FileAlreadyExistsException there -> "it is there already";
            default -> failed.getClass().getSimpleName();
        };
    }
}
