package dev.shimgen.mount;

import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;

/** What is done to the real files of a tree. */
final class RealFiles {

    /** {@code SHIMGEN_MOUNT_UNFILLED}: what a folder has in it as long as it has not been filled. */
    static final String UNFILLED = ".shimgen-unfilled";

    private static final int BLOCK = 1 << 16;

    /** What is missing of a file as long as it has not been filled. */
    private static final int PAGE = 4096;

    private RealFiles() {}

    /** Marks a folder as one that has not been filled. */
    static void mark(Path folder) throws IOException {
        Files.createSymbolicLink(folder.resolve(UNFILLED), Path.of("unfilled"));
    }

    /** {@return what is in a folder} */
    static List<Path> list(Path folder) throws IOException {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder)) {
            found.forEach(entries::add);
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return entries;
    }

    /** Gives a file that is there a size, without a block if it grows: ftruncate(2). */
    static void resize(Path file, long size) throws IOException {
        try (RandomAccessFile opened = new RandomAccessFile(file.toFile(), "rw")) {
            opened.setLength(size);
        }
    }

    /**
     * Writes a file's content. Its first page comes last: as long as that is missing, the file counts as not filled, whatever
     * becomes of this process. If that fails, the file has no block, as before.
     */
    static void write(Path file, InputStream in, long expected) throws IOException {
        try (FileChannel out = FileChannel.open(file, StandardOpenOption.WRITE)) {
            try {
                byte[] first = in.readNBytes(PAGE);
                long size = first.length;
                for (byte[] block = in.readNBytes(BLOCK); block.length > 0; block = in.readNBytes(BLOCK)) {
                    write(out, block, size);
                    size += block.length;
                }
                if (size < expected) {
                    out.truncate(size);
                }
                write(out, first, 0);
            } catch (IOException | RuntimeException e) {
                out.truncate(0);
                resize(file, expected);
                throw e;
            }
        }
    }

    private static void write(FileChannel out, byte[] bytes, long position) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        long at = position;
        while (buffer.hasRemaining()) {
            at += out.write(buffer, at);
        }
    }

    static FileTime accessed(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class).lastAccessTime();
    }

    static void setTimes(Path file, FileTime modified, FileTime accessed) throws IOException {
        Files.getFileAttributeView(file, BasicFileAttributeView.class).setTimes(modified, accessed, null);
    }

    /** Deletes a file, or a folder with all that is in it; nothing if there is none. */
    static void delete(Path path) throws IOException {
        if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            for (Path entry : list(path)) {
                delete(entry);
            }
        }
        Files.deleteIfExists(path);
    }
}
