package dev.shimgen.runtime;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;

/**
 * Passes Java arrays to C as buffers. The garbage collector moves arrays, so C gets a copy, and what C wrote is copied
 * back.
 *
 * <p>The copy lives as long as its arena, which in generated code is the time of the call. For a function that keeps
 * the pointer, a {@link MemorySegment} has to be passed instead.
 */
public final class Buffers {

    private Buffers() {}

    /**
     * {@return a copy of the array in native memory; {@code NULL} for {@code null}}
     *
     * @param arena decides how long the copy lives
     */
    public static MemorySegment copyIn(SegmentAllocator arena, byte @Nullable [] bytes) {
        return bytes == null ? MemorySegment.NULL : arena.allocateFrom(ValueLayout.JAVA_BYTE, bytes);
    }

    /** As {@link #copyIn(SegmentAllocator, byte[])}. */
    public static MemorySegment copyIn(SegmentAllocator arena, short @Nullable [] values) {
        return values == null ? MemorySegment.NULL : arena.allocateFrom(ValueLayout.JAVA_SHORT, values);
    }

    /** As {@link #copyIn(SegmentAllocator, byte[])}. */
    public static MemorySegment copyIn(SegmentAllocator arena, int @Nullable [] values) {
        return values == null ? MemorySegment.NULL : arena.allocateFrom(ValueLayout.JAVA_INT, values);
    }

    /** As {@link #copyIn(SegmentAllocator, byte[])}. */
    public static MemorySegment copyIn(SegmentAllocator arena, long @Nullable [] values) {
        return values == null ? MemorySegment.NULL : arena.allocateFrom(ValueLayout.JAVA_LONG, values);
    }

    /** As {@link #copyIn(SegmentAllocator, byte[])}. */
    public static MemorySegment copyIn(SegmentAllocator arena, float @Nullable [] values) {
        return values == null ? MemorySegment.NULL : arena.allocateFrom(ValueLayout.JAVA_FLOAT, values);
    }

    /** As {@link #copyIn(SegmentAllocator, byte[])}. */
    public static MemorySegment copyIn(SegmentAllocator arena, double @Nullable [] values) {
        return values == null ? MemorySegment.NULL : arena.allocateFrom(ValueLayout.JAVA_DOUBLE, values);
    }

    /**
     * Copies what a function wrote into a copy back to the array.
     *
     * @param copy the copy that {@code copyIn} made of the array
     * @param array the array; nothing is done for {@code null}
     */
    public static void copyOut(MemorySegment copy, @Nullable Object array) {
        if (array != null) {
            heapSegment(array).copyFrom(copy);
        }
    }

    /**
     * {@return the array as a segment, which is on the Java heap}
     *
     * @throws IllegalArgumentException if it is no array of a type that C has
     */
    public static MemorySegment heapSegment(Object array) {
        if (array instanceof byte[] bytes) {
            return MemorySegment.ofArray(bytes);
        }
        if (array instanceof short[] values) {
            return MemorySegment.ofArray(values);
        }
        if (array instanceof int[] values) {
            return MemorySegment.ofArray(values);
        }
        if (array instanceof long[] values) {
            return MemorySegment.ofArray(values);
        }
        if (array instanceof float[] values) {
            return MemorySegment.ofArray(values);
        }
        if (array instanceof double[] values) {
            return MemorySegment.ofArray(values);
        }
        throw new IllegalArgumentException("not an array of a C type: " + array.getClass());
    }
}
