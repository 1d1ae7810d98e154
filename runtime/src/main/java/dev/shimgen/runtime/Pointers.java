package dev.shimgen.runtime;

import dev.shimgen.spec.Pointer;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/** Converts pointers to memory segments, and back. */
public final class Pointers {

    private Pointers() {}

    /** {@return a segment of size 0 at the pointer's address; {@code NULL} for {@code null}} */
    public static MemorySegment segment(@Nullable Pointer pointer) {
        return pointer == null ? MemorySegment.NULL : MemorySegment.ofAddress(pointer.address());
    }

    /**
     * {@return the memory that a pointer points to}
     *
     * @param pointer a pointer of this process to at least {@code size} bytes; only the caller can know that they
     *     exist, and for how long, and the virtual machine crashes if they do not
     * @param size in bytes
     * @throws NullPointerException if the pointer is {@code NULL}
     */
    @SuppressWarnings("restricted") // MemorySegment.reinterpret: it is the caller who vouches for the size.
    public static MemorySegment segment(Pointer pointer, long size) {
        if (pointer.isNull()) {
            throw new NullPointerException("NULL points to no memory; ask isNull() first");
        }
        return MemorySegment.ofAddress(pointer.address()).reinterpret(size);
    }

    /**
     * {@return the address of a segment's first byte; {@code NULL} for {@code null}}
     *
     * @throws IllegalArgumentException if the segment is on the Java heap, where nothing has a fixed address
     */
    public static Pointer pointer(@Nullable MemorySegment segment) {
        return segment == null
                ? Pointer.NULL
                : new Pointer(nativeSegment(segment).address());
    }

    /**
     * {@return the segment, checked to be a possible argument; {@code NULL} for {@code null}}
     *
     * @throws IllegalArgumentException if the segment is on the Java heap, where nothing has a fixed address
     */
    public static MemorySegment nativeSegment(@Nullable MemorySegment segment) {
        if (segment == null) {
            return MemorySegment.NULL;
        }
        if (!segment.isNative()) {
            throw new IllegalArgumentException("C cannot be given memory of the Java heap, which the garbage collector"
                    + " moves; allocate the segment in an Arena");
        }
        return segment;
    }
}
