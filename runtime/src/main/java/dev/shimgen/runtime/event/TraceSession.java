package dev.shimgen.runtime.event;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A folder in which programs leave events, and the reader of them.
 *
 * <p>Programs that run with the variables of {@link #environment()} and with a tracing shim before them write their calls
 * into memory that this process shares, and so do their children. {@link #poll} hands over what has come since the last
 * time. A program never waits: if the memory is full because nobody polls, events are lost, and counted.
 *
 * <p>Not for use by several threads at once.
 */
public final class TraceSession implements AutoCloseable {

    /** The variable that names the folder. */
    public static final String VARIABLE = "SHIMGEN_SESSION";

    /** How much memory a session has if nothing else is said: 32 MiB, half of what Docker gives to {@code /dev/shm}. */
    public static final int DEFAULT_SIZE = 32 << 20;

    private static final String POOL = "pool";

    /** The type of a file system in memory; on a disk, each write would become work for the disk. */
    private static final String MEMORY = "tmpfs";

    private final Path folder;
    private final Arena arena;
    private final MemorySegment pool;
    private final PoolReader reader;
    private final EventClock clock;

    private TraceSession(Path folder, Arena arena, MemorySegment pool, EventClock clock) {
        this.folder = folder;
        this.arena = arena;
        this.pool = pool;
        this.clock = clock;
        this.reader = new PoolReader(pool, clock);
    }

    /**
     * Makes a session of {@link #DEFAULT_SIZE} in {@code /dev/shm}, or in {@code XDG_RUNTIME_DIR} if there is none.
     *
     * @throws IOException if neither is a folder in memory with that much room
     */
    public static TraceSession create() throws IOException {
        for (String place : Stream.of("/dev/shm", System.getenv("XDG_RUNTIME_DIR"))
                .filter(name -> name != null && !name.isBlank())
                .toList()) {
            Path folder = Path.of(place);
            if (Files.isDirectory(folder) && Files.isWritable(folder)) {
                return create(folder, DEFAULT_SIZE);
            }
        }
        throw new IOException("[SG0905] a session needs a folder in memory (tmpfs), and there is neither /dev/shm nor"
                + " XDG_RUNTIME_DIR; mount one, and name it");
    }

    /**
     * Makes a session.
     *
     * @param parent a folder in memory, in which a new one is made for the session
     * @param size bytes of memory for events, at least 128 KiB; it is taken at once
     * @throws IOException if the folder is on a disk, or has no room for that
     */
    public static TraceSession create(Path parent, long size) throws IOException {
        FileStore store = Files.getFileStore(parent);
        if (!store.type().equals(MEMORY)) {
            throw new IOException("[SG0905] " + parent + " is on a file system of type " + store.type()
                    + ", and a session has to be in memory (" + MEMORY + "), as /dev/shm is");
        }
        long chunks = Math.max(size / PoolLayout.CHUNK_SIZE, 2);
        if (chunks > Integer.MAX_VALUE || store.getUsableSpace() < chunks * PoolLayout.CHUNK_SIZE) {
            throw new IOException(
                    "[SG0906] " + parent + " has room for " + store.getUsableSpace() + " bytes, and the session is to"
                            + " have " + size + "; make it smaller, or the file system larger");
        }
        Path folder = Files.createTempDirectory(
                parent, "shimgen-", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        try {
            return open(folder, (int) chunks);
        } catch (IOException | RuntimeException e) {
            remove(folder);
            throw e;
        }
    }

    private static TraceSession open(Path folder, int chunks) throws IOException {
        Path file = folder.resolve(POOL);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Arena arena = Arena.ofShared();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            // Written, so that each page exists: one that could not be had later would end a program with SIGBUS.
            ByteBuffer zeros = ByteBuffer.allocate(PoolLayout.CHUNK_SIZE);
            for (int i = 0; i < chunks; i++) {
                zeros.clear();
                while (zeros.hasRemaining()) {
                    channel.write(zeros);
                }
            }
            MemorySegment pool =
                    channel.map(FileChannel.MapMode.READ_WRITE, 0, (long) chunks * PoolLayout.CHUNK_SIZE, arena);
            pool.set(ValueLayout.JAVA_INT, PoolLayout.HEAD_VERSION, PoolLayout.VERSION);
            pool.set(ValueLayout.JAVA_INT, PoolLayout.HEAD_CHUNKS, chunks);
            EventClock clock = EventClock.start();
            pool.set(ValueLayout.JAVA_INT, PoolLayout.HEAD_COUNTS, clock.counts() ? 1 : 0);
            MemorySegment.copy(
                    PoolLayout.MAGIC.getBytes(StandardCharsets.US_ASCII), 0, pool, ValueLayout.JAVA_BYTE, 0, 8);
            return new TraceSession(folder, arena, pool, clock);
        } catch (IOException | RuntimeException e) {
            arena.close();
            throw e;
        }
    }

    /** {@return the session's folder} */
    public Path folder() {
        return folder;
    }

    /** {@return the variables that programs need to take part, beside {@code LD_PRELOAD}} */
    public Map<String, String> environment() {
        return Map.of(VARIABLE, folder.toString());
    }

    /**
     * Hands over the events that have come since the last time: those of a thread in their order, all of them by the time
     * when they ended.
     *
     * @param consumer gets each event
     * @return how many there were
     * @throws SchemaException if a library that writes events is gone, or is of another version
     * @throws IOException if it cannot be read
     */
    public int poll(Consumer<? super TraceEvent> consumer) throws IOException {
        PoolLayout.LONG.setRelease(pool, (long) PoolLayout.HEAD_NOW, clock.now());
        List<TraceEvent> events = reader.poll();
        events.forEach(consumer);
        return events.size();
    }

    /** {@return how many events programs could not write, since there was no room} */
    public long lost() {
        return (long) PoolLayout.LONG.getAcquire(pool, (long) PoolLayout.HEAD_LOST);
    }

    /**
     * {@return how many times something was found that was never completed: the thread was killed, or jumped out of a signal
     * handler, while it wrote an event}
     */
    public long torn() {
        return reader.torn();
    }

    /** Ends the session: programs that outlive it write nothing any more. The folder is removed. */
    @Override
    public void close() throws IOException {
        PoolLayout.INT.setRelease(pool, (long) PoolLayout.HEAD_CLOSED, 1);
        arena.close();
        remove(folder);
    }

    private static void remove(Path folder) throws IOException {
        Files.deleteIfExists(folder.resolve(POOL));
        Files.deleteIfExists(folder);
    }
}
