package dev.shimgen.runtime.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shimgen.runtime.event.TracedCall;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the reader makes of a chunk in states that a program is hardly ever seen in: this process writes it. */
class PoolReaderTest {

    /** A thread that is there as long as the test, since it is one of its own. */
    private static final int ALIVE = (int) ProcessHandle.current().pid();

    private static Path library;

    @TempDir
    private static Path folder;

    private TraceSession session;
    private Arena arena;
    private MemorySegment pool;

    /** The number of {@code access(2)}. */
    private int function;

    private final List<String> events = new ArrayList<>();

    @BeforeAll
    static void build() throws Exception {
        library = TracedShim.of(folder, "Access", "FileAccess").library("gcc");
    }

    @BeforeEach
    void open() throws Exception {
        session = TraceSession.create(Path.of("/dev/shm"), 8 * PoolLayout.CHUNK_SIZE);
        ProcessBuilder test = new ProcessBuilder("/usr/bin/test", "-r", "/");
        session.follow(
                session.start(test, library),
                event -> function = event.function().id());
        arena = Arena.ofShared();
        try (FileChannel file =
                FileChannel.open(session.folder().resolve("pool"), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            pool = file.map(FileChannel.MapMode.READ_WRITE, 0, file.size(), arena);
        }
    }

    @AfterEach
    void close() throws Exception {
        arena.close();
        session.close();
    }

    /** Claims a chunk as a thread does, with some slots in use. */
    private long chunk(int number, int thread, int used) throws IOException {
        long at = head(number);
        String space = Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).toString();
        pool.set(ValueLayout.JAVA_INT, at + PoolLayout.CHUNK_LIBRARY, 0);
        pool.set(ValueLayout.JAVA_INT, at + PoolLayout.CHUNK_PROCESS, ALIVE);
        pool.set(ValueLayout.JAVA_INT, at + PoolLayout.CHUNK_THREAD, thread);
        pool.set(
                ValueLayout.JAVA_INT,
                at + PoolLayout.CHUNK_SPACE,
                Integer.parseUnsignedInt(space.replaceAll("\\D", "")));
        pool.set(ValueLayout.JAVA_LONG, at + PoolLayout.CHUNK_LIFE, 77);
        pool.set(ValueLayout.JAVA_INT, at + PoolLayout.CHUNK_CALL, 0);
        pool.set(ValueLayout.JAVA_INT, PoolLayout.HEAD_GENERATION, 100 + number);
        pool.set(ValueLayout.JAVA_LONG, at + PoolLayout.CHUNK_MARK, (100L + number << 32) + used);
        PoolLayout.INT.setRelease(pool, at + PoolLayout.CHUNK_STATE, PoolLayout.OPEN);
        return PoolLayout.slots(first() + number);
    }

    private int first() {
        return pool.get(ValueLayout.JAVA_INT, PoolLayout.HEAD_FIRST);
    }

    private long head(int number) {
        return PoolLayout.head(first() + number);
    }

    /** An event of one slot, the first of which is 1, with a number to be known by. */
    private void write(long chunk, int slot, long time, int number) {
        long at = chunk + (slot - 1L) * PoolLayout.SLOT_SIZE;
        pool.set(ValueLayout.JAVA_INT, at + PoolLayout.EVENT_FUNCTION, function);
        pool.set(ValueLayout.JAVA_LONG, at + PoolLayout.EVENT_BEGAN, time);
        pool.set(ValueLayout.JAVA_LONG, at + PoolLayout.EVENT_ENDED, time);
        pool.set(ValueLayout.JAVA_LONG, at + PoolLayout.EVENT_RESULT, number);
        pool.set(ValueLayout.JAVA_INT, at + PoolLayout.EVENT_SIZE, 16);
        pool.set(ValueLayout.JAVA_BYTE, at + PoolLayout.EVENT_COUNT, (byte) 2);
        PoolLayout.INT.setRelease(pool, at, PoolLayout.EVENT << 24 | 1);
    }

    private List<String> poll() throws IOException {
        events.clear();
        session.poll(event -> events.add(Long.toString(event.result())));
        return events;
    }

    /**
     * A signal handler has come while an event was being written, and goes on for long: what it calls is read meanwhile, and the
     * event when it is there. Seen to fail when it was given up after a second: it was counted as torn, and never read.
     */
    @Test
    void anEventThatIsPublishedLateIsReadLate() throws Exception {
        long chunk = chunk(0, ALIVE, 3);
        write(chunk, 2, 20, 2);
        assertThat(poll()).isEmpty();
        Thread.sleep(1100);
        assertThat(poll()).containsExactly("2");
        assertThat(poll()).isEmpty();
        write(chunk, 1, 10, 1);
        write(chunk, 3, 30, 3);
        assertThat(poll()).containsExactly("1", "3");
        assertThat(session.torn()).isZero();
    }

    /**
     * A thread fills a chunk that this reader has passed, and claims another one that it comes to later. Seen to fail in a flood of 64
     * threads, with the reader's processor taken away in between: all events of the first came behind the second's.
     */
    @Test
    void whatIsClaimedWhileItIsLookedForIsReadNextTime() throws Exception {
        write(chunk(1, ALIVE, 1), 1, 20, 2);
        pool.set(ValueLayout.JAVA_INT, PoolLayout.HEAD_GENERATION, 99);
        assertThat(poll()).isEmpty();
        write(chunk(0, ALIVE, 1), 1, 10, 1);
        pool.set(ValueLayout.JAVA_INT, PoolLayout.HEAD_GENERATION, 101);
        assertThat(poll()).containsExactly("1", "2");
    }

    /** The same, of a thread that is gone: that one is never written. */
    @Test
    void anEventOfAThreadThatIsGoneIsTorn() throws Exception {
        long chunk = chunk(0, 1 << 29, 3);
        write(chunk, 2, 20, 2);
        assertThat(poll()).containsExactly("2");
        assertThat(session.torn()).isEqualTo(2);
        assertThat(pool.get(ValueLayout.JAVA_INT, head(0) + PoolLayout.CHUNK_STATE))
                .isEqualTo(PoolLayout.FREE);
    }

    /** Of several threads by time, of one in its own order: the second event of the first thread ended before its first one. */
    @Test
    void threadsAreMergedByTime() throws Exception {
        long one = chunk(0, ALIVE, 3);
        long other = chunk(1, 1 << 29, 2);
        write(one, 1, 20, 1);
        write(one, 2, 15, 2);
        write(one, 3, 40, 3);
        write(other, 1, 10, 11);
        write(other, 2, 30, 12);
        assertThat(poll()).containsExactly("11", "1", "2", "12", "3");
    }

    /** Seen to fail when events were collected first: the other one was lost. */
    @Test
    void aConsumerThatFailsHasHadItsEventAndNoOther() throws Exception {
        long chunk = chunk(0, ALIVE, 2);
        write(chunk, 1, 10, 1);
        write(chunk, 2, 20, 2);
        assertThatThrownBy(() -> session.poll(event -> {
                    throw new IllegalStateException("no " + event.result());
                }))
                .hasMessage("no 1");
        assertThat(poll()).containsExactly("2");
    }

    /** A cursor and an event that is kept say the same of a call. */
    @Test
    void aCursorSaysWhatAnEventSays() throws Exception {
        ProcessBuilder test = new ProcessBuilder("bash", "-c", "test -r /; test -w /missing/file; test -x ''");
        List<Map<String, Object>> cursors = new ArrayList<>();
        List<Map<String, Object>> kept = new ArrayList<>();
        session.followCursor(session.start(test, library), cursor -> {
            cursors.add(told(cursor));
            kept.add(told(cursor.keep()));
        });
        assertThat(cursors).hasSizeGreaterThanOrEqualTo(3);
        assertThat(cursors).isEqualTo(kept);
        assertThat(cursors).anyMatch(told -> "null/missing/file".equals(told.get("path")));
    }

    private static Map<String, Object> told(TracedCall call) {
        return Map.of(
                "text", call.text(),
                "info", call.info(),
                "count", call.count(),
                "values", List.of(call.value(0), call.value(1), call.value(2), call.value(3), call.value(4)),
                "path", String.valueOf(call.text(0)) + call.text(1),
                "bytes", Optional.ofNullable(call.bytes(0)),
                "result", call.result() + String.valueOf(call.resultText()));
    }

    /** Another process of this user may cut the file: that is no crash, and no error of the virtual machine. */
    @Test
    void aPoolThatIsCutIsTold() throws Exception {
        try (FileChannel file = FileChannel.open(session.folder().resolve("pool"), StandardOpenOption.WRITE)) {
            file.truncate(PoolLayout.CHUNK_SIZE);
        }
        assertThatThrownBy(() -> session.poll(event -> {}))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("[SG0907]")
                .hasMessageContaining("cut");
    }

    /**
     * Whatever other processes put into the pool: the reader goes on, or says that it is damaged, and reads no event a second time. The
     * tables of libraries are copies by then; they are damaged in {@code EventSchemaTest}.
     */
    @Test
    void noiseInThePoolIsNoCrash() throws Exception {
        Random random = new Random(4);
        for (int round = 0; round < 400; round++) {
            for (int i = 0; i < 3; i++) {
                long chunk = chunk(i, random.nextBoolean() ? ALIVE : 1 << 29, 40);
                for (int slot = 1; slot <= 40; slot++) {
                    write(chunk, slot, random.nextInt(1000), slot);
                }
            }
            for (int i = random.nextInt(60); i >= 0; i--) {
                // Heads of chunks and of slots are where a lie could lead astray.
                int chunk = random.nextInt(4);
                long at = random.nextInt(8) == 0
                        ? head(chunk) + random.nextInt(PoolLayout.CHUNK_HEAD_SIZE)
                        : PoolLayout.slots(first() + chunk)
                                + random.nextInt(42) * (long) PoolLayout.SLOT_SIZE
                                + random.nextInt(48);
                byte lie = (byte) (random.nextBoolean() ? random.nextInt(256) : random.nextInt(3) - 1);
                pool.set(ValueLayout.JAVA_BYTE, at, lie);
            }
            long[] count = new long[1];
            try {
                session.pollCursor(event -> {
                    count[0]++;
                    assertThat(told(event)).isEqualTo(told(event.keep()));
                });
            } catch (IOException e) {
                assertThat(e).hasMessageContaining("[SG09");
            }
            assertThat(count[0]).isLessThanOrEqualTo(4L * PoolLayout.SLOTS);
            clear();
        }
    }

    /** All chunks as they are in a new session. */
    private void clear() {
        pool.asSlice(PoolLayout.head(0), 4L * PoolLayout.SLOTS).fill((byte) 0);
        pool.asSlice(PoolLayout.slots(first())).fill((byte) 0);
    }
}
