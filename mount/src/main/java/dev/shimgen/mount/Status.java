package dev.shimgen.mount;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Objects;

/**
 * What the kernel knows of a file in a tree: lstat(2).
 *
 * @param inode its number
 * @param mode its type and permissions
 * @param size in bytes
 * @param modified when its content was changed
 * @param changed when anything of it was changed
 */
record Status(long inode, int mode, long size, FileTime modified, FileTime changed) {

    private static final int S_IFMT = 0170000;
    private static final int S_IFDIR = 0040000;
    private static final int S_IFREG = 0100000;
    private static final int S_IFLNK = 0120000;

    static Status of(Path file) throws IOException {
        Map<String, Object> found =
                Files.readAttributes(file, "unix:ino,mode,size,lastModifiedTime,ctime", LinkOption.NOFOLLOW_LINKS);
        return new Status(
                (Long) value(found, "ino"),
                (Integer) value(found, "mode"),
                (Long) value(found, "size"),
                (FileTime) value(found, "lastModifiedTime"),
                (FileTime) value(found, "ctime"));
    }

    private static Object value(Map<String, Object> found, String name) {
        return Objects.requireNonNull(found.get(name), name);
    }

    /** {@return the kind of file; {@code OTHER} for pipes, sockets and devices} */
    Node.Kind kind() {
        return switch (mode & S_IFMT) {
            case S_IFDIR -> Node.Kind.FOLDER;
            case S_IFREG -> Node.Kind.FILE;
            case S_IFLNK -> Node.Kind.LINK;
            default -> Node.Kind.OTHER;
        };
    }

    /** {@return the permissions, with the set-user-ID, set-group-ID and sticky bits} */
    int permissions() {
        return mode & ~S_IFMT;
    }
}
