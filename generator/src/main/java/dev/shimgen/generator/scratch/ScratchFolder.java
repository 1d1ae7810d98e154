package dev.shimgen.generator.scratch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Temporary folders beside what they are for, so that a move from one is one rename. A process that is killed leaves its
 * folders behind; the next one recognizes them by the process id in their names, and removes them.
 */
public final class ScratchFolder {

    private ScratchFolder() {}

    /**
     * Makes an empty folder, and removes those of its purpose whose processes no longer exist.
     *
     * @param parent the folder to make it in
     * @param purpose a word for its name, which is {@code .shimgen-<purpose>-<process id>-<number>}
     */
    public static Path create(Path parent, String purpose) throws IOException {
        String prefix = ".shimgen-" + purpose + "-";
        removeAbandoned(parent, Pattern.compile(Pattern.quote(prefix) + "(\\d+)-.*"));
        return Files.createTempDirectory(
                parent, prefix + ProcessHandle.current().pid() + "-");
    }

    private static void removeAbandoned(Path parent, Pattern name) throws IOException {
        try (Stream<Path> files = Files.list(parent)) {
            for (Path file : files.filter(file -> isAbandoned(file, name)).toList()) {
                remove(file);
            }
        }
    }

    private static boolean isAbandoned(Path file, Pattern pattern) {
        Matcher name = pattern.matcher(String.valueOf(file.getFileName()));
        return name.matches() && ProcessHandle.of(Long.parseLong(name.group(1))).isEmpty();
    }

    /** Removes a folder with all that is in it. */
    public static void remove(Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> walk = Files.walk(folder)) {
            files = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : files) {
            Files.deleteIfExists(file);
        }
    }
}
