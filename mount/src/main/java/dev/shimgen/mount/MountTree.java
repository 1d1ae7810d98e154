package dev.shimgen.mount;

import dev.shimgen.runtime.session.MountPage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The real files that stand for those of a provider, which is any folder of any file system. They are filled when programs need them,
 * and what programs have made of them is written back.
 *
 * <p>A folder that has not been filled has a mark in it, and a file that has not been filled has its size but no block: {@code
 * shimgen_mount.h}. So programs are told that there is something to ask for before they can see it.
 */
final class MountTree {

    private final Path real;
    private final Path provided;
    private final MountPage page;
    private final Map<Long, Node> nodes;
    private final Inotify inotify;
    private final Consumer<? super IOException> failures;
    private final Map<Integer, Node> watched = new HashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Filling filling;
    private final WritingBack writing;
    private final Node root;

    private MountTree(
            Path real,
            Path provided,
            MountPage page,
            Map<Long, Node> nodes,
            Inotify inotify,
            Consumer<? super IOException> failures)
            throws IOException {
        this.real = real;
        this.provided = provided;
        this.page = page;
        this.nodes = nodes;
        this.inotify = inotify;
        this.failures = failures;
        this.filling = new Filling(this);
        this.writing = new WritingBack(this);
        this.root = filling.root();
    }

    /**
     * Makes a tree of which nothing is filled.
     *
     * @param real where it will be; must not be there
     * @param provided what it stands for
     * @param page tells programs what has not been filled
     * @param nodes takes all that is made, by inode
     * @param inotify watches the tree's folders
     * @param failures learns of what the provider has and a tree cannot have, and of what cannot be written back
     */
    static MountTree create(
            Path real,
            Path provided,
            MountPage page,
            Map<Long, Node> nodes,
            Inotify inotify,
            Consumer<? super IOException> failures)
            throws IOException {
        page.folders(1);
        try {
            return new MountTree(real, provided, page, nodes, inotify, failures);
        } catch (IOException | RuntimeException e) {
            page.folders(-1);
            throw e;
        }
    }

    Path real() {
        return real;
    }

    Path provided() {
        return provided;
    }

    Node root() {
        return root;
    }

    MountPage page() {
        return page;
    }

    /** Tells programs how many folders or files more have not been filled. */
    void count(Node.Kind kind, int more) {
        if (kind == Node.Kind.FOLDER) {
            page.folders(more);
        } else {
            page.files(more);
        }
    }

    void know(Node node) {
        nodes.put(node.inode(), node);
    }

    void forget(Node node) {
        if (nodes.remove(node.inode(), node) && !node.filled) {
            count(node.kind, -1);
        }
    }

    void watch(Node folder) throws IOException {
        watched.put(inotify.watch(folder.real), folder);
    }

    void failed(String message, @Nullable Exception cause) {
        failures.accept(new IOException(message, cause));
    }

    // What programs ask for
    // -----------------------------------------------------------------------------------------------------------------

    /** Fills a file or a folder, unless that has been done. */
    void fill(Node node) throws IOException {
        lock.lock();
        try {
            if (!node.filled) {
                filling.fill(node);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Makes a file that has not been filled an empty one. */
    void empty(Node node) throws IOException {
        lock.lock();
        try {
            if (!node.filled && node.kind == Node.Kind.FILE) {
                filling.empty(node);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Fills all folders below one, and all files, too, if that is wanted. */
    void fillAll(Node node, boolean files) throws IOException {
        if (node.kind == Node.Kind.FOLDER || files) {
            fill(node);
        }
        List<Node> children;
        lock.lock();
        try {
            children = List.copyOf(node.children.values());
        } finally {
            lock.unlock();
        }
        for (Node child : children) {
            fillAll(child, files);
        }
    }

    /** Has the provider have what became of one file or folder. */
    void sync(Node node) throws IOException {
        lock.lock();
        try {
            if (node.parent == null) {
                writing.flush(node);
            } else {
                writing.compare(node.parent, Provided.name(node.real));
            }
        } finally {
            lock.unlock();
        }
    }

    // What programs have done
    // -----------------------------------------------------------------------------------------------------------------

    /** Gives the provider all that programs have changed. */
    void flush() throws IOException {
        lock.lock();
        try {
            writing.flush(root);
        } finally {
            lock.unlock();
        }
    }

    /** What happened in folders that are watched; those of other trees are ignored. */
    void happened(List<Inotify.Event> events) {
        lock.lock();
        try {
            // What was moved is there under its new name before it goes under the old one.
            for (Inotify.Event event : events) {
                if (!event.is(Inotify.DELETE | Inotify.MOVED_FROM)) {
                    happened(event);
                }
            }
            for (Inotify.Event event : events) {
                if (event.is(Inotify.DELETE | Inotify.MOVED_FROM)) {
                    happened(event);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private void happened(Inotify.Event event) {
        Node folder = watched.get(event.watch());
        if (event.is(Inotify.IGNORED)) {
            watched.remove(event.watch());
        } else if (folder != null && !event.name().isEmpty() && !event.name().equals(RealFiles.UNFILLED)) {
            writing.happened(folder, event);
        }
    }

    /** Removes the tree, all of which has been written back. */
    void remove() throws IOException {
        RealFiles.delete(real);
    }
}
