package dev.shimgen.mount;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** What is asked of a provider, and what is given to it: it may know of permissions and links, or not. */
final class Provided {

    private static final int FOLDER_MODE = 0755;
    private static final int FILE_MODE = 0644;
    private static final int PERMISSIONS = 0777;
    private static final int NAME_MAX = 255;

    private Provided() {}

    /** {@return the last name of a path} That of a folder ends in a slash in some file systems. */
    static String name(Path entry) {
        Path last = entry.getFileName();
        String name = last == null ? "" : last.toString();
        return name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
    }

    /** {@return whether a file can have the name in Linux} */
    static boolean isName(String name) {
        return !name.isEmpty()
                && !name.equals(".")
                && !name.equals("..")
                && !name.equals(RealFiles.UNFILLED)
                && name.indexOf('/') < 0
                && name.indexOf('\0') < 0
                && name.getBytes(StandardCharsets.UTF_8).length <= NAME_MAX;
    }

    /** {@return what a provider knows of a file; permissions if it knows them} */
    static BasicFileAttributes attributes(Path entry) throws IOException {
        PosixFileAttributeView posix =
                Files.getFileAttributeView(entry, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        return posix == null
                ? Files.readAttributes(entry, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                : posix.readAttributes();
    }

    static Node.Kind kind(BasicFileAttributes attributes) {
        return attributes.isDirectory()
                ? Node.Kind.FOLDER
                : attributes.isRegularFile()
                        ? Node.Kind.FILE
                        : attributes.isSymbolicLink() ? Node.Kind.LINK : Node.Kind.OTHER;
    }

    /** {@return the permissions; usual ones where the provider has none} */
    static int mode(BasicFileAttributes attributes) {
        if (!(attributes instanceof PosixFileAttributes posix)) {
            return attributes.isDirectory() ? FOLDER_MODE : FILE_MODE;
        }
        int bits = 0;
        for (char letter : PosixFilePermissions.toString(posix.permissions()).toCharArray()) {
            bits = (bits << 1) | (letter == '-' ? 0 : 1);
        }
        return bits;
    }

    private static Set<PosixFilePermission> permissions(int bits) {
        StringBuilder letters = new StringBuilder("rwxrwxrwx");
        for (int i = 0; i < letters.length(); i++) {
            if ((bits & (0400 >> i)) == 0) {
                letters.setCharAt(i, '-');
            }
        }
        return PosixFilePermissions.fromString(letters.toString());
    }

    /** Gives a provider a file's content. */
    static void copy(Path real, Path provided) throws IOException {
        try (InputStream in = Files.newInputStream(real);
                OutputStream out = Files.newOutputStream(provided)) {
            in.transferTo(out);
        }
    }

    /** Gives a provider a file's times and permissions, as far as it stores them. */
    static void store(Path provided, Status status) throws IOException {
        PosixFileAttributeView posix = Files.getFileAttributeView(provided, PosixFileAttributeView.class);
        if (posix != null) {
            posix.setPermissions(permissions(status.permissions() & PERMISSIONS));
        }
        BasicFileAttributeView basic = Files.getFileAttributeView(provided, BasicFileAttributeView.class);
        if (basic != null) {
            basic.setTimes(status.modified(), null, null);
        }
    }
}
