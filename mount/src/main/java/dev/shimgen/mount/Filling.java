package dev.shimgen.mount;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;

/** Makes real folders and files out of a provider's. Who calls has the tree's lock. */
final class Filling {

    private final MountTree tree;

    Filling(MountTree tree) {
        this.tree = tree;
    }

    /** Makes the topmost folder, of which nothing is filled. */
    Node root() throws IOException {
        Files.createDirectory(tree.real());
        RealFiles.mark(tree.real());
        apply(tree.real(), Provided.attributes(tree.provided()));
        Node root = new Node(null, Node.Kind.FOLDER, tree.real(), tree.provided(), Status.of(tree.real()));
        tree.know(root);
        return root;
    }

    /** Fills what has not been filled. */
    void fill(Node node) throws IOException {
        switch (node.kind) {
            case FOLDER -> fillFolder(node);
            case FILE -> fillFile(node);
            case LINK, OTHER -> node.filled = true;
        }
    }

    void empty(Node file) throws IOException {
        RealFiles.resize(file.real, 0);
        file.filled = true;
        file.isChanged = true;
        tree.count(file.kind, -1);
    }

    private void fillFolder(Node folder) throws IOException {
        Status before = Status.of(folder.real);
        FileTime accessed = RealFiles.accessed(folder.real);
        for (Path entry : RealFiles.list(folder.provided)) {
            String name = Provided.name(entry);
            if (Provided.isName(name)) {
                add(folder, name, entry);
            } else {
                tree.failed("[SG1002] " + entry + ": its name is none that a file can have here; it is left out", null);
            }
        }
        // Before the mark goes, for then programs come; what the watch tells of the mark's end means nothing.
        tree.watch(folder);
        Files.delete(folder.real.resolve(RealFiles.UNFILLED));
        RealFiles.setTimes(folder.real, before.modified(), accessed);
        folder.filled = true;
        folder.status = Status.of(folder.real);
        tree.count(folder.kind, -1);
    }

    /** Adds one of a folder's entries; or nothing, if that fails. */
    private void add(Node folder, String name, Path entry) throws IOException {
        if (folder.children.containsKey(name)) {
            return; // filled in part before the provider failed
        }
        Path made = folder.real.resolve(name);
        BasicFileAttributes attributes;
        try {
            attributes = Provided.attributes(entry);
        } catch (NoSuchFileException e) {
            tree.failed("[SG1002] " + entry + " is gone", e);
            return;
        }
        Node.Kind kind = Provided.kind(attributes);
        if (kind == Node.Kind.OTHER) {
            tree.failed("[SG1002] " + entry + " is neither a file nor a folder nor a link; it is left out", null);
            return;
        }
        boolean isComplete = kind == Node.Kind.LINK || (kind == Node.Kind.FILE && attributes.size() == 0);
        if (!isComplete) {
            tree.count(kind, 1);
        }
        try {
            make(kind, made, entry, attributes);
            Node node = new Node(folder, kind, made, entry, Status.of(made));
            node.filled = isComplete;
            folder.children.put(name, node);
            tree.know(node);
        } catch (IOException | RuntimeException e) {
            if (!isComplete) {
                tree.count(kind, -1);
            }
            throw e;
        }
    }

    private static void make(Node.Kind kind, Path made, Path entry, BasicFileAttributes attributes) throws IOException {
        RealFiles.delete(made); // what is there of an attempt that failed
        switch (kind) {
            case FOLDER -> {
                Files.createDirectory(made);
                RealFiles.mark(made);
                apply(made, attributes);
            }
            case FILE -> {
                Files.createFile(made);
                RealFiles.resize(made, attributes.size());
                apply(made, attributes);
            }
            case LINK, OTHER ->
                Files.createSymbolicLink(
                        made, Path.of(Files.readSymbolicLink(entry).toString()));
        }
    }

    /** Gives a real file the times and permissions that it has in the provider. */
    private static void apply(Path made, BasicFileAttributes attributes) throws IOException {
        Files.setAttribute(made, "unix:mode", Provided.mode(attributes));
        RealFiles.setTimes(made, attributes.lastModifiedTime(), attributes.lastAccessTime());
    }

    private void fillFile(Node file) throws IOException {
        Status before = Status.of(file.real);
        FileTime accessed = RealFiles.accessed(file.real);
        tree.page().filling(1);
        try (InputStream in = Files.newInputStream(file.provided)) {
            RealFiles.write(file.real, in, before.size());
        } finally {
            tree.page().filling(-1);
        }
        RealFiles.setTimes(file.real, before.modified(), accessed);
        file.status = Status.of(file.real);
        file.filled = true;
        file.ownCloses++;
        tree.count(file.kind, -1);
    }
}
