package dev.shimgen.runtime;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * The memory for copies of arguments of the calls that a thread makes through one object: a stack, which is made when it is
 * first needed.
 *
 * <p>It begins small, for there may be a million virtual threads, and becomes as large as calls have needed it, up to
 * {@link #MOST}: what is larger takes longer to copy than to allocate. The garbage collector frees all of it with the
 * thread, or with the object.
 */
final class CallMemory {

    /** Room for two paths of a usual length, in bytes. */
    static final long LEAST = 512;

    /** In bytes: a buffer of 8 KiB, and what is passed beside it. */
    static final long MOST = 16 << 10;

    /** What the stack is aligned to: as malloc(3), for every type of C. */
    private static final long ALIGNMENT = 16;

    /** How many texts have to be ASCII after one that was not, until the next is taken for ASCII before it is looked at. */
    private static final int CAREFUL = 64;

    private final Arena first;
    private MemorySegment stack = MemorySegment.NULL;
    private long room;
    private long top;
    private long wanted = LEAST;
    private int careful;

    /**
     * Has no memory yet.
     *
     * @param first where the first is allocated: that is freed at less expense for fewer arenas
     */
    CallMemory(Arena first) {
        this.first = first;
    }

    /** {@return how many bytes there are} */
    long room() {
        return room;
    }

    /** {@return how many bytes are in use} */
    long top() {
        return top;
    }

    /** {@return a part of the stack} */
    MemorySegment slice(long offset, long size) {
        return stack.asSlice(offset, size);
    }

    /**
     * {@return the offset of a piece, of which the content is not known; -1 if there is no room}
     *
     * <p>A byte behind it stays free: a pointer to the end of one piece is not one to the begin of the next ({@link
     * Results}).
     */
    long take(long size, long alignment) {
        long offset = (top + ALIGNMENT - 1) & -ALIGNMENT;
        if (size >= room - offset || alignment > ALIGNMENT) {
            return takeAfterGrowth(size, alignment);
        }
        top = offset + size + 1;
        return offset;
    }

    private long takeAfterGrowth(long size, long alignment) {
        return size < MOST && alignment <= ALIGNMENT && grow(size + 1) ? take(size, alignment) : -1;
    }

    /**
     * Makes room for so many bytes more.
     *
     * <p>Only if none is in use: there may be pointers to it. Otherwise there will be room when the outermost call has
     * ended, for the next one.
     */
    private boolean grow(long size) {
        long needed = top + ALIGNMENT + size;
        if (needed <= MOST) {
            wanted = Math.max(wanted, 2 * Long.highestOneBit(needed - 1));
        }
        if (top != 0 || size > wanted || wanted <= room) {
            return false;
        }
        stack = (room == 0 ? first : Arena.ofAuto()).allocate(wanted, ALIGNMENT);
        room = wanted;
        return true;
    }

    /** Gives back what was taken since {@link #top} was this. */
    void release(long start) {
        top = start;
        if (start == 0 && wanted > room && room != 0) {
            grow(0);
        }
    }

    /**
     * {@return the offset of a text's copy, which a NUL ends, and behind which is {@link #top} plus 1; -1 if there is no
     * room}
     *
     * @throws IllegalArgumentException if the text cannot be a C string
     */
    long write(String text) {
        int length = text.length();
        long offset = take(3L * length + 1, 1);
        if (offset < 0) {
            return offset;
        }
        long end = careful == 0 ? writeAscii(text, length, offset) : -1;
        if (end < 0) {
            end = Utf8.write(text, stack, offset);
            countText(end - offset == length);
        }
        top = end + 2;
        return offset;
    }

    /** {@return where the NUL is; -1 if this is not the way to write the text} */
    private long writeAscii(String text, int length, long offset) {
        stack.setString(offset, text);
        long end = offset + length;
        return stack.get(ValueLayout.JAVA_BYTE, end) == 0 && Utf8.isPlain(text, stack, offset, end) ? end : -1;
    }

    /** setString makes garbage of a text that is not ASCII, so it is not called while there are such texts. */
    private void countText(boolean ascii) {
        careful = ascii ? Math.max(0, careful - 1) : CAREFUL;
    }
}
