package dev.shimgen.runtime.session;

import dev.shimgen.runtime.event.EventCursor;
import dev.shimgen.runtime.event.EventSchema;
import dev.shimgen.runtime.event.FunctionSchema;
import dev.shimgen.runtime.event.TraceEvent;
import dev.shimgen.runtime.event.UnfinishedCall;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Takes events out of a pool. What is there was written by other processes, which may be anything, so it is checked before it
 * is used: no number from the pool leads outside of its chunk.
 */
final class PoolReader {

    /** For how long it is not asked again which threads have ended, in nanoseconds. */
    private static final long PAUSE = 20_000_000;

    /** How long new processes are not looked for while events are handed over, in nanoseconds, and in events. */
    private static final long LOOK_EVERY = 3_000_000;

    private static final int LOOK_AFTER = 64; // a power of two

    /** Of how many threads that have ended in a call it is remembered. */
    private static final int MOST_ABANDONED = 1000;

    /** Who gets the events. */
    interface Visitor {
        /** Looks at an event; what it throws comes out of {@link #poll}. */
        void visit(EventCursor event) throws IOException;
    }

    private final MemorySegment pool;
    private final EventClock clock;
    private final int first;
    private final int chunks;
    private final PoolLibraries libraries;
    private final @Nullable ChunkProgress[] known;

    /** One for each thread whose events are merged, as many as there were at most. */
    private final List<PoolCursor> cursors = new ArrayList<>();

    /** The processes that have written, as long as they run. */
    private final Set<RunningProcess> processes = new HashSet<>();

    /** The lives that have chunks, as far as they were seen. */
    private final Set<Long> lives = new HashSet<>();

    /** When the processes of those lives were started, as far as they ran when they were first seen. */
    private final Map<Long, Long> starts = new HashMap<>();

    /** The same by process ids, of those that this process has started, and asked before they could end. */
    private final Map<Integer, Long> started = new HashMap<>();

    /** The calls of threads that have ended in them. */
    private final List<UnfinishedCall> abandoned = new ArrayList<>();

    /** Those of threads that are in one, each by its thread. */
    private final Map<Writer, UnfinishedCall> unfinished = new LinkedHashMap<>();

    /** The inode of this process's pid namespace; 0 if it is not known. */
    private final int space;

    private long torn;

    /** How many events had found no room when the pool was last read. */
    private long lost;

    /** Whether chunks had run short when the pool was last read. */
    private boolean scarce;

    /** When processes were last looked for. */
    private long looked;

    /** When it was last asked which threads have ended. */
    private long asked = System.nanoTime() - PAUSE;

    PoolReader(MemorySegment pool, EventClock clock) {
        this.pool = pool;
        this.clock = clock;
        this.first = pool.get(ValueLayout.JAVA_INT, PoolLayout.HEAD_FIRST);
        this.space = pool.get(ValueLayout.JAVA_INT, PoolLayout.HEAD_SPACE);
        this.chunks = (int) (pool.byteSize() / PoolLayout.CHUNK_SIZE);
        this.libraries = new PoolLibraries(pool);
        this.known = new ChunkProgress[chunks];
    }

    long torn() {
        return torn;
    }

    /** {@return the calls that had not returned when the pool was last read, first those of threads that have ended} */
    List<UnfinishedCall> unfinished() {
        return Stream.concat(abandoned.stream(), unfinished.values().stream()).toList();
    }

    /** {@return what the libraries that have written say of their calls} */
    Collection<EventSchema> schemas() {
        return libraries.known();
    }

    /**
     * Notes a process before it may have ended.
     *
     * @param start when it was started, in clock ticks since the machine's start
     */
    void started(int process, long start) {
        started.put(process, start);
    }

    /** {@return whether a process that has written events still runs, as far as this one can see it} */
    boolean hasRunningWriters() {
        processes.removeIf(process -> !process.isRunning());
        return !processes.isEmpty();
    }

    /** Looks after processes that have not been seen yet, and forgets those that have no chunk any more. */
    private void remember(List<Place> places) {
        places.forEach(place -> remember(place.life(), place.writer()));
        Set<Long> now = places.stream().map(Place::life).collect(Collectors.toSet());
        starts.keySet().retainAll(now);
        lives.retainAll(now);
    }

    /** Looks after a process: one that executes another program has nothing mapped meanwhile. */
    private void remember(long life, Writer writer) {
        boolean isVisible = space != 0 && writer.space() == space && writer.process() > 0;
        if (lives.add(life) && isVisible) {
            Long start = started.get(writer.process());
            if (start != null) {
                starts.put(life, start);
            }
            RunningProcess.of(writer.process()).ifPresent(process -> {
                processes.add(process);
                starts.put(life, process.ticks());
            });
        }
    }

    /**
     * Looks after processes that have begun since the pool was last looked at, and reads nothing: they may have ended before it is
     * read again.
     */
    void look() {
        for (int i = first; i < chunks; i++) {
            long at = PoolLayout.head(i);
            if (acquire(at + PoolLayout.CHUNK_STATE) == PoolLayout.OPEN) {
                long life = getLong(at + PoolLayout.CHUNK_LIFE);
                if (!lives.contains(life)) {
                    remember(life, writer(at));
                }
            }
        }
        looked = System.nanoTime();
    }

    private Writer writer(long at) {
        return new Writer(
                getInt(at + PoolLayout.CHUNK_SPACE),
                getInt(at + PoolLayout.CHUNK_PROCESS),
                getInt(at + PoolLayout.CHUNK_THREAD));
    }

    /**
     * Hands over what is there: the events of a thread in their order, all of them by the time when they ended.
     *
     * @param thorough whether it is asked again which threads have ended, however short ago that was
     * @return how many there were
     */
    long poll(Visitor visitor, boolean thorough) throws IOException {
        // Who has ended is asked before anything is read: then nothing of such a thread is missed.
        Set<Writer> ended = ended(thorough);
        List<Place> places = places();
        // A process with a limit of memory has mapped a part of the pool: it may find nothing while there is much.
        long losses = (long) PoolLayout.LONG.getAcquire(pool, (long) PoolLayout.HEAD_LOST);
        scarce = chunks - first - places.size() < (chunks - first) / 4 || losses != lost;
        lost = losses;
        remember(places);
        // First, so that nothing has been taken if one of them cannot be read.
        for (Place place : places) {
            schema(place);
        }
        Map<Writer, Long> newest = new HashMap<>();
        places.forEach(place -> newest.merge(place.writer(), place.life(), Math::max));
        PriorityQueue<ThreadEvents> threads = new PriorityQueue<>(Comparator.comparingLong(ThreadEvents::time));
        for (List<Place> own : byThread(places)) {
            Writer writer = own.get(0).writer();
            boolean replaced = writer.process() > 0
                    && Objects.requireNonNull(newest.get(writer)) > own.get(0).life();
            PoolCursor cursor = cursor(threads.size());
            ThreadEvents events =
                    new ThreadEvents(this, cursor, own, replaced || ended.contains(writer), replaced, scarce);
            if (events.next()) {
                threads.add(events);
            }
        }
        long count = merge(threads, visitor);
        abandon(newest.keySet());
        return count;
    }

    /** {@return a cursor that none of so many threads has} */
    private PoolCursor cursor(int taken) {
        if (taken == cursors.size()) {
            cursors.add(new PoolCursor(pool, clock));
        }
        return cursors.get(taken);
    }

    private long merge(PriorityQueue<ThreadEvents> threads, Visitor visitor) throws IOException {
        long count = 0;
        ThreadEvents events = threads.poll();
        while (events != null) {
            visitor.visit(events.cursor());
            count++;
            if ((count & LOOK_AFTER - 1) == 0 && System.nanoTime() - looked > LOOK_EVERY) {
                look();
            }
            if (!events.next()) {
                events = threads.poll();
            } else {
                ThreadEvents other = threads.peek();
                if (other != null && other.time() < events.time()) {
                    threads.add(events);
                    events = threads.poll();
                }
            }
        }
        return count;
    }

    /**
     * {@return the threads with chunks that are gone} None if that was asked a moment ago: it takes a system call for each, and
     * threads that end are no reason for haste.
     */
    private Set<Writer> ended(boolean thorough) {
        long now = System.nanoTime();
        if (!thorough && now - asked < PAUSE && !scarce) {
            return Set.of();
        }
        asked = now;
        return places().stream()
                .map(Place::writer)
                .distinct()
                .filter(writer -> !isAlive(writer))
                .collect(Collectors.toSet());
    }

    /** {@return the chunks of each thread} */
    private static List<List<Place>> byThread(List<Place> places) {
        List<List<Place>> threads = new ArrayList<>();
        int from = 0;
        for (int i = 1; i <= places.size(); i++) {
            if (i == places.size() || !places.get(i).isOfThreadOf(places.get(from))) {
                threads.add(places.subList(from, i));
                from = i;
            }
        }
        return threads;
    }

    /**
     * {@return the chunks that are in use, those of a thread one after the other} Those that are claimed meanwhile are left for the
     * next time: of two of a thread, the first might be where this has been already, and its events would come behind the others'.
     */
    private List<Place> places() {
        List<Place> places = new ArrayList<>();
        int newest = acquire(PoolLayout.HEAD_GENERATION);
        for (int i = first; i < chunks; i++) {
            long at = PoolLayout.head(i);
            if (acquire(at + PoolLayout.CHUNK_STATE) == PoolLayout.OPEN) {
                Writer writer = writer(at);
                int generation = (int) (getLong(at + PoolLayout.CHUNK_MARK) >>> 32);
                if (generation - newest <= 0) {
                    places.add(new Place(i, getLong(at + PoolLayout.CHUNK_LIFE), writer, generation));
                }
            }
        }
        places.sort(Comparator.comparingLong(Place::life)
                .thenComparingInt(place -> place.writer().thread())
                .thenComparing(Place::generation, Integer::compareUnsigned));
        return places;
    }

    /** Notes the call that a thread is in, from its newest chunk. */
    void note(Place place, boolean ended, boolean replaced) throws IOException {
        long at = PoolLayout.head(place.chunk());
        int id = getInt(at + PoolLayout.CHUNK_CALL);
        long began = getLong(at + PoolLayout.CHUNK_CALL_BEGAN);
        FunctionSchema function = id == 0 ? null : schema(place).function(id).orElse(null);
        unfinished.remove(place.writer());
        // Of those that may never return there is an event from before: execve(2) does not when all is well.
        boolean told = function != null && function.timing() != FunctionSchema.Timing.AFTER;
        if (function != null && !told && !replaced) {
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
    boolean seal(Place place, long mark) {
        return PoolLayout.LONG.compareAndSet(
                pool, PoolLayout.head(place.chunk()) + PoolLayout.CHUNK_MARK, mark, mark | PoolLayout.SEALED);
    }

    /** {@return a chunk's mark} */
    long mark(Place place) {
        return (long) PoolLayout.LONG.getAcquire(pool, PoolLayout.head(place.chunk()) + PoolLayout.CHUNK_MARK);
    }

    /** {@return how far a chunk has been read since it was claimed} */
    ChunkProgress progress(Place place) {
        ChunkProgress progress = known[place.chunk()];
        if (progress == null || progress.generation != place.generation()) {
            progress = new ChunkProgress(place.generation());
            known[place.chunk()] = progress;
        }
        return progress;
    }

    /** Counts something that was never completed, or is no event. */
    void tear() {
        torn++;
    }

    /** Whether the thread that writes a chunk is still there; a thread whose id is not known, or is of others, may be. */
    private boolean isAlive(Writer writer) {
        return space == 0
                || writer.space() != space
                || writer.process() <= 0
                || Files.exists(Path.of("/proc/" + writer.process() + "/task/" + writer.thread()));
    }

    /** Gives a chunk back: with all slots unpublished, of which those before {@code used} were not. */
    void release(int chunk, int used) {
        long at = PoolLayout.slots(chunk);
        for (int i = 0; i < used; i++) {
            pool.set(ValueLayout.JAVA_INT, at + (long) i * PoolLayout.SLOT_SIZE, 0);
        }
        known[chunk] = null;
        PoolLayout.INT.setRelease(pool, PoolLayout.head(chunk) + PoolLayout.CHUNK_STATE, PoolLayout.FREE);
        PoolLayout.INT.getAndAdd(pool, (long) PoolLayout.HEAD_FREED, 1);
    }

    /** {@return when the process of a chunk was started, or {@link TraceEvent#UNKNOWN_START}} */
    long start(Place place) {
        return starts.getOrDefault(place.life(), TraceEvent.UNKNOWN_START);
    }

    /** {@return the id of the parent of a chunk's process; 0 if it is not known} */
    int parent(Place place) {
        return getInt(PoolLayout.head(place.chunk()) + PoolLayout.CHUNK_PARENT);
    }

    EventSchema schema(Place place) throws IOException {
        return libraries.schema(getInt(PoolLayout.head(place.chunk()) + PoolLayout.CHUNK_LIBRARY));
    }

    /** {@return of how many slots the event is that begins in a slot of a chunk; 0 if none does} */
    int published(long chunk, int slot) {
        return SlotWindow.published(pool, chunk, slot);
    }

    int acquire(long at) {
        return (int) PoolLayout.INT.getAcquire(pool, at);
    }

    int getInt(long at) {
        return pool.get(ValueLayout.JAVA_INT, at);
    }

    long getLong(long at) {
        return pool.get(ValueLayout.JAVA_LONG, at);
    }
}
