package dev.shimgen.runtime.session;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Copies of a chunk's next events. Many slots are copied at once, which takes a fraction of the time of looking at each where it is;
 * and what has been checked is what is read, whatever a program writes there in the meantime.
 */
final class SlotWindow {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.nativeOrder());

    /** How many slots are copied, unless the first event takes more. */
    private static final int USUAL = 64;

    private final MemorySegment pool;

    private byte[] bytes = new byte[0];

    /** The first slot that is here, and the first one that is not any more. */
    private int from;

    private int to;

    SlotWindow(MemorySegment pool) {
        this.pool = pool;
    }

    /** Forgets what is here: the next slots are another chunk's. */
    void clear() {
        from = 0;
        to = 0;
        if (bytes.length > USUAL * PoolLayout.SLOT_SIZE) {
            bytes = new byte[0];
        }
    }

    /**
     * Sees to it that an event is here.
     *
     * @param chunk where the chunk's slots are
     * @param slot which of them the event begins in
     * @param end the first slot of the chunk that is not in use
     * @return of how many slots the event is; 0 if none begins there, or it is not complete yet
     */
    int load(long chunk, int slot, int end) {
        int count = count(slot);
        if (count == 0) {
            copy(chunk, slot, end);
            count = count(slot);
        }
        return count;
    }

    /** {@return of how many slots the event is that begins in a slot; 0 if none that is here does} */
    int count(int slot) {
        int count = slot >= from && slot < to ? slots(getInt(offset(slot))) : 0;
        return count <= to - slot ? count : 0;
    }

    /** {@return where a slot that is here begins} */
    int offset(int slot) {
        return (slot - from) * PoolLayout.SLOT_SIZE;
    }

    private void copy(long chunk, int slot, int end) {
        int behind = slot + (slot < end ? published(pool, chunk, slot) : 0);
        int more = behind - slot;
        while (more > 0 && behind < end) {
            more = published(pool, chunk, behind);
            more = behind + more - slot <= USUAL ? more : 0;
            behind += more;
        }
        from = slot;
        to = behind;
        int size = (to - from) * PoolLayout.SLOT_SIZE;
        if (bytes.length < size) {
            bytes = new byte[Math.max(size, USUAL * PoolLayout.SLOT_SIZE)];
        }
        MemorySegment.copy(pool, ValueLayout.JAVA_BYTE, chunk + (long) slot * PoolLayout.SLOT_SIZE, bytes, 0, size);
    }

    /**
     * {@return of how many slots the event is that begins in a slot; 0 if none begins there, or it is not complete yet}
     *
     * @param chunk where the chunk's slots are
     */
    static int published(MemorySegment pool, long chunk, int slot) {
        int count = slots((int) PoolLayout.INT.getAcquire(pool, chunk + (long) slot * PoolLayout.SLOT_SIZE));
        return count <= PoolLayout.SLOTS - slot ? count : 0;
    }

    private static int slots(int word) {
        return word >>> 24 == PoolLayout.EVENT ? word & 0xffffff : 0;
    }

    byte getByte(int at) {
        return bytes[at];
    }

    int getInt(int at) {
        return (int) INTS.get(bytes, at);
    }

    long getLong(int at) {
        return (long) LONGS.get(bytes, at);
    }

    /** Copies bytes from an offset on. */
    void get(int at, byte[] into, int begin, int count) {
        System.arraycopy(bytes, at, into, begin, count);
    }
}
