package dev.shimgen.cli;

import dev.shimgen.runtime.session.FileReason;
import dev.shimgen.runtime.session.Recording;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;

/** What all commands do with recordings. */
final class Recordings {

    private Recordings() {}

    static Recording open(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new IOException("cannot read " + file + ": it is a folder"); // which can be opened, but not read
        }
        try {
            return Recording.open(file);
        } catch (FileSystemException e) {
            // The exception's message is often nothing but the path.
            throw new IOException("cannot read " + file + ": " + FileReason.of(e), e);
        }
    }

    /** Says on standard error that a recording, which has been read, has no end. */
    static void sayIfCut(Recording recording, Path file, CommandSpec spec) {
        if (recording.isCut()) {
            spec.commandLine()
                    .getErr()
                    .println("shimgen: " + file + " has no end: what has written it was killed, or found the disk full;"
                            + " this is what there is");
        }
    }
}
