package dev.shimgen.runtime.session;

import dev.shimgen.runtime.event.EventSchema;
import dev.shimgen.runtime.event.FunctionSchema;
import java.io.IOException;
import java.util.List;

/**
 * The events of a thread that can be read now, one after the other, from the chunks that it has claimed. A chunk is given back
 * when what comes behind its last event is asked for: until then, that one can be looked at where it is.
 */
final class ThreadEvents {

    /** Instead of a slot: there is none any more. */
    private static final int END = -2;

    /** Instead of a slot: the next event is not complete yet, and what follows in the same thread has to wait, too. */
    private static final int WAIT = -1;

    private final PoolReader reader;
    private final List<Place> places;
    private final boolean ended;
    private final boolean replaced;
    private final boolean scarce;

    private final Writer writer;
    private final PoolCursor cursor;
    private final SlotWindow window;

    private int index;

    @SuppressWarnings("NullAway.Init") // The first chunk is entered by the constructor.
    private ChunkProgress chunk;

    @SuppressWarnings("NullAway.Init")
    private EventSchema schema;

    private long mark;
    private int limit;

    /** Where the chunk begins. */
    private long base;

    /** The next of the chunk's holes to look at. */
    private int hole;

    /** How many slots the event has. */
    private int slots;

    private long time = Long.MIN_VALUE;

    /**
     * Begins in front of the first event.
     *
     * @param cursor shows the events of this thread, and of no other one meanwhile
     * @param places the thread's chunks, in the order in which it claimed them; at least one
     * @param ended whether the thread is gone, or does not come back to these chunks
     * @param replaced whether it has executed another program since, so that the one that wrote this is gone
     * @param scarce whether chunks have run short
     */
    ThreadEvents(
            PoolReader reader, PoolCursor cursor, List<Place> places, boolean ended, boolean replaced, boolean scarce)
            throws IOException {
        this.reader = reader;
        this.cursor = cursor;
        this.window = cursor.window();
        this.places = places;
        this.writer = places.get(0).writer();
        this.ended = ended;
        this.replaced = replaced;
        this.scarce = scarce;
        enter();
    }

    /** Goes on to the next event; false if there is none that could be read. */
    boolean next() throws IOException {
        int at = chunk.next;
        int count = chunk.holes.isEmpty() ? window.count(at) : 0;
        if (count > 0) {
            chunk.advance(at + count);
            slots = count;
            if (isEvent(at)) {
                return true;
            }
        }
        return search();
    }

    /** The same, where the next event is not in the window, or there are holes. */
    private boolean search() throws IOException {
        while (index < places.size()) {
            int at = nextSlot();
            if (at == WAIT) {
                return false;
            }
            if (at == END) {
                leave();
                index++;
                if (index < places.size()) {
                    enter();
                }
            } else if (isEvent(at)) {
                return true;
            }
        }
        return false;
    }

    /**
     * {@return when the event ended, as the pool has it, but not before those in front of it} A signal handler may have come between
     * the end of a call and the writing of its event.
     */
    long time() {
        return time;
    }

    /** {@return the cursor, which is on the event} */
    PoolCursor cursor() {
        return cursor;
    }

    private void enter() throws IOException {
        Place place = places.get(index);
        chunk = reader.progress(place);
        schema = reader.schema(place);
        cursor.enter(schema, writer, reader.start(place), reader.parent(place));
        window.clear();
        base = PoolLayout.slots(place.chunk());
        mark = reader.mark(place);
        limit = (int) Math.min(mark & PoolLayout.USED, PoolLayout.SLOTS);
        hole = 0;
    }

    private int nextSlot() {
        int late = chunk.holes.isEmpty() ? END : nextOfHoles();
        return late == END ? nextInOrder() : late;
    }

    private int nextOfHoles() {
        while (hole < chunk.holes.size()) {
            ChunkProgress.Hole next = chunk.holes.get(hole);
            int count = window.load(base, next.from(), next.to());
            if (count > 0 && count <= next.to() - next.from()) {
                int behind = next.from() + count;
                if (behind == next.to()) {
                    chunk.holes.remove(hole);
                } else {
                    chunk.holes.set(hole, new ChunkProgress.Hole(behind, next.to()));
                }
                slots = count;
                return next.from();
            }
            if (ended) {
                reader.tear();
                chunk.holes.remove(hole);
            } else {
                hole++;
            }
        }
        return END;
    }

    private int nextInOrder() {
        while (chunk.next < limit) {
            int at = chunk.next;
            int count = window.load(base, at, limit);
            if (count > 0) {
                chunk.advance(at + count);
                slots = count;
                return at;
            }
            int behind = at + 1;
            while (behind < limit && reader.published(base, behind) == 0) {
                behind++;
            }
            if (ended) {
                reader.tear();
                chunk.advance(behind);
            } else if (chunk.hasWaited() && behind < limit) {
                // Of a signal handler that has gone on for long, or has been left by a jump.
                chunk.holes.add(new ChunkProgress.Hole(at, behind));
                chunk.advance(behind);
            } else {
                return WAIT;
            }
        }
        return END;
    }

    /** Reads what has to be known of an event before it is shown; false, and counted as torn, if it is none. */
    private boolean isEvent(int at) {
        int slot = window.offset(at);
        FunctionSchema function = schema.find(window.getInt(slot + PoolLayout.EVENT_FUNCTION));
        int room = PoolLayout.SLOT_SIZE
                - PoolLayout.EVENT_BYTES
                + (slots - 1) * (PoolLayout.SLOT_SIZE - PoolLayout.SLOT_BYTES);
        int size = Math.clamp(window.getInt(slot + PoolLayout.EVENT_SIZE), 0, room);
        int passed = window.getByte(slot + PoolLayout.EVENT_COUNT) & 0xff;
        if (function == null || size < passed * Long.BYTES) {
            reader.tear();
            return false;
        }
        time = Math.max(time, window.getLong(slot + PoolLayout.EVENT_ENDED));
        cursor.moveTo(function, slot, size, passed);
        return true;
    }

    /** Gives the chunk back if nothing more will come. */
    private void leave() throws IOException {
        Place place = places.get(index);
        boolean sleeps = chunk.mark == mark;
        chunk.mark = mark;
        if (index == places.size() - 1) {
            reader.note(place, ended, replaced);
        }
        boolean isSealed = (mark & PoolLayout.SEALED) != 0;
        if ((ended || (chunk.holes.isEmpty() && (isSealed || (scarce && sleeps)))) && reader.seal(place, mark)) {
            reader.release(place.chunk(), limit);
        }
    }
}
