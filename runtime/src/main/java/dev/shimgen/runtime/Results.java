package dev.shimgen.runtime;

import dev.shimgen.spec.Pointer;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;

/**
 * Pointers that C returns, or stores, into memory that it was given: {@code getcwd} returns its buffer, {@code strchr}
 * a place in its string, {@code strtol} stores such a place.
 *
 * <p>C is given copies of strings and arrays, which are freed after the call. So a pointer into a copy must not be
 * returned to the caller: it is replaced by the corresponding part of the original if that is possible, or else there
 * is an exception.
 */
public final class Results {

    private Results() {}

    /**
     * {@return a result; if it points into the copy of an array, that part of the array itself, as a segment on the
     * Java heap}
     *
     * @param result what C returned, or the result of another of these methods
     * @param copy the copy that {@link Buffers#copyIn} made of the array
     * @param array the array, or {@code null}
     */
    public static MemorySegment inArray(MemorySegment result, MemorySegment copy, @Nullable Object array) {
        return array != null && pointsInto(result, copy)
                ? Buffers.heapSegment(array).asSlice(result.address() - copy.address())
                : result;
    }

    /**
     * {@return a result; if it points into the copy of a string, the rest of the string's bytes from there, including
     * its NUL, as a segment on the Java heap}
     *
     * @param result what C returned, or the result of another of these methods
     * @param copy the copy that {@link CStrings#allocate} made of the string
     */
    public static MemorySegment inString(MemorySegment result, MemorySegment copy) {
        return pointsInto(result, copy)
                ? MemorySegment.ofArray(
                        copy.asSlice(result.address() - copy.address()).toArray(ValueLayout.JAVA_BYTE))
                : result;
    }

    /**
     * Checks a result that is returned to Java as an address.
     *
     * @param result what C returned
     * @param copy the copy of an argument
     * @param function the function's name, for the message
     * @param parameter the argument's name, for the message
     * @throws UnsupportedOperationException if the result points into the copy
     */
    public static void checkOutside(MemorySegment result, MemorySegment copy, String function, String parameter) {
        if (pointsInto(result, copy)) {
            throw new UnsupportedOperationException(
                    function + " has done its work and returns a pointer into " + parameter
                            + ", of which C had a copy that is gone now; let the spec's method return a MemorySegment, which can be"
                            + " a part of " + parameter + ", or a String if it is text");
        }
    }

    /**
     * Checks a pointer that C stored where an argument points to. If it points into a copy, {@code NULL} is stored
     * instead.
     *
     * @param place where C stored it; ignored if it is {@code NULL} or too small for a pointer
     * @param placeParameter that argument's name, for the message
     * @param copy the copy of another argument
     * @param function the function's name, for the message
     * @param parameter the other argument's name, for the message
     * @throws UnsupportedOperationException if the pointer points into the copy
     */
    @SuppressWarnings("restricted") // MemorySegment.reinterpret: C has just written there.
    public static void checkStored(
            @Nullable MemorySegment place,
            String placeParameter,
            MemorySegment copy,
            String function,
            String parameter) {
        if (place == null || place.address() == 0 || copy.address() == 0) {
            return;
        }
        long size = ValueLayout.ADDRESS.byteSize();
        MemorySegment known = place.byteSize() == 0 ? place.reinterpret(size) : place;
        if (known.byteSize() >= size && pointsInto(known.get(ValueLayout.ADDRESS_UNALIGNED, 0), copy)) {
            known.set(ValueLayout.ADDRESS_UNALIGNED, 0, MemorySegment.NULL);
            throw new UnsupportedOperationException(function + " has done its work and stores in " + placeParameter
                    + " a pointer into " + parameter + ", of which C had a copy that is gone now; give NULL for "
                    + placeParameter + ", or let the spec's method take a MemorySegment for " + parameter);
        }
    }

    /** As {@link #checkStored(MemorySegment, String, MemorySegment, String, String)}. */
    public static void checkStored(
            @Nullable Pointer place, String placeParameter, MemorySegment copy, String function, String parameter) {
        checkStored(Pointers.segment(place), placeParameter, copy, function, parameter);
    }

    /** The address after the last byte counts as inside: {@code stpncpy} returns that. */
    static boolean pointsInto(MemorySegment pointer, MemorySegment copy) {
        long offset = pointer.address() - copy.address();
        return copy.address() != 0 && pointer.isNative() && offset >= 0 && offset <= copy.byteSize();
    }
}
