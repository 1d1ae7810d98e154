package dev.shimgen.runtime.event;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Takes events out of a pool. What is there was written by other processes, which may be anything, so it is checked before it
 * is used: no number from the pool leads outside of its chunk.
 */
final class PoolReader {

    /** How long a slot may stay unpublished before its thread is taken for one that will never come back to it. */
    private static final long PATIENCE = 1_000_000_000L;

    private static final long NEVER = Long.MIN_VALUE;

    private final MemorySegment pool;
    private final EventClock clock;
    private final int chunks;
    private final Map<Integer, EventSchema> schemas = new HashMap<>();
    private final Chunk[] known;

    /** The inode of this process's pid namespace; 0 if it is not known. */
    private final int space = space();

    private long torn;

    /** A chunk that is being read. */
    private static final class Chunk {
        long life;
        long number;
        int next = 1;
        long waitsSince = NEVER;

        /** Whether a thread that is still there may yet write into slots that were given up. */
        boolean suspect;
    }

    /** Who wrote a chunk, and which of its own it is. */
    private record Place(int chunk, long life, int thread, long number) {

        boolean isOfThreadOf(Place other) {
            return life == other.life && thread == other.thread;
        }
    }

    /** An event, and where it belongs among those of other threads. */
    private record Timed(long time, TraceEvent event) {}

    PoolReader(MemorySegment pool, EventClock clock) {
        this.pool = pool;
        this.clock = clock;
        this.chunks = (int) (pool.byteSize() / PoolLayout.CHUNK_SIZE);
        this.known = new Chunk[chunks];
    }

    long torn() {
        return torn;
    }

    List<TraceEvent> poll() throws IOException {
        List<Place> places = new ArrayList<>();
        for (int i = 1; i < chunks; i++) {
            long at = at(i);
            int state = acquire(at + PoolLayout.CHUNK_STATE);
            if (state == PoolLayout.OPEN || state == PoolLayout.FULL) {
                places.add(new Place(
                        i,
                        getLong(at + PoolLayout.CHUNK_LIFE),
                        getInt(at + PoolLayout.CHUNK_THREAD),
                        getLong(at + PoolLayout.CHUNK_NUMBER)));
            }
        }
        places.sort(Comparator.comparingLong(Place::life)
                .thenComparingInt(Place::thread)
                .thenComparingLong(Place::number));
        List<Timed> all = new ArrayList<>();
        // First, so that nothing has been taken if one of them cannot be read.
        for (Place place : places) {
            schema(getInt(at(place.chunk()) + PoolLayout.CHUNK_LIBRARY));
        }
        Place before = new Place(0, 0, 0, 0);
        boolean waits = false;
        long time = Long.MIN_VALUE;
        for (Place place : places) {
            if (!place.isOfThreadOf(before)) {
                waits = false;
                time = Long.MIN_VALUE;
            }
            before = place;
            // What follows in the same thread has to wait, too.
            if (!waits) {
                List<TraceEvent> events = new ArrayList<>();
                waits = !read(place, events);
                time = add(events, time, all);
            }
        }
        all.sort(Comparator.comparingLong(Timed::time));
        return all.stream().map(Timed::event).toList();
    }

    /**
     * Adds events of a thread, each at the time when it ended, but not before those in front of it: a signal handler may have
     * come between the end of a call and the writing of its event.
     */
    private static long add(List<TraceEvent> events, long last, List<Timed> all) {
        long time = last;
        for (TraceEvent event : events) {
            time = Math.max(time, event.ended());
            all.add(new Timed(time, event));
        }
        return time;
    }

    /** Reads what is new in a chunk; false if there is an event in it that is not complete yet. */
    private boolean read(Place place, List<TraceEvent> events) throws IOException {
        Chunk chunk = known[place.chunk()];
        if (chunk == null || chunk.life != place.life() || chunk.number != place.number()) {
            chunk = new Chunk();
            chunk.life = place.life();
            chunk.number = place.number();
            known[place.chunk()] = chunk;
        }
        long at = at(place.chunk());
        // Both before the marks are read: nothing is reserved any more in a chunk that is full, or whose thread has
        // ended.
        boolean full = acquire(at + PoolLayout.CHUNK_STATE) == PoolLayout.FULL;
        boolean ended = !isAlive(at);
        int end = acquire(at + PoolLayout.CHUNK_END);
        int reserved = acquire(at + PoolLayout.CHUNK_RESERVED);
        int used = full && end > 0 && end <= PoolLayout.SLOTS ? end : reserved;
        int limit = Integer.compareUnsigned(used, PoolLayout.SLOTS) > 0 ? PoolLayout.SLOTS : used;
        while (chunk.next < limit) {
            long slot = at + (long) chunk.next * PoolLayout.SLOT_SIZE;
            int published = acquire(slot);
            int slots = published & 0xffffff;
            if (published >>> 24 == PoolLayout.EVENT && slots > 0 && slots <= PoolLayout.SLOTS - chunk.next) {
                event(at, slot, slots, events);
                chunk.next += slots;
                chunk.waitsSince = NEVER;
            } else if (isGivenUp(chunk, ended)) {
                torn++;
                chunk.suspect = true;
                chunk.next++;
                // More slots of the same event, most likely.
                while (chunk.next < limit
                        && acquire(at + (long) chunk.next * PoolLayout.SLOT_SIZE) >>> 24 != PoolLayout.EVENT) {
                    chunk.next++;
                }
                chunk.waitsSince = NEVER;
            } else {
                return false;
            }
        }
        if (ended || (full && !chunk.suspect)) {
            release(place.chunk());
        }
        return true;
    }

    /** Whether a slot that is not published will never be. */
    private static boolean isGivenUp(Chunk chunk, boolean threadHasEnded) {
        long now = System.nanoTime();
        if (chunk.waitsSince == NEVER) {
            chunk.waitsSince = now;
        }
        return threadHasEnded || now - chunk.waitsSince > PATIENCE;
    }

    /** Whether the thread that writes a chunk is still there; a thread whose id is not known, or is of others, may be. */
    private boolean isAlive(long at) {
        if (space == 0 || getInt(at + PoolLayout.CHUNK_SPACE) != space) {
            return true;
        }
        int process = getInt(at + PoolLayout.CHUNK_PROCESS);
        int thread = getInt(at + PoolLayout.CHUNK_THREAD);
        return process <= 0 || Files.exists(Path.of("/proc/" + process + "/task/" + thread));
    }

    /** man 7 namespaces: {@code pid:[4026531836]}. */
    private static int space() {
        try {
            String name = Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).toString();
            return Integer.parseUnsignedInt(name.replaceAll("\\D", ""));
        } catch (IOException e) {
            // A kernel without namespaces, or no /proc: no thread is ever taken for one that has ended.
            return 0;
        }
    }

    /** Gives a chunk back: with all slots unpublished. */
    private void release(int chunk) {
        long at = at(chunk);
        for (int i = 1; i < PoolLayout.SLOTS; i++) {
            pool.set(ValueLayout.JAVA_INT, at + (long) i * PoolLayout.SLOT_SIZE, 0);
        }
        known[chunk] = null;
        PoolLayout.INT.setRelease(pool, at + PoolLayout.CHUNK_STATE, PoolLayout.FREE);
    }

    private void event(long chunk, long slot, int slots, List<TraceEvent> events) throws IOException {
        EventSchema schema = schema(getInt(chunk + PoolLayout.CHUNK_LIBRARY));
        int id = getInt(slot + PoolLayout.EVENT_FUNCTION);
        FunctionSchema function = schema.function(id).orElse(null);
        ByteBuffer bytes = bytes(slot, slots).order(schema.order());
        int count = pool.get(ValueLayout.JAVA_BYTE, slot + PoolLayout.EVENT_COUNT) & 0xff;
        if (function == null || bytes.remaining() < count * Long.BYTES) {
            torn++;
            return;
        }
        List<Long> values = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            values.add(bytes.getLong());
        }
        events.add(new TraceEvent(
                schema,
                function,
                getInt(chunk + PoolLayout.CHUNK_PROCESS),
                getInt(chunk + PoolLayout.CHUNK_THREAD),
                clock.nanos(getLong(slot + PoolLayout.EVENT_BEGAN)),
                clock.nanos(getLong(slot + PoolLayout.EVENT_ENDED)),
                pool.get(ValueLayout.JAVA_BYTE, slot + PoolLayout.EVENT_BEFORE) == 0,
                getLong(slot + PoolLayout.EVENT_RESULT),
                getInt(slot + PoolLayout.EVENT_ERROR),
                values,
                blocks(bytes)));
    }

    /** {@return what is behind the fixed part of an event, from all its slots} */
    private ByteBuffer bytes(long slot, int slots) {
        int size = getInt(slot + PoolLayout.EVENT_SIZE);
        int first = PoolLayout.SLOT_SIZE - PoolLayout.EVENT_BYTES;
        int each = PoolLayout.SLOT_SIZE - PoolLayout.SLOT_BYTES;
        byte[] all = new byte[Math.max(0, Math.min(size, first + (slots - 1) * each))];
        int done = Math.min(first, all.length);
        MemorySegment.copy(pool, ValueLayout.JAVA_BYTE, slot + PoolLayout.EVENT_BYTES, all, 0, done);
        for (int i = 1; done < all.length; i++) {
            int part = Math.min(each, all.length - done);
            long from = slot + (long) i * PoolLayout.SLOT_SIZE + PoolLayout.SLOT_BYTES;
            MemorySegment.copy(pool, ValueLayout.JAVA_BYTE, from, all, done, part);
            done += part;
        }
        return ByteBuffer.wrap(all);
    }

    private List<Block> blocks(ByteBuffer bytes) {
        List<Block> blocks = new ArrayList<>();
        Block.What[] kinds = Block.What.values();
        while (bytes.remaining() >= 4) {
            int argument = bytes.get() & 0xff;
            int what = bytes.get() & 0xff;
            int size = bytes.getShort() & 0xffff;
            if (what >= kinds.length || size > bytes.remaining()) {
                torn++;
                break;
            }
            byte[] copy = new byte[size];
            bytes.get(copy);
            blocks.add(new Block(argument, kinds[what], copy));
        }
        return blocks;
    }

    private EventSchema schema(int library) throws IOException {
        EventSchema known = schemas.get(library);
        if (known == null) {
            known = EventSchema.read(path(library));
            schemas.put(library, known);
        }
        return known;
    }

    private Path path(int library) throws IOException {
        if (library < 0 || library >= PoolLayout.LIBRARIES) {
            throw new IOException("[SG0907] the session's memory is damaged: it names library " + library);
        }
        long at = PoolLayout.HEAD_LIBRARIES + (long) library * PoolLayout.LIBRARY_SIZE;
        byte[] bytes = new byte[PoolLayout.LIBRARY_SIZE - PoolLayout.LIBRARY_PATH];
        MemorySegment.copy(pool, ValueLayout.JAVA_BYTE, at + PoolLayout.LIBRARY_PATH, bytes, 0, bytes.length);
        int end = 0;
        while (end < bytes.length && bytes[end] != 0) {
            end++;
        }
        return Path.of(new String(bytes, 0, end, StandardCharsets.UTF_8));
    }

    private static long at(int chunk) {
        return (long) chunk * PoolLayout.CHUNK_SIZE;
    }

    private int acquire(long at) {
        return (int) PoolLayout.INT.getAcquire(pool, at);
    }

    private int getInt(long at) {
        return pool.get(ValueLayout.JAVA_INT, at);
    }

    private long getLong(long at) {
        return pool.get(ValueLayout.JAVA_LONG, at);
    }
}
