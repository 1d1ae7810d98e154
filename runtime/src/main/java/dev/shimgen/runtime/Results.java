package dev.shimgen.runtime;

import dev.shimgen.spec.Pointer;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;

/**
 * Pointers that C gives back into what it was given: {@code getcwd} returns its buffer, {@code strchr} a place in its
 * string, {@code strtol} stores one.
 *
 * <p>Strings and arrays are given to C as copies, which are gone after the call. A pointer into a copy must not get out:
 * where Java can say what is meant, it becomes that; where it cannot, there is an exception.
 */
public final class Results {

    private Results() {}

    /**
     * {@return a result; for one that points into the copy of an array, that part of the array itself, as a segment on the
     * Java heap}
     *
     * @param result what C returned, or what another of these methods made of it
     * @param copy what {@link Buffers#copyIn} made of the array
     * @param array the array, or {@code null}
     */
    public static MemorySegment inArray(MemorySegment result, MemorySegment copy, @Nullable Object array) {
        return array != null && pointsInto(result, copy)
                ? Buffers.heapSegment(array).asSlice(result.address() - copy.address())
                : result;
    }

    /**
     * {@return a result; for one that points into the copy of a string, the rest of the string's bytes from there, its NUL
     * included, as a segment on the Java heap}
     *
     * @param result what C returned, or what another of these methods made of it
     * @param copy what {@link CStrings#allocate} made of the string
     */
    public static MemorySegment inString(MemorySegment result, MemorySegment copy) {
        return pointsInto(result, copy)
                ? MemorySegment.ofArray(
                        copy.asSlice(result.address() - copy.address()).toArray(ValueLayout.JAVA_BYTE))
                : result;
    }

    /**
     * Checks a result that Java gets as an address.
     *
     * @param result what C returned
     * @param copy of an argument
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
     * Checks a pointer that C stored where an argument points to. One that points into a copy is overwritten with {@code
     * NULL}.
     *
     * @param place where C stored it; one that is {@code NULL} or too small for a pointer is passed over
     * @param placeParameter that argument's name, for the message
     * @param copy of another argument
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

    /** The place behind the last byte belongs to it: {@code stpncpy} returns that. */
    static boolean pointsInto(MemorySegment pointer, MemorySegment copy) {
        long offset = pointer.address() - copy.address();
        return copy.address() != 0 && pointer.isNative() && offset >= 0 && offset <= copy.byteSize();
    }
}
