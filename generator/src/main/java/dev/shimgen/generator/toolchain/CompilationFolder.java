package dev.shimgen.generator.toolchain;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Folders in which libraries are compiled, with the compiler's own temporary files. A compilation that is killed leaves
 * its folder behind; the next one recognizes it by the process id in its name, and removes it.
 */
final class CompilationFolder {

    private static final String PREFIX = ".shimgen-compile-";
    private static final Pattern NAME = Pattern.compile(Pattern.quote(PREFIX) + "(\\d+)-.*");

    private CompilationFolder() {}

    static Path create(Path beside) throws IOException {
        return Files.createTempDirectory(
                beside, PREFIX + ProcessHandle.current().pid() + "-");
    }

    /** Removes the folders of processes that no longer exist. */
    static void removeAbandoned(Path beside) throws IOException {
        try (Stream<Path> files = Files.list(beside)) {
            for (Path file : files.filter(CompilationFolder::isAbandoned).toList()) {
                remove(file);
            }
        }
    }

    private static boolean isAbandoned(Path file) {
        Matcher name = NAME.matcher(String.valueOf(file.getFileName()));
        return name.matches() && ProcessHandle.of(Long.parseLong(name.group(1))).isEmpty();
    }

    static void remove(Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> walk = Files.walk(folder)) {
            files = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : files) {
            Files.deleteIfExists(file);
        }
    }
}
