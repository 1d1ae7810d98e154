package dev.shimgen.runtime.event;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Takes events out of a pool. What is there was written by other processes, which may be anything, so it is checked before it
 * is used: no number from the pool leads outside of its chunk.
 */
final class PoolReader {

    /** How long a slot may stay unpublished before its thread is taken for one that will never come back to it. */
    private static final long PATIENCE = 1_000_000_000L;

    private static final long NEVER = Long.MIN_VALUE;

    /** Of how many threads that have ended in a call it is remembered. */
    private static final int MOST_ABANDONED = 1000;

    private final MemorySegment pool;
    private final EventClock clock;
    private final int first;
    private final int chunks;
    private final PoolLibraries libraries;
    private final Chunk[] known;

    /** The processes that have written, as long as they run. */
    private final Set<RunningProcess> processes = new HashSet<>();

    /** The lives that had chunks when the pool was last read. */
    private Set<Long> lives = Set.of();

    /** The calls of threads that have ended in them. */
    private final List<UnfinishedCall> abandoned = new ArrayList<>();

    /** Those of threads that are in one, each by its thread. */
    private final Map<Writer, UnfinishedCall> unfinished = new LinkedHashMap<>();

    /** The inode of this process's pid namespace; 0 if it is not known. */
    private final int space = space();

    private long torn;

    /** A chunk that is being read. */
    private static final class Chunk {
        final int generation;
        int next = 1;
        long waitsSince = NEVER;

        /** As it was when it was last read. */
        long mark;

        /** Whether a thread that is still there may yet write into slots that were given up. */
        boolean suspect;

        Chunk(int generation) {
            this.generation = generation;
        }
    }

    /**
     * A thread, with ids as it has them itself.
     *
     * @param space the pid namespace of the ids
     */
    private record Writer(int space, int process, int thread) {}

    /**
     * Who wrote a chunk, and when it was claimed.
     *
     * @param life which of the processes that had this id, one after the other, or which of the programs that this one
     *     executed
     */
    private record Place(int chunk, long life, Writer writer, int generation) {

        boolean isOfThreadOf(Place other) {
            return life == other.life && writer.equals(other.writer);
        }
    }

    /** An event, and where it belongs among those of other threads. */
    private record Timed(long time, TraceEvent event) {}

    PoolReader(MemorySegment pool, EventClock clock) {
        this.pool = pool;
        this.clock = clock;
        this.first = pool.get(ValueLayout.JAVA_INT, PoolLayout.HEAD_FIRST);
        this.chunks = (int) (pool.byteSize() / PoolLayout.CHUNK_SIZE);
        this.libraries = new PoolLibraries(pool);
        this.known = new Chunk[chunks];
    }

    long torn() {
        return torn;
    }

    /** {@return the calls that had not returned when the pool was last read, first those of threads that have ended} */
    List<UnfinishedCall> unfinished() {
        return Stream.concat(abandoned.stream(), unfinished.values().stream()).toList();
    }

    /** {@return whether a process that has written events still runs, as far as this one can see it} */
    boolean hasRunningWriters() {
        processes.removeIf(process -> !process.isRunning());
        return !processes.isEmpty();
    }

    /** Looks after processes that have not been seen yet: one that executes another program has nothing mapped meanwhile. */
    private void remember(List<Place> places) {
        Set<Long> now = new HashSet<>();
        for (Place place : places) {
            Writer writer = place.writer();
            boolean isVisible = space != 0 && writer.space() == space && writer.process() > 0;
            if (now.add(place.life()) && !lives.contains(place.life()) && isVisible) {
                RunningProcess.of(writer.process()).ifPresent(processes::add);
            }
        }
        lives = now;
    }

    List<TraceEvent> poll() throws IOException {
        // Who has ended is asked before anything is read: then nothing of such a thread is missed.
        Set<Writer> ended = places().stream()
                .map(Place::writer)
                .distinct()
                .filter(writer -> !isAlive(writer))
                .collect(Collectors.toSet());
        List<Place> places = places();
        remember(places);
        // First, so that nothing has been taken if one of them cannot be read.
        for (Place place : places) {
            schema(place);
        }
        boolean scarce = chunks - first - places.size() < (chunks - first) / 4;
        Map<Writer, Long> newest = new HashMap<>();
        places.forEach(place -> newest.merge(place.writer(), place.life(), Math::max));
        List<Timed> all = new ArrayList<>();
        Place before = null;
        boolean waits = false;
        long time = Long.MIN_VALUE;
        for (int i = 0; i < places.size(); i++) {
            Place place = places.get(i);
            boolean last = i + 1 == places.size() || !places.get(i + 1).isOfThreadOf(place);
            if (before == null || !place.isOfThreadOf(before)) {
                waits = false;
                time = Long.MIN_VALUE;
            }
            before = place;
            // What follows in the same thread has to wait, too.
            if (!waits) {
                boolean replaced = place.writer().process() > 0
                        && Objects.requireNonNull(newest.get(place.writer())) > place.life();
                List<TraceEvent> events = new ArrayList<>();
                waits = !read(place, last, replaced, replaced || ended.contains(place.writer()), scarce, events);
                time = add(events, time, all);
            }
        }
        abandon(newest.keySet());
        all.sort(Comparator.comparingLong(Timed::time));
        return all.stream().map(Timed::event).toList();
    }

    /** {@return the chunks that are in use, those of a thread one after the other} */
    private List<Place> places() {
        List<Place> places = new ArrayList<>();
        for (int i = first; i < chunks; i++) {
            long at = at(i);
            if (acquire(at + PoolLayout.CHUNK_STATE) == PoolLayout.OPEN) {
                Writer writer = new Writer(
                        getInt(at + PoolLayout.CHUNK_SPACE),
                        getInt(at + PoolLayout.CHUNK_PROCESS),
                        getInt(at + PoolLayout.CHUNK_THREAD));
                int generation = (int) (getLong(at + PoolLayout.CHUNK_MARK) >>> 32);
                places.add(new Place(i, getLong(at + PoolLayout.CHUNK_LIFE), writer, generation));
            }
        }
        places.sort(Comparator.comparingLong(Place::life)
                .thenComparingInt(place -> place.writer().thread())
                .thenComparing(Place::generation, Integer::compareUnsigned));
        return places;
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

    /**
     * Reads what is new in a chunk; false if there is an event in it that is not complete yet.
     *
     * @param newest whether the thread has claimed no other one since: that has the call that it is in
     * @param replaced whether the thread has executed another program since, so that the one that wrote this is gone
     * @param ended whether the thread is gone, or does not come back to this chunk
     * @param scarce whether chunks have run short
     */
    private boolean read(
            Place place, boolean newest, boolean replaced, boolean ended, boolean scarce, List<TraceEvent> events)
            throws IOException {
        Chunk chunk = known[place.chunk()];
        if (chunk == null || chunk.generation != place.generation()) {
            chunk = new Chunk(place.generation());
            known[place.chunk()] = chunk;
        }
        long at = at(place.chunk());
        long mark = (long) PoolLayout.LONG.getAcquire(pool, at + PoolLayout.CHUNK_MARK);
        int limit = (int) Math.min(mark & PoolLayout.USED, PoolLayout.SLOTS);
        while (chunk.next < limit) {
            long slot = at + (long) chunk.next * PoolLayout.SLOT_SIZE;
            int published = acquire(slot);
            int slots = published & 0xffffff;
            if (published >>> 24 == PoolLayout.EVENT && slots > 0 && slots <= PoolLayout.SLOTS - chunk.next) {
                event(place, slot, slots, events);
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
        boolean sleeps = chunk.mark == mark;
        chunk.mark = mark;
        if (newest) {
            note(place, at, ended, replaced);
        }
        if ((ended || (mark & PoolLayout.SEALED) != 0 || (scarce && sleeps))
                && seal(at, mark)
                && (ended || !chunk.suspect)) {
            release(place.chunk(), chunk.suspect ? PoolLayout.SLOTS : limit);
        }
        return true;
    }

    /** Notes the call that a thread is in, from its newest chunk. */
    private void note(Place place, long at, boolean ended, boolean replaced) throws IOException {
        int id = getInt(at + PoolLayout.CHUNK_CALL);
        long began = getLong(at + PoolLayout.CHUNK_CALL_BEGAN);
        FunctionSchema function = id == 0 ? null : schema(place).function(id).orElse(null);
        unfinished.remove(place.writer());
        if (function != null && !replaced) {
            UnfinishedCall call = new UnfinishedCall(
                    function, place.writer().process(), place.writer().thread(), clock.nanos(began), ended);
            if (ended) {
                abandon(call);
            } else {
                unfinished.put(place.writer(), call);
            }
        }
    }

    /** Looks after the threads whose chunks were taken from them while they slept in a call. */
    private void abandon(Set<Writer> seen) {
        for (Writer writer : List.copyOf(unfinished.keySet())) {
            if (!seen.contains(writer) && !isAlive(writer)) {
                UnfinishedCall call = Objects.requireNonNull(unfinished.remove(writer));
                abandon(new UnfinishedCall(call.function(), call.process(), call.thread(), call.began(), true));
            }
        }
    }

    private void abandon(UnfinishedCall call) {
        if (abandoned.size() < MOST_ABANDONED) {
            abandoned.add(call);
        }
    }

    /** Sees to it that no slots are taken from a chunk any more; false if some were, since its mark was read. */
    private boolean seal(long at, long mark) {
        return PoolLayout.LONG.compareAndSet(pool, at + PoolLayout.CHUNK_MARK, mark, mark | PoolLayout.SEALED);
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
    private boolean isAlive(Writer writer) {
        return space == 0
                || writer.space() != space
                || writer.process() <= 0
                || Files.exists(Path.of("/proc/" + writer.process() + "/task/" + writer.thread()));
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

    /** Gives a chunk back: with all slots unpublished, of which those before {@code used} were not. */
    private void release(int chunk, int used) {
        long at = at(chunk);
        for (int i = 1; i < used; i++) {
            pool.set(ValueLayout.JAVA_INT, at + (long) i * PoolLayout.SLOT_SIZE, 0);
        }
        known[chunk] = null;
        PoolLayout.INT.setRelease(pool, at + PoolLayout.CHUNK_STATE, PoolLayout.FREE);
        PoolLayout.INT.getAndAdd(pool, (long) PoolLayout.HEAD_FREED, 1);
    }

    private void event(Place place, long slot, int slots, List<TraceEvent> events) throws IOException {
        EventSchema schema = schema(place);
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
                place.writer().process(),
                place.writer().thread(),
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
            if (what >= kinds.length
                    || size > bytes.remaining()
                    || (kinds[what] == Block.What.ADDRESS && size != Long.BYTES)) {
                torn++;
                break;
            }
            byte[] copy = new byte[size];
            bytes.get(copy);
            blocks.add(new Block(argument, kinds[what], copy));
        }
        return blocks;
    }

    private EventSchema schema(Place place) throws IOException {
        return libraries.schema(getInt(at(place.chunk()) + PoolLayout.CHUNK_LIBRARY));
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
