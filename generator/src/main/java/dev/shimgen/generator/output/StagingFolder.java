package dev.shimgen.generator.output;

import dev.shimgen.generator.emit.GeneratedFile;
import dev.shimgen.generator.scratch.ScratchFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** A temporary folder on the same file system as an output folder, so that a move from it is one rename. */
final class StagingFolder {

    private final Path fresh;
    private final Path old;
    private final SortedSet<String> written = new TreeSet<>();
    private final SortedSet<String> removed = new TreeSet<>();

    private StagingFolder(Path root) {
        this.fresh = root.resolve("new");
        this.old = root.resolve("old");
    }

    static StagingFolder beside(Path output, Undo undo) throws IOException {
        Path parent = output.toAbsolutePath().normalize().getParent();
        if (parent == null) {
            throw new IOException("the root folder cannot be an output folder");
        }
        undo.createFolders(parent);
        Path root = ScratchFolder.create(parent, "staging");
        undo.temporary(root);
        return new StagingFolder(root);
    }

    void put(GeneratedFile file) throws IOException {
        Path target = fresh.resolve(file.path());
        Files.createDirectories(target.getParent());
        Files.write(target, file.text().getBytes(StandardCharsets.UTF_8));
        written.add(file.path());
    }

    void remove(Collection<String> paths) {
        removed.addAll(paths);
    }

    List<String> written() {
        return List.copyOf(written);
    }

    List<String> removed() {
        return List.copyOf(removed);
    }

    Path file(String path) {
        return fresh.resolve(path);
    }

    Path backup(String path) {
        return old.resolve(path);
    }
}
