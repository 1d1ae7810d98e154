package dev.shimgen.runtime;

import dev.shimgen.spec.Pointer;
import dev.shimgen.spec.Struct;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;

/**
 * Checks, before a call, that C will stay inside the memory that it is given. C believes what it is told about a size: a
 * {@code poll} that is told of four structs writes into four, whatever the pointer points to.
 *
 * <p>All checks throw {@link IllegalArgumentException}, which names the parameters, what was said and what is there. What
 * has no size that Java knows is not checked: a {@link Pointer}, a segment of size 0 (as a segment is that came from C),
 * and {@code null}, which is {@code NULL} and which C refuses by itself.
 */
public final class Bounds {

    /** Size of what has none that is known. */
    private static final long UNKNOWN = Long.MAX_VALUE;

    private static final String BEHIND = ": C would go on behind its end";

    private Bounds() {}

    /** {@return the size of an array in bytes} */
    public static long of(byte @Nullable [] bytes) {
        return bytes == null ? UNKNOWN : bytes.length;
    }

    /** {@return the size of a segment in bytes; one of size 0 has an address, and no size that is known} */
    public static long of(@Nullable MemorySegment segment) {
        return segment == null || segment.byteSize() == 0 ? UNKNOWN : segment.byteSize();
    }

    /** {@return the size of a struct in bytes, that of all its memory where several stand one behind the other} */
    public static long of(@Nullable Struct struct) {
        return struct == null ? UNKNOWN : struct.size();
    }

    /**
     * Checks a size in bytes.
     *
     * @param available what {@code of} says of the memory
     * @param memory its parameter's name
     * @param length what C is told, in bytes; a negative one is a huge one to C
     * @param parameter that parameter's name
     * @throws IllegalArgumentException if there are less bytes
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
     * @param available what {@code of} says of the memory
     * @param memory its parameter's name
     * @param count how many elements C is told of; a negative number is a huge one to C, or an error
     * @param parameter that parameter's name
     * @param size of one element, in bytes
     * @throws IllegalArgumentException if there is room for fewer
     */
    public static void checkCount(long available, String memory, long count, String parameter, long size) {
        // A quotient, for a product could be larger than a long.
        if (available != UNKNOWN && (count < 0 || count > available / size)) {
            throw new IllegalArgumentException(parameter + " is " + count + ", but " + memory + " has " + available
                    + " bytes, room for " + available / size + " of " + size + " bytes each" + BEHIND);
        }
    }

    /**
     * Checks elements whose size C is told as well, as {@code fread} is.
     *
     * @param available what {@code of} says of the memory
     * @param memory its parameter's name
     * @param size what C is told of an element's size, in bytes
     * @param sizeParameter that parameter's name
     * @param count how many elements C is told of
     * @param countParameter that parameter's name
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
     * Checks memory that a function takes the size of for granted.
     *
     * @param available what {@code of} says of the memory
     * @param memory its parameter's name
     * @param size what C expects there, in bytes
     * @param function the function's name
     * @throws IllegalArgumentException if there are less bytes
     */
    public static void checkSize(long available, String memory, long size, String function) {
        if (available < size) {
            throw new IllegalArgumentException(
                    function + " takes " + size + " bytes for granted, but " + memory + " has " + available + BEHIND);
        }
    }

    /**
     * Checks a size that C is told behind a pointer, and overwrites: the {@code socklen_t *} of {@code accept}.
     *
     * @param available what {@code of} says of the memory
     * @param memory its parameter's name
     * @param length where the size is, an unsigned number of 32 bits; that C may read there, only the caller can know
     * @param parameter that parameter's name
     * @throws IllegalArgumentException if there are less bytes
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
