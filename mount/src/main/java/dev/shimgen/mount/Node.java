package dev.shimgen.mount;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A file that the provider and the tree both have, or a folder: what was the same of both when they were last compared. Guarded by its
 * tree's lock, but for what is final.
 */
final class Node {

    /** What a file is. */
    enum Kind {
        FOLDER,
        FILE,
        LINK,
        OTHER
    }

    final @Nullable Node parent;
    final Kind kind;

    /** Where it is in the tree, and in the provider. */
    final Path real;

    final Path provided;

    /** What is in a folder, as far as both have it. */
    final Map<String, Node> children = new LinkedHashMap<>();

    /** Whether the tree has a file's content, or what is in a folder. */
    boolean filled;

    /** A program has written to the file since both were equal: its size and times may be the same all the same. */
    boolean isChanged;

    /** How many times the tree's own writing has closed the file, which is still to be told of. */
    int ownCloses;

    /** As it was in the tree when both were equal. */
    Status status;

    Node(@Nullable Node parent, Kind kind, Path real, Path provided, Status status) {
        this.parent = parent;
        this.kind = kind;
        this.real = real;
        this.provided = provided;
        this.status = status;
    }

    long inode() {
        return status.inode();
    }
}
