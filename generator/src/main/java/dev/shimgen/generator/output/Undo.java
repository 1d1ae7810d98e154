package dev.shimgen.generator.output;

import dev.shimgen.generator.scratch.ScratchFolder;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Changes to files, each recorded with the step that undoes it. */
final class Undo {

    /** Undoes one change. */
    private interface Step {
        void run() throws IOException;
    }

    private final Deque<Step> steps = new ArrayDeque<>();
    private final List<Path> temporary = new ArrayList<>();

    /** Registers a folder that is deleted at the end, whether the changes are kept or undone. */
    void temporary(Path folder) {
        temporary.add(folder);
        steps.push(() -> deleteTree(folder));
    }

    /** Makes a folder and its missing parents; undoing that removes those that were made. */
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

    /** Puts a new file in its place, where there may be an old one. */
    void replace(Path target, Path fresh, Path backup) throws IOException {
        if (Files.exists(target)) {
            remove(target, backup);
        }
        Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
        steps.push(() -> Files.delete(target));
    }

    /** Removes a file, by moving it to a backup. */
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
     * Undoes all changes. If a step fails, the rest are not tried, and the staging folder is kept: it may then hold the
     * only copy of an old file. That failure is added to the one that made this necessary.
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
        if (Files.exists(folder)) {
            ScratchFolder.remove(folder);
        }
    }
}
