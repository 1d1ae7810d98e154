package dev.shimgen.runtime.session;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A session's folder, with the file of its pool, and one that its reader holds a lock on: so the next reader can tell a folder
 * whose reader was killed, and removes it. The kernel gives up the lock of a process that ends, however that ends.
 */
final class SessionFolder implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(SessionFolder.class.getName());

    private static final String PREFIX = "shimgen-";
    private static final String POOL = "pool";
    private static final String OWNER = "owner";
    private static final String HANDLERS = "handlers";

    /** {@code shimgen_handle.h}: a page that says what the file is, and one for each shim whose calls Java answers. */
    private static final int HANDLERS_PAGE = 4096;

    private static final int HANDLERS_SHIMS = 16;
    private static final String HANDLERS_MAGIC = "shimhand";
    private static final int HANDLERS_VERSION = 2;

    /** man 7 inode: the type of a file, that of a folder, and what others than its owner may do. */
    private static final int S_IFMT = 0170000;

    private static final int S_IFDIR = 0040000;
    private static final int OTHERS = 0077;

    /** A folder is made before its lock is taken. */
    private static final Duration BEING_MADE = Duration.ofSeconds(10);

    /**
     * The folders of this process. Their locks must not be tried: to close any descriptor of a file gives up all locks that the
     * process has on it (fcntl(2), "Advisory record locking").
     */
    private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

    private final Path path;
    private final FileChannel owner;
    private @Nullable FileChannel pool;

    private SessionFolder(Path path, FileChannel owner) {
        this.path = path;
        this.owner = owner;
    }

    /** Makes a folder of mode 0700. */
    static SessionFolder create(Path parent) throws IOException {
        Path path = Files.createTempDirectory(parent, PREFIX, mode("rwx------"));
        OWN.add(path);
        try {
            FileChannel owner = FileChannel.open(
                    path.resolve(OWNER),
                    Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                    mode("rw-------"));
            owner.lock();
            return new SessionFolder(path, owner);
        } catch (IOException | RuntimeException e) {
            remove(path);
            OWN.remove(path);
            throw e;
        }
    }

    Path path() {
        return path;
    }

    /**
     * Makes the file of the pool, and opens it until the folder is closed. Its first byte is locked, so that programs can ask who
     * reads: {@code shimgen_pool_space_of_reader}. They manage without.
     */
    FileChannel createPool() throws IOException {
        pool = FileChannel.open(
                path.resolve(POOL),
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE),
                mode("rw-------"));
        pool.lock(0, 1, false);
        return pool;
    }

    /** Makes the file in which programs see which calls are answered. Nobody answers any as yet. */
    void createHandlers() throws IOException {
        ByteBuffer bytes =
                ByteBuffer.allocate((1 + HANDLERS_SHIMS) * HANDLERS_PAGE).order(ByteOrder.nativeOrder());
        bytes.put(HANDLERS_MAGIC.getBytes(StandardCharsets.US_ASCII))
                .putInt(HANDLERS_VERSION)
                .putInt(HANDLERS_SHIMS)
                .rewind();
        try (FileChannel file = FileChannel.open(
                path.resolve(HANDLERS),
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                mode("rw-------"))) {
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
        }
    }

    /** {@return how many bytes the file of the pool has} */
    long poolSize() throws IOException {
        return Files.size(path.resolve(POOL));
    }

    /**
     * {@return whether another process has the pool mapped, so that it may write events} Of other users' processes that is not
     * known; they cannot have it.
     */
    boolean isInUse() throws IOException {
        String own = Long.toString(ProcessHandle.current().pid());
        String file = path.resolve(POOL).toString();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path process : processes) {
                if (!process.endsWith(own) && maps(process, file)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether a process has mapped a file: man 5 proc, "maps". */
    private static boolean maps(Path process, String file) {
        try {
            return Files.readString(process.resolve("maps"), StandardCharsets.ISO_8859_1)
                    .contains(file);
        } catch (IOException e) {
            return false; // it has just ended, or is another user's
        }
    }

    /** Removes the folder. */
    @Override
    public void close() throws IOException {
        remove(path);
        if (pool != null) {
            pool.close();
        }
        owner.close();
        OWN.remove(path);
    }

    /** Removes folders whose reader is gone. */
    static void removeAbandoned(Path parent) throws IOException {
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(parent, PREFIX + "*")) {
            for (Path folder : folders) {
                if (!OWN.contains(folder) && isOfThisUser(folder) && isRegular(folder.resolve(OWNER))) {
                    removeIfAbandoned(folder);
                }
            }
        }
    }

    /**
     * Whether a folder is this user's and nobody else can have put anything into it: in /dev/shm others can make folders of such
     * a name, with links to files of this user in them, or a pipe that would be waited for.
     */
    private static boolean isOfThisUser(Path folder) {
        try {
            Map<String, Object> found = Files.readAttributes(folder, "unix:uid,mode", LinkOption.NOFOLLOW_LINKS);
            int mode = (Integer) Objects.requireNonNull(found.get("mode"));
            return Objects.equals(found.get("uid"), Files.getAttribute(Path.of("/proc/self"), "unix:uid"))
                    && (mode & S_IFMT) == S_IFDIR
                    && (mode & OTHERS) == 0;
        } catch (IOException e) {
            return false; // removed meanwhile
        }
    }

    private static boolean isRegular(Path file) {
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
    }

    private static void removeIfAbandoned(Path folder) {
        try (FileChannel owner =
                FileChannel.open(folder.resolve(OWNER), StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
            Instant made = Files.getLastModifiedTime(folder).toInstant();
            FileLock lock = owner.tryLock();
            if (lock != null && made.plus(BEING_MADE).isBefore(Instant.now())) {
                end(folder);
                remove(folder);
                LOG.log(Level.DEBUG, "removed {0}, whose reader is gone", folder);
            }
        } catch (IOException e) {
            // Another reader was faster, or it belongs to somebody else: no reason not to begin a session.
            LOG.log(Level.DEBUG, "left {0}: {1}", folder, e);
        }
    }

    /** Programs that still write there shall stop that. */
    private static void end(Path folder) throws IOException {
        Path file = folder.resolve(POOL);
        if (!isRegular(file)) {
            return;
        }
        try (FileChannel pool = FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
            ByteBuffer one = ByteBuffer.allocate(Integer.BYTES)
                    .order(ByteOrder.nativeOrder())
                    .putInt(1)
                    .flip();
            pool.write(one, PoolLayout.HEAD_CLOSED);
        }
    }

    private static void remove(Path folder) throws IOException {
        // The owner's last: whoever finds the folder without it does not know what it is.
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, file -> !file.endsWith(OWNER))) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        } catch (NoSuchFileException e) {
            return; // another one was faster
        }
        Files.deleteIfExists(folder.resolve(OWNER));
        Files.deleteIfExists(folder);
    }

    private static FileAttribute<Set<PosixFilePermission>> mode(String permissions) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
    }
}
