package dev.shimgen.samples.filetrace;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A folder with the same content, owners, permissions and times whenever it is made. */
final class Workspace {

    private static final Map<String, String> FILES = Map.of(
            "a.txt", "alpha\nbeta\n",
            "b.txt", "gamma\n",
            "tree/one.txt", "1\n",
            "tree/deep/two.txt", "2\n",
            "hello.h", "#define GREETING \"hello\"\n",
            "hello.c", """
                    #include "hello.h"
                    #include <stdio.h>
                    int main(void) { return puts(GREETING) < 0; }
                    """,
            "module.py", "answer = 42\n");

    private Workspace() {}

    /** Makes the folder, which must not be there. */
    static Path make(Path folder) throws IOException {
        for (Map.Entry<String, String> file : FILES.entrySet()) {
            Path path = folder.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-r--r--"));
        }
        Files.createSymbolicLink(folder.resolve("link"), Path.of("a.txt"));
        List<Path> all;
        try (Stream<Path> walk = Files.walk(folder)) {
            all = walk.toList();
        }
        FileTime time = FileTime.from(Instant.parse("2020-02-02T20:20:20Z"));
        for (Path path : all) {
            if (Files.isDirectory(path)) {
                Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
            // A link has a time of its own, which "stat" prints.
            Files.getFileAttributeView(path, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                    .setTimes(time, time, null);
        }
        return folder;
    }
}
