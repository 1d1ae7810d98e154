package dev.shimgen.mount;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Gives a provider what programs have made of a tree. Who calls has the tree's lock. */
final class WritingBack {

    private final MountTree tree;

    /** What the provider cannot have, and was told of. */
    private final Set<Path> kept = new HashSet<>();

    WritingBack(MountTree tree) {
        this.tree = tree;
    }

    /** Something that a program has done in a folder, under a name. */
    void happened(Node folder, Inotify.Event event) {
        Node node = folder.children.get(event.name());
        if (event.is(Inotify.CLOSE_WRITE) && node != null && node.ownCloses > 0) {
            node.ownCloses--;
            return;
        }
        if (event.is(Inotify.CLOSE_WRITE | Inotify.MODIFY) && node != null && node.filled && node.ownCloses == 0) {
            node.isChanged = true;
        }
        // While a file is written, it is not copied; it will be closed.
        if (event.is(Inotify.MODIFY) || (event.is(Inotify.CREATE) && isFile(folder, event.name()))) {
            return;
        }
        try {
            compare(folder, event.name());
        } catch (IOException | RuntimeException e) {
            tree.failed("[SG1004] " + folder.provided.resolve(event.name()) + " could not be written back: " + e, e);
        }
    }

    private static boolean isFile(Node folder, String name) {
        return Files.isRegularFile(folder.real.resolve(name), LinkOption.NOFOLLOW_LINKS);
    }

    /** Compares all of a folder. */
    void flush(Node folder) throws IOException {
        if (!folder.filled) {
            return;
        }
        Set<String> found = new HashSet<>();
        for (Path entry : RealFiles.list(folder.real)) {
            found.add(Provided.name(entry));
        }
        // What is gone goes first: a folder may have become a file.
        for (String name : List.copyOf(folder.children.keySet())) {
            if (!found.contains(name)) {
                remove(folder, name);
            }
        }
        for (String name : found) {
            compare(folder, name);
        }
    }

    /**
     * Compares what a folder has under a name with what the provider has, and gives the provider what is new. Programs go on meanwhile:
     * what has become something else while it was looked at will be told of again.
     */
    void compare(Node folder, String name) throws IOException {
        Path entry = folder.real.resolve(name);
        Status status = find(entry);
        if (status == null) {
            remove(folder, name);
            return;
        }
        try {
            compare(folder, name, entry, status);
        } catch (IOException e) {
            Status now = find(entry);
            if (now != null && now.inode() == status.inode()) {
                throw e;
            }
        }
    }

    private static @Nullable Status find(Path entry) throws IOException {
        try {
            return Status.of(entry);
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    private void compare(Node folder, String name, Path entry, Status status) throws IOException {
        Node node = folder.children.get(name);
        if (node != null && (node.inode() != status.inode() || node.kind != status.kind())) {
            remove(folder, name);
            node = null;
        }
        if (node == null) {
            make(folder, name, entry, status);
        } else {
            update(node, status);
        }
    }

    private void remove(Node folder, String name) throws IOException {
        Node node = folder.children.get(name);
        if (node == null) {
            return;
        }
        removeAll(node);
        folder.children.remove(name);
    }

    private void removeAll(Node node) throws IOException {
        for (Node child : List.copyOf(node.children.values())) {
            removeAll(child);
        }
        Files.deleteIfExists(node.provided);
        tree.forget(node);
    }

    /** Something that a program has made. Pipes, sockets and devices are the tree's alone. */
    private void make(Node folder, String name, Path entry, Status status) throws IOException {
        Path provided = folder.provided.resolve(name);
        switch (status.kind()) {
            case FOLDER -> Files.createDirectories(provided);
            case FILE -> copyNew(entry, provided);
            case LINK -> {
                if (!link(entry, provided)) {
                    return;
                }
            }
            case OTHER -> {
                return;
            }
        }
        Node node = new Node(folder, status.kind(), entry, provided, status);
        node.filled = true;
        folder.children.put(name, node);
        tree.know(node);
        if (node.kind == Node.Kind.FOLDER) {
            tree.watch(node);
            flush(node);
        }
        if (node.kind != Node.Kind.LINK) {
            Provided.store(provided, status);
        }
    }

    /** A file that the provider has in part is none that it knows of. */
    private static void copyNew(Path entry, Path provided) throws IOException {
        try {
            Provided.copy(entry, provided);
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(provided);
            throw e;
        }
    }

    /** Makes a link; false if the provider has none, and it is the tree's alone. */
    private boolean link(Path entry, Path provided) throws IOException {
        String target = Files.readSymbolicLink(entry).toString();
        try {
            Files.createSymbolicLink(provided, provided.getFileSystem().getPath(target));
            return true;
        } catch (UnsupportedOperationException e) {
            if (kept.add(entry)) {
                tree.failed(
                        "[SG1005] " + provided + " is a symbolic link, and its file system stores none: it is there as"
                                + " long as it is mounted",
                        null);
            }
            return false;
        }
    }

    private void update(Node node, Status status) throws IOException {
        boolean isSame = status.equals(node.status);
        switch (node.kind) {
            case FOLDER -> flush(node);
            case FILE -> {
                if (node.filled && (node.isChanged || !isSame)) {
                    copy(node);
                }
            }
            case LINK, OTHER -> {}
        }
        if (!isSame && node.kind != Node.Kind.LINK) {
            Provided.store(node.provided, status);
        }
        node.status = status;
    }

    private static void copy(Node file) throws IOException {
        file.isChanged = false;
        try {
            Provided.copy(file.real, file.provided);
        } catch (IOException | RuntimeException e) {
            file.isChanged = true;
            throw e;
        }
    }
}
