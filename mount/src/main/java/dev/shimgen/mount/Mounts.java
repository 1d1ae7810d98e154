package dev.shimgen.mount;

import dev.shimgen.runtime.session.MountPage;
import dev.shimgen.runtime.session.TraceSession;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import jdk.net.ExtendedSocketOptions;

/**
 * What is mounted in the programs of a session: folders of any file systems, each below a path that programs say.
 *
 * <pre>{@code
 * try (TraceSession session = TraceSession.create();
 *         Mounts mounts = Mounts.in(session)) {
 *     mounts.add(Path.of("/mnt/data"), zip.getPath("/"));
 *     session.start(new ProcessBuilder("ls", "-l", "/mnt/data").inheritIO(), mounts.shim()).waitFor();
 * }
 * }</pre>
 *
 * <p>Programs see real files, which are filled when they are needed for the first time. {@link #flush} gives the file systems what
 * programs have made of them; so does the end.
 */
public final class Mounts implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Mounts.class.getName());

    /** How long a program waits for a sign of life, and how often there is one. */
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private static final Duration SIGN = Duration.ofSeconds(1);

    /** How long the watcher waits, in milliseconds, before it looks whether it is to end. */
    private static final int LOOK = 50;

    /** {@code struct shimgen_mount_ask} and {@code struct shimgen_mount_answer}. */
    private static final int MARK = 0x534d0001;

    private static final int ASK_SIZE = 16;
    private static final int ANSWER_SIZE = 8;
    private static final int ALIVE = -1;

    /** {@code enum shimgen_mount_wish}. */
    private static final int FILL = 1;

    private static final int EMPTY = 2;
    private static final int FOLDERS = 3;
    private static final int ALL = 4;
    private static final int SYNC = 5;

    /** The inode that stands for all trees. */
    private static final long EVERYTHING = 0;

    /** errno(3). */
    private static final int ENOENT = 2;

    private static final int EIO = 5;
    private static final int EACCES = 13;
    private static final int EROFS = 30;
    private static final int EPROTO = 71;

    private final TraceSession session;
    private final Path folder;
    private final Path shim;
    private final Map<Long, Node> nodes = new ConcurrentHashMap<>();
    private final List<MountTree> trees = new CopyOnWriteArrayList<>();
    private final ServerSocketChannel listener;
    private final Inotify inotify = new Inotify();
    private final Thread watcher;
    private final ExecutorService threads = Executors.newCachedThreadPool(
            work -> Thread.ofPlatform().daemon().name("shimgen-mount").unstarted(work));
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            work -> Thread.ofPlatform().daemon().name("shimgen-mount-signs").unstarted(work));
    private final Consumer<? super IOException> failures;
    private volatile boolean closed;

    private Mounts(TraceSession session, Path folder, Path shim, Consumer<? super IOException> failures)
            throws IOException {
        this.session = session;
        this.folder = folder;
        this.shim = shim;
        this.failures = failures;
        session.mountPage().begin(folder, LIMIT);
        listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        listener.bind(UnixDomainSocketAddress.of(session.folder().resolve(MountPage.SOCKET)));
        threads.execute(this::accept);
        watcher = Thread.ofPlatform().daemon().name("shimgen-mount-watch").start(this::watch);
    }

    /** {@return the mounts of a session, none as yet; one for a session} Failures are logged. */
    public static Mounts in(TraceSession session) throws IOException {
        return in(session, failure -> LOG.log(Level.WARNING, failure.getMessage(), failure));
    }

    /**
     * {@return the same}
     *
     * @param failures learns of what cannot be mounted or written back, while programs run; several threads
     */
    public static Mounts in(TraceSession session, Consumer<? super IOException> failures) throws IOException {
        Path parent = Objects.requireNonNull(session.folder().getParent());
        Path folder = Files.createTempDirectory(
                parent,
                "shimgen-tree-",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Path shim = Files.createDirectory(folder.resolve("shim")).resolve("libmounted.so");
        try (InputStream library = Objects.requireNonNull(
                Mounts.class.getResourceAsStream("libmounted.so"), "this build has no shim for this machine")) {
            Files.copy(library, shim);
        }
        return new Mounts(session, folder.toRealPath(), shim, failures);
    }

    /** {@return the library that programs have to be preloaded with} It is there until the end. */
    public Path shim() {
        return shim;
    }

    /**
     * Mounts a folder. Programs see it from their next call on.
     *
     * @param point where programs see it: an absolute path, which need not be there
     * @param provided the folder, of any file system
     * @throws IOException if it is no folder, or cannot be read
     */
    public void add(Path point, Path provided) throws IOException {
        if (!Files.isDirectory(provided)) {
            throw new IOException("[SG1001] " + provided + " is no folder of its file system, so it cannot be mounted");
        }
        if (session.redirects().rules().containsKey(point)) {
            throw new IOException("[SG1001] something is mounted at " + point + " already, or redirected from there");
        }
        MountTree tree = MountTree.create(
                folder.resolve(Integer.toString(trees.size())),
                provided,
                session.mountPage(),
                nodes,
                inotify,
                failures);
        trees.add(tree);
        session.redirects().add(point, tree.real());
        session.mountPage().mounts(1);
    }

    /** Gives the file systems all that programs have changed. */
    public void flush() throws IOException {
        for (MountTree tree : trees) {
            tree.flush();
        }
    }

    /** Gives the file systems what programs have changed, as it happens. */
    private void watch() {
        while (!closed) {
            try {
                List<Inotify.Event> events = inotify.read(LOOK);
                if (events.stream().anyMatch(event -> event.is(Inotify.OVERFLOW))) {
                    flush();
                } else if (!events.isEmpty()) {
                    trees.forEach(tree -> tree.happened(events));
                }
            } catch (IOException | RuntimeException e) {
                failures.accept(new IOException("[SG1004] not everything could be written back: " + e, e));
            }
        }
    }

    // The server
    // -----------------------------------------------------------------------------------------------------------------

    private void accept() {
        while (true) {
            try {
                SocketChannel program = listener.accept();
                threads.execute(() -> serve(program));
            } catch (ClosedChannelException e) {
                return;
            } catch (IOException e) {
                failures.accept(e);
            }
        }
    }

    private void serve(SocketChannel program) {
        try (program) {
            if (!program.getOption(ExtendedSocketOptions.SO_PEERCRED)
                    .user()
                    .equals(Files.getOwner(Path.of("/proc/self")))) {
                throw new IOException("another user has connected");
            }
            ByteBuffer ask = ByteBuffer.allocate(ASK_SIZE).order(ByteOrder.nativeOrder());
            while (ask.hasRemaining()) {
                if (program.read(ask) < 0) {
                    return;
                }
            }
            ask.flip();
            int mark = ask.getInt();
            int wish = ask.getInt();
            long inode = ask.getLong();
            if (mark == MARK) {
                answer(program, wish, inode);
            } else {
                send(program, EPROTO);
            }
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "a program has gone: {0}", e);
        }
    }

    /** Does what is asked for, and tells the program meanwhile that somebody is at it. */
    private void answer(SocketChannel program, int wish, long inode) throws IOException {
        Object turn = new Object();
        AtomicBoolean done = new AtomicBoolean();
        Future<?> signs = timer.scheduleAtFixedRate(
                () -> {
                    synchronized (turn) {
                        try {
                            if (!done.get()) {
                                send(program, ALIVE);
                            }
                        } catch (IOException e) {
                            LOG.log(Level.DEBUG, "a program has gone: {0}", e);
                            done.set(true);
                        }
                    }
                },
                SIGN.toMillis(),
                SIGN.toMillis(),
                TimeUnit.MILLISECONDS);
        int error = answered(wish, inode);
        signs.cancel(false);
        synchronized (turn) {
            done.set(true);
            send(program, error);
        }
    }

    private int answered(int wish, long inode) {
        Node node = nodes.get(inode);
        if (node == null && wish != SYNC && inode != EVERYTHING) {
            return 0; // a program's own: what it has is all there is
        }
        try {
            if (inode == EVERYTHING) {
                for (MountTree tree : trees) {
                    tree.fillAll(tree.root(), true);
                }
                return 0;
            }
            if (node == null) {
                flush(); // what a program has made may not have been told of as yet
                return 0;
            }
            MountTree tree = treeOf(node);
            switch (wish) {
                case SYNC -> tree.sync(node);
                case FILL -> tree.fill(node);
                case EMPTY -> tree.empty(node);
                case FOLDERS -> tree.fillAll(node, false);
                case ALL -> tree.fillAll(node, true);
                default -> {
                    return EPROTO;
                }
            }
            return 0;
        } catch (IOException | RuntimeException e) {
            failures.accept(
                    e instanceof IOException io ? io : new IOException("[SG1003] a file system has failed: " + e, e));
            return errno(e);
        }
    }

    private MountTree treeOf(Node node) throws IOException {
        for (MountTree tree : trees) {
            if (node.real.startsWith(tree.real())) {
                return tree;
            }
        }
        throw new IOException("nothing is mounted at " + node.real);
    }

    private static int errno(Exception e) {
        return e instanceof NoSuchFileException
                ? ENOENT
                : e instanceof AccessDeniedException ? EACCES : e instanceof ReadOnlyFileSystemException ? EROFS : EIO;
    }

    private static void send(SocketChannel program, int error) throws IOException {
        ByteBuffer answer = ByteBuffer.allocate(ANSWER_SIZE)
                .order(ByteOrder.nativeOrder())
                .putInt(MARK)
                .putInt(error);
        answer.flip();
        while (answer.hasRemaining()) {
            program.write(answer);
        }
    }

    /** Writes everything back, and removes the trees. If something cannot be written back, they stay, and the message says where. */
    @Override
    public void close() throws IOException {
        closed = true;
        try {
            watcher.join();
            flush();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(
                    "[SG1004] interrupted while all was written back; what programs have made is in " + folder, e);
        } catch (IOException | RuntimeException e) {
            throw new IOException(
                    "[SG1004] not everything could be written back; what programs have made is in " + folder + ": " + e,
                    e);
        } finally {
            session.mountPage().mounts(-trees.size());
            listener.close();
            threads.shutdown();
            timer.shutdown();
            inotify.close();
        }
        for (MountTree tree : trees) {
            tree.remove();
        }
        for (Path file : List.of(shim, Objects.requireNonNull(shim.getParent()), folder)) {
            Files.deleteIfExists(file);
        }
    }
}
