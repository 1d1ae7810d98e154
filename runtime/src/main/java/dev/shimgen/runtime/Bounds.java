package dev.shimgen.runtime;

import dev.shimgen.spec.Pointer;
import dev.shimgen.spec.Struct;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;

/**
 * Checks, before a call, that C will stay inside the memory that it is given. C believes a size that it is told: a
 * {@code poll} that is told of four structs writes into four, whatever the pointer points to.
 *
 * <p>All checks throw {@link IllegalArgumentException}, whose message names the parameters, the size that was told and
 * the one that is there. Memory whose size Java does not know is not checked: a {@link Pointer}, a segment of size 0
 * (which is how C's pointers come), and {@code null}, which becomes {@code NULL} and which C refuses itself.
 */
public final class Bounds {

    /** The size of memory whose size is not known. */
    private static final long UNKNOWN = Long.MAX_VALUE;

    private static final String BEHIND = ": C would go on behind its end";

    private Bounds() {}

    /** {@return the size of an array in bytes} */
    public static long of(byte @Nullable [] bytes) {
        return bytes == null ? UNKNOWN : bytes.length;
    }

    /**
     * {@return the size of a segment in bytes; if that is 0, the segment is only an address, and the size is unknown}
     */
    public static long of(@Nullable MemorySegment segment) {
        return segment == null || segment.byteSize() == 0 ? UNKNOWN : segment.byteSize();
    }

    /** {@return the size of a struct in bytes; if it is the first of several in its memory, the size of that memory} */
    public static long of(@Nullable Struct struct) {
        return struct == null ? UNKNOWN : struct.size();
    }

    /**
     * Checks a size in bytes.
     *
     * @param available the memory's size, from one of the methods {@code of}
     * @param memory the name of the memory's parameter
     * @param length the size that C is told, in bytes; to C, a negative one is a huge one
     * @param parameter the name of that size's parameter
     * @throws IllegalArgumentException if there are fewer bytes
     */
    public static void checkLength(long available, String memory, long length, String parameter) {
        if (available != UNKNOWN && (length < 0 || length > available)) {
            throw new IllegalArgumentException(
                    parameter + " is " + length + ", but " + memory + " has " + available + " bytes" + BEHIND);
        }
    }

    /**
     * Checks a number of elements.
     *
     * @param available the memory's size, from one of the methods {@code of}
     * @param memory the name of the memory's parameter
     * @param count the number of elements that C is told; to C, a negative one is a huge one, or an error
     * @param parameter the name of that number's parameter
     * @param size the size of one element, in bytes
     * @throws IllegalArgumentException if there is room for fewer
     */
    public static void checkCount(long available, String memory, long count, String parameter, long size) {
        // Divides, since a product might overflow.
        if (available != UNKNOWN && (count < 0 || count > available / size)) {
            throw new IllegalArgumentException(parameter + " is " + count + ", but " + memory + " has " + available
                    + " bytes, room for " + available / size + " of " + size + " bytes each" + BEHIND);
        }
    }

    /**
     * Checks a number of elements, if C is told their size, too, as {@code fread} is.
     *
     * @param available the memory's size, from one of the methods {@code of}
     * @param memory the name of the memory's parameter
     * @param size the size of an element that C is told, in bytes
     * @param sizeParameter the name of that size's parameter
     * @param count the number of elements that C is told
     * @param countParameter the name of that number's parameter
     * @throws IllegalArgumentException if there is room for fewer
     */
    public static void checkProduct(
            long available, String memory, long size, String sizeParameter, long count, String countParameter) {
        if (available == UNKNOWN) {
            return;
        }
        if (size < 0 || count < 0 || (size > 0 && count > available / size)) {
            throw new IllegalArgumentException(sizeParameter + " is " + size + " and " + countParameter + " is " + count
                    + ", but " + memory + " has " + available + " bytes" + BEHIND);
        }
    }

    /**
     * Checks memory whose size a function takes for granted.
     *
     * @param available the memory's size, from one of the methods {@code of}
     * @param memory the name of the memory's parameter
     * @param size the size that C expects, in bytes
     * @param function the function's name
     * @throws IllegalArgumentException if there are fewer bytes
     */
    public static void checkSize(long available, String memory, long size, String function) {
        if (available < size) {
            throw new IllegalArgumentException(
                    function + " takes " + size + " bytes for granted, but " + memory + " has " + available + BEHIND);
        }
    }

    /**
     * Checks a size that C reads through a pointer, and overwrites: the {@code socklen_t *} of {@code accept}.
     *
     * @param available the memory's size, from one of the methods {@code of}
     * @param memory the name of the memory's parameter
     * @param length where the size is, as an unsigned number of 32 bits; only the caller can know that C may read there
     * @param parameter the name of that pointer's parameter
     * @throws IllegalArgumentException if there are fewer bytes
     */
    @SuppressWarnings("restricted") // MemorySegment.reinterpret: C reads there, too.
    public static void checkStoredLength(
            long available, String memory, @Nullable MemorySegment length, String parameter) {
        if (length == null || length.address() == 0) {
            return;
        }
        checkSize(of(length), parameter, Integer.BYTES, "C");
        if (available != UNKNOWN) {
            MemorySegment known = length.byteSize() == 0 ? length.reinterpret(Integer.BYTES) : length;
            long said = Integer.toUnsignedLong(known.get(ValueLayout.JAVA_INT_UNALIGNED, 0));
            checkLength(available, memory, said, "the length that " + parameter + " points to");
        }
    }

    /** As {@link #checkStoredLength(long, String, MemorySegment, String)}. */
    public static void checkStoredLength(long available, String memory, @Nullable Pointer length, String parameter) {
        checkStoredLength(available, memory, Pointers.segment(length), parameter);
    }
}
