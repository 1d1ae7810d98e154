package dev.shimgen.cli.output;

import dev.shimgen.runtime.session.FileReason;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** What all commands do with the file of {@code -o}. */
public final class OutputFile {

    /** As a recording has it: what programs pass to each other, and their arguments, may be secrets. */
    private static final Set<PosixFilePermission> MODE = PosixFilePermissions.fromString("rw-------");

    private OutputFile() {}

    /**
     * {@return a file to write to, made for the user's eyes only; one that is there is written anew, and keeps its mode}
     *
     * @throws IOException if that cannot be, with a message for the command line
     */
    public static OutputStream open(Path file) throws IOException {
        try {
            return make(file);
        } catch (FileSystemException e) {
            // The exception's message is often nothing but the path.
            throw new IOException("cannot write to " + file + ": " + FileReason.of(e), e);
        }
    }

    static OutputStream make(Path file) throws IOException {
        return Channels.newOutputStream(FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(MODE)));
    }
}
