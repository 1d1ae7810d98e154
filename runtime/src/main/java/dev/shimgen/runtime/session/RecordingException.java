package dev.shimgen.runtime.session;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A recording that cannot be read any further, or not be written. */
public final class RecordingException extends IOException {

    private static final long serialVersionUID = 1L;

    private RecordingException(String code, Path file, String what, @Nullable Throwable cause) {
        super("[" + code + "] " + file + ": " + what, cause);
    }

    static RecordingException isNone(Path file) {
        return new RecordingException(
                "SG0908",
                file,
                "is no recording of shimgen's, or was cut before it had begun; shimgen trace --record makes one",
                null);
    }

    static RecordingException ofVersion(Path file, int version) {
        return new RecordingException(
                "SG0909",
                file,
                "is a recording of version " + version + ", and this is a reader of version " + RecordingFormat.VERSION
                        + "; take the shimgen that has made it",
                null);
    }

    /**
     * Says that what is there was not written so.
     *
     * @param at bytes from the file's start
     */
    static RecordingException damaged(Path file, long at, String what) {
        return damaged(file, at, what, null);
    }

    static RecordingException damaged(Path file, long at, String what, @Nullable Throwable cause) {
        return new RecordingException(
                "SG0910",
                file,
                "is damaged at byte " + at + " (" + what + "); what is before it has been read, and the rest is lost",
                cause);
    }

    static RecordingException uncreatable(Path file, IOException cause) {
        return new RecordingException(
                "SG0911", file, "cannot be made (" + FileReason.of(cause) + "); name another file", cause);
    }

    static RecordingException unwritable(Path file, IOException cause) {
        return new RecordingException(
                "SG0911",
                file,
                "cannot be written (" + FileReason.of(cause)
                        + "): is the disk full? What was written up to now can be read",
                cause);
    }
}
