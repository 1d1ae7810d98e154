package dev.shimgen.cli;

import dev.shimgen.runtime.session.FileReason;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What all commands do with the file of {@code -o}. */
final class OutputFile {

    private OutputFile() {}

    /**
     * {@return a file to write to; one that is there is written anew}
     *
     * @throws IOException if that cannot be, with a message for the command line
     */
    static OutputStream open(Path file) throws IOException {
        try {
            return Files.newOutputStream(file);
        } catch (FileSystemException e) {
            // The exception's message is often nothing but the path.
            throw new IOException("cannot write to " + file + ": " + FileReason.of(e), e);
        }
    }
}
