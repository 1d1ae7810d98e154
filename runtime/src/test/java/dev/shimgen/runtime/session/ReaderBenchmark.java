package dev.shimgen.runtime.session;

import dev.shimgen.runtime.event.EventCursor;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.function.Consumer;
import org.example.files.FileTraceEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How many events a second are read, in several ways: {@code benchmarks/measure.py --only reader} runs it, and no build does. The
 * events are those of access(2) with a path of 60 bytes, and without one; a session's memory is filled with them again and again,
 * and the fastest round counts.
 */
class ReaderBenchmark {

    private static final int ROUNDS = 300;
    private static final int CHUNKS = 256;
    private static final String PATH = "/usr/share/doc/a-folder-with-a-name/and-a-file-of-sixty-bytes";

    @TempDir
    private static Path folder;

    private MemorySegment pool;
    private int function;
    private long sink;

    @Test
    void read() throws Exception {
        Path library = TracedShim.of(folder, "Access", "FileAccess").library("gcc");
        try (TraceSession session = TraceSession.create(Path.of("/dev/shm"), (long) CHUNKS * PoolLayout.CHUNK_SIZE);
                Arena arena = Arena.ofShared()) {
            ProcessBuilder test = new ProcessBuilder("/usr/bin/test", "-r", "/");
            session.follow(
                    session.start(test, library),
                    event -> function = event.function().id());
            try (FileChannel file = FileChannel.open(
                    session.folder().resolve("pool"), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                pool = file.map(FileChannel.MapMode.READ_WRITE, 0, file.size(), arena);
            }
            measure("cursor: result and time", "", session, event -> sink += event.result() + event.ended());
            measure("records without a path", "", session, event -> sink += record(event));
            measure("cursor, with a path left alone", PATH, session, event -> sink += event.result() + event.ended());
            measure(
                    "cursor, with a path's bytes",
                    PATH,
                    session,
                    event -> sink += event.bytes(0).get(0));
            measure(
                    "cursor, with a path as String",
                    PATH,
                    session,
                    event -> sink += event.text(0).length());
            measure("records with a path as String", PATH, session, event -> sink += record(event));
            measure(
                    "events that are kept",
                    PATH,
                    session,
                    event -> sink += event.keep().result());
            measure(
                    "events that are kept, as lines",
                    PATH,
                    session,
                    event -> sink += event.text().length());
        }
        System.out.println("  (" + (sink == 0 ? "nothing" : "something") + " was read)");
    }

    private static long record(EventCursor event) {
        return FileTraceEvent.of(event) instanceof FileTraceEvent.Access access ? access.result() : 1;
    }

    private void measure(String what, String path, TraceSession session, Consumer<EventCursor> consumer)
            throws Exception {
        long best = Long.MAX_VALUE;
        long events = 0;
        for (int round = 0; round < ROUNDS; round++) {
            fill(path);
            long began = System.nanoTime();
            events = session.pollCursor(consumer);
            best = Math.min(best, System.nanoTime() - began);
            int first = pool.get(ValueLayout.JAVA_INT, PoolLayout.HEAD_FIRST);
            pool.asSlice(PoolLayout.head(first), CHUNKS * (long) PoolLayout.CHUNK_HEAD_SIZE)
                    .fill((byte) 0);
            pool.asSlice(PoolLayout.slots(first)).fill((byte) 0);
        }
        System.out.printf(Locale.ROOT, "  reader: %-32s %6.1f million events a second%n", what, 1e3 * events / best);
    }

    /** All chunks full, as one thread has filled them that is gone. */
    private void fill(String path) {
        int first = pool.get(ValueLayout.JAVA_INT, PoolLayout.HEAD_FIRST);
        pool.set(ValueLayout.JAVA_INT, PoolLayout.HEAD_GENERATION, CHUNKS);
        byte[] event = event(path);
        int slots = path.isEmpty() ? 1 : 1 + (event.length - 16 + 59) / 60;
        for (int i = 0; i < CHUNKS; i++) {
            long at = PoolLayout.head(first + i);
            pool.set(ValueLayout.JAVA_INT, at + PoolLayout.CHUNK_PROCESS, 1 << 29);
            pool.set(ValueLayout.JAVA_LONG, at + PoolLayout.CHUNK_LIFE, 1);
            int slot = 0;
            for (; slot + slots <= PoolLayout.SLOTS; slot += slots) {
                write(PoolLayout.slots(first + i) + (long) slot * PoolLayout.SLOT_SIZE, event, slots, 1000L * i + slot);
            }
            pool.set(ValueLayout.JAVA_LONG, at + PoolLayout.CHUNK_MARK, (1L + i << 32) + PoolLayout.SEALED + slot);
            PoolLayout.INT.setRelease(pool, at + PoolLayout.CHUNK_STATE, PoolLayout.OPEN);
        }
    }

    /** What is behind the fixed part: two arguments, and the path. */
    private static byte[] event(String path) {
        byte[] bytes = path.getBytes(StandardCharsets.US_ASCII);
        ByteBuffer event = ByteBuffer.allocate(16 + (bytes.length == 0 ? 0 : 4 + bytes.length))
                .order(ByteOrder.nativeOrder());
        event.putLong(0x1000).putLong(4);
        if (bytes.length > 0) {
            event.put((byte) 0).put((byte) 0).putShort((short) bytes.length).put(bytes);
        }
        return event.array();
    }

    private void write(long at, byte[] event, int slots, long time) {
        pool.set(ValueLayout.JAVA_INT, at + PoolLayout.EVENT_FUNCTION, function);
        pool.set(ValueLayout.JAVA_LONG, at + PoolLayout.EVENT_BEGAN, time);
        pool.set(ValueLayout.JAVA_LONG, at + PoolLayout.EVENT_ENDED, time + 1);
        pool.set(ValueLayout.JAVA_LONG, at + PoolLayout.EVENT_RESULT, 1);
        pool.set(ValueLayout.JAVA_INT, at + PoolLayout.EVENT_SIZE, event.length);
        pool.set(ValueLayout.JAVA_BYTE, at + PoolLayout.EVENT_COUNT, (byte) 2);
        MemorySegment.copy(event, 0, pool, ValueLayout.JAVA_BYTE, at + PoolLayout.EVENT_BYTES, 16);
        for (int done = 16, i = 1; i < slots; done += 60, i++) {
            long to = at + (long) i * PoolLayout.SLOT_SIZE + PoolLayout.SLOT_BYTES;
            MemorySegment.copy(event, done, pool, ValueLayout.JAVA_BYTE, to, Math.min(60, event.length - done));
        }
        PoolLayout.INT.setRelease(pool, at, PoolLayout.EVENT << 24 | slots);
    }
}
