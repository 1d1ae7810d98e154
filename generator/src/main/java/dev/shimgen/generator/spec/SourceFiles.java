package dev.shimgen.generator.spec;

import dev.shimgen.generator.diagnostic.Code;
import dev.shimgen.generator.diagnostic.Diagnostics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Finds the files that may hold a spec. */
final class SourceFiles {

    private SourceFiles() {}

    /**
     * Looks through the source roots.
     *
     * @return the Java files whose text has the word {@code Shim} in it, sorted, so that a project of thousands of other
     *     files costs no compiler run over them
     */
    static List<Path> find(SpecRequest request, Diagnostics diagnostics) {
        TreeSet<Path> files = new TreeSet<>();
        for (Path root : request.sourceRoots()) {
            if (Files.isDirectory(root)) {
                files.addAll(below(root, diagnostics));
            }
        }
        request.files().forEach(file -> files.add(file.toAbsolutePath().normalize()));
        return files.stream().filter(file -> mentionsShim(file, diagnostics)).toList();
    }

    private static Set<Path> below(Path root, Diagnostics diagnostics) {
        TreeSet<Path> files = new TreeSet<>();
        SimpleFileVisitor<Path> visitor = new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (file.toString().endsWith(".java") && !file.endsWith("module-info.java")) {
                    files.add(file);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
                // A link back to a folder above it hides no file: they have been seen by another way.
                if (!(e instanceof FileSystemLoopException)) {
                    unreadable(file, e, diagnostics);
                }
                return FileVisitResult.CONTINUE;
            }
        };
        try {
            Path start = root.toAbsolutePath().normalize();
            Files.walkFileTree(start, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, visitor);
        } catch (IOException e) {
            unreadable(root, e, diagnostics);
        }
        return files;
    }

    private static boolean mentionsShim(Path file, Diagnostics diagnostics) {
        try {
            // The word is ASCII, and every encoding that Java sources have in practice agrees with ASCII there.
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains("Shim");
        } catch (IOException e) {
            unreadable(file, e, diagnostics);
            return false;
        }
    }

    private static void unreadable(Path file, IOException e, Diagnostics diagnostics) {
        String why = e.getClass().getSimpleName().replaceFirst("Exception$", "");
        diagnostics.error(
                Code.SG0502, null, "cannot read " + file + " (" + why + "); is it there, and may you read it?");
    }
}
