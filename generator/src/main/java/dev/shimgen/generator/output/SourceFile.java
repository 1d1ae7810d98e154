package dev.shimgen.generator.output;

import dev.shimgen.generator.diagnostic.Code;
import dev.shimgen.generator.diagnostic.GenerationException;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Writes a file to an author's folder of sources, where it leaves nothing but the file itself. */
public final class SourceFile {

    private SourceFile() {}

    /**
     * Writes a file, whole or not at all.
     *
     * @param file where to; its folder is made if need be
     * @param text in UTF-8
     * @throws GenerationException {@link Code#SG0501} if it cannot be written
     */
    public static void write(Path file, String text) throws GenerationException {
        Path target = file.toAbsolutePath();
        Path folder = target.getParent();
        try {
            if (folder == null || Files.isDirectory(target)) {
                throw new FileSystemException(target.toString(), null, "is a folder");
            }
            Files.createDirectories(folder);
            // Not createTempFile, which would make the source readable for its owner only.
            Path staged = folder.resolve(
                    "." + target.getFileName() + "." + ProcessHandle.current().pid() + ".tmp");
            try {
                Files.writeString(staged, text, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                move(staged, target);
            } finally {
                Files.deleteIfExists(staged);
            }
        } catch (IOException e) {
            String reason = e instanceof FileSystemException fs && fs.getReason() != null
                    ? fs.getReason()
                    : e.getClass().getSimpleName() + " " + e.getMessage();
            throw new GenerationException(
                    Code.SG0501,
                    "cannot write " + file + " (" + reason
                            + "); make the folder writable, or name another with shimgen.output",
                    e);
        }
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
