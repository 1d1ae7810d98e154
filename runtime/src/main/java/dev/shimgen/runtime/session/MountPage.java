package dev.shimgen.runtime.session;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What the programs of a session know of its mounts, if their shims have {@code @Mount}: where the trees are, and whether anything in
 * them has not been filled. For the server of the mounts, which is elsewhere; the memory is that of {@code shimgen_mount.h}. May be
 * used by several threads.
 */
public final class MountPage {

    /** {@code SHIMGEN_MOUNT_SOCKET}: the name of the socket in the session's folder that the server listens at. */
    public static final String SOCKET = "mount-server";

    private static final String FILE = "mounts";
    private static final String MAGIC = "shimmnts";
    private static final int VERSION = 1;
    private static final int SIZE = 4096;

    /** {@code struct shimgen_mount_head}. */
    private static final long HEAD_VERSION = 8;

    private static final long MOUNTS = 12;
    private static final long FOLDERS = 16;
    private static final long FILES = 20;
    private static final long FILLING = 24;
    private static final long LIMIT = 28;
    private static final long MAJOR = 32;
    private static final long MINOR = 36;
    private static final long ROOT_LENGTH = 40;
    private static final long ROOT = 44;
    private static final int ROOT_SIZE = 1024;

    private static final VarHandle INT = ValueLayout.JAVA_INT.varHandle();

    private final MemorySegment page;

    private MountPage(MemorySegment page) {
        this.page = page;
    }

    /** Makes the file by which programs find out that something is mounted. As yet nothing is. */
    static MountPage create(Path folder, Arena arena) throws IOException {
        MemorySegment page = Redirects.page(folder.resolve(FILE), SIZE, arena);
        MemorySegment.copy(
                MAGIC.getBytes(StandardCharsets.US_ASCII), 0, page, ValueLayout.JAVA_BYTE, 0, MAGIC.length());
        page.set(ValueLayout.JAVA_INT, HEAD_VERSION, VERSION);
        return new MountPage(page);
    }

    /**
     * Says where the trees are. Once, before anything is mounted.
     *
     * @param root the folder that all trees are in: a real path
     * @param limit how long a program waits for a sign of life from the server
     * @throws IOException if the path has more than 1023 bytes, or there is no such folder
     */
    public void begin(Path root, Duration limit) throws IOException {
        byte[] bytes = Redirects.encoded(root);
        if (bytes.length >= ROOT_SIZE) {
            throw new IOException("the folder of the trees has a path of " + bytes.length + " bytes, and "
                    + (ROOT_SIZE - 1) + " is the most: " + root);
        }
        MemorySegment.copy(bytes, 0, page, ValueLayout.JAVA_BYTE, ROOT, bytes.length);
        page.set(ValueLayout.JAVA_INT, ROOT_LENGTH, bytes.length);
        // As major(3) and minor(3).
        long device = (Long) Files.getAttribute(root, "unix:dev");
        page.set(ValueLayout.JAVA_INT, MAJOR, (int) (((device >>> 32) & 0xfffff000L) | ((device >>> 8) & 0xfff)));
        page.set(ValueLayout.JAVA_INT, MINOR, (int) (((device >>> 12) & 0xffffff00L) | (device & 0xff)));
        page.set(ValueLayout.JAVA_INT, LIMIT, Math.toIntExact(limit.toMillis()));
    }

    /** Says how many mounts there are more, or fewer. */
    public void mounts(int more) {
        add(MOUNTS, more);
    }

    /** Says how many folders more have not been filled; fewer if it is negative. Before they can be seen, or after. */
    public void folders(int more) {
        add(FOLDERS, more);
    }

    /** The same of files. */
    public void files(int more) {
        add(FILES, more);
    }

    /** The same of files that are just being filled. */
    public void filling(int more) {
        add(FILLING, more);
    }

    private void add(long offset, int more) {
        INT.getAndAdd(page, offset, more);
    }
}
