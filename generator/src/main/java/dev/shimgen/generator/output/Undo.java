package dev.shimgen.generator.output;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;

/** Changes to files, each with the step that takes it back. */
final class Undo {

    /** One step back. */
    private interface Step {
        void run() throws IOException;
    }

    private final Deque<Step> steps = new ArrayDeque<>();
    private final List<Path> temporary = new ArrayList<>();

    /** Registers a folder that goes away at the end, however that is. */
    void temporary(Path folder) {
        temporary.add(folder);
        steps.push(() -> deleteTree(folder));
    }

    /** Makes a folder and those above it; taking it back removes those that were made. */
    void createFolders(Path folder) throws IOException {
        Deque<Path> missing = new ArrayDeque<>();
        for (Path at = folder.toAbsolutePath(); at != null && !Files.exists(at); at = at.getParent()) {
            missing.push(at);
        }
        for (Path path : missing) {
            Files.createDirectory(path);
            steps.push(() -> Files.deleteIfExists(path));
        }
        if (!Files.isDirectory(folder)) {
            throw new NotDirectoryException(folder.toString());
        }
    }

    /** Puts a new file where perhaps an old one is. */
    void replace(Path target, Path fresh, Path backup) throws IOException {
        if (Files.exists(target)) {
            remove(target, backup);
        }
        Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
        steps.push(() -> Files.delete(target));
    }

    /** Takes a file away. */
    void remove(Path target, Path backup) throws IOException {
        if (Files.isDirectory(target)) {
            throw new FileSystemException(target.toString(), null, "is a folder");
        }
        Path parent = backup.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        Files.move(target, backup, StandardCopyOption.ATOMIC_MOVE);
        steps.push(() -> Files.move(backup, target, StandardCopyOption.ATOMIC_MOVE));
    }

    /** Makes all changes final. */
    void forget() throws IOException {
        steps.clear();
        for (Path folder : temporary) {
            deleteTree(folder);
        }
    }

    /**
     * Takes all changes back. The first step that fails ends it, because the staging folder then holds the only copy of
     * an old file; that failure is added to the one that made this necessary.
     */
    void rollBack(IOException failure) {
        try {
            while (!steps.isEmpty()) {
                steps.pop().run();
            }
        } catch (IOException e) {
            failure.addSuppressed(new IOException("a change could not be taken back; see " + temporary, e));
        }
    }

    private static void deleteTree(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
