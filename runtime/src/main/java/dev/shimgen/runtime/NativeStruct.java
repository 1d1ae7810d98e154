package dev.shimgen.runtime;

import dev.shimgen.spec.Pointer;
import dev.shimgen.spec.Struct;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.util.function.LongFunction;

/**
 * A view of a C struct in memory, and the base of the class that is generated for each struct. The memory belongs to the
 * segment's arena; a view only reads and writes it. A struct that came with an event is a copy on the Java heap: it can be read, and not
 * be given to C.
 */
public abstract class NativeStruct implements Struct {

    private final MemorySegment segment;

    /**
     * Makes a view of a struct.
     *
     * @param segment native memory that begins with the struct; the view covers all of it, because the elements of a
     *     flexible array member come after the struct's own bytes
     * @param layout the struct's, named by its C type
     * @throws IllegalArgumentException if the segment is too small or starts at an address that is not aligned for the struct, as
     *     no segment of the Java heap is but one over a {@code long[]}
     */
    protected NativeStruct(MemorySegment segment, MemoryLayout layout) {
        this(segment, layout, layout.byteAlignment());
    }

    /**
     * Makes a view of a struct that need not be aligned, because it also occurs in a packed one.
     *
     * @param segment native memory that begins with the struct
     * @param layout the struct's, named by its C type
     * @param alignment the segment's address must be a multiple of this, in bytes
     * @throws IllegalArgumentException if the segment is too small or starts at an address that is not aligned
     */
    protected NativeStruct(MemorySegment segment, MemoryLayout layout, long alignment) {
        if (segment.heapBase().filter(base -> !(base instanceof long[])).isPresent()) {
            // C would find no field where it looks for it; a long[] has the alignment of all of them.
            Pointers.nativeSegment(segment);
        }
        if (segment.byteSize() < layout.byteSize()) {
            throw new IllegalArgumentException(name(layout) + " has " + layout.byteSize()
                    + " bytes, the segment only " + segment.byteSize()
                    + "; for a segment that came from C as a pointer, say at(Pointer)");
        }
        if (segment.address() % alignment != 0) {
            throw new IllegalArgumentException(name(layout) + " is aligned to " + alignment
                    + " bytes, the segment starts at 0x" + Long.toHexString(segment.address()));
        }
        this.segment = segment;
    }

    private static String name(MemoryLayout layout) {
        return layout.name().orElse("the struct");
    }

    /** {@return the struct's memory} */
    public final MemorySegment segment() {
        return segment;
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if the struct came with an event, and is a copy on the Java heap
     */
    @Override
    public final Pointer pointer() {
        return Pointers.pointer(segment);
    }

    /** {@return the size of the memory in bytes, including what follows the struct for a flexible array member} */
    @Override
    public final long size() {
        return segment.byteSize();
    }

    /**
     * Formats the fields of a struct, for the {@code toString} of generated classes.
     *
     * @param fields pairs of a field's name and its value
     */
    protected final String describe(Object... fields) {
        StringBuilder text = new StringBuilder(getClass().getSimpleName()).append('[');
        for (int i = 0; i + 1 < fields.length; i += 2) {
            text.append(i == 0 ? "" : ", ").append(fields[i]).append('=').append(fields[i + 1]);
        }
        return text.append(']').toString();
    }

    /**
     * Formats the elements of an array field.
     *
     * @param count how many there are
     * @param element the value at an index
     */
    protected static String describeArray(long count, LongFunction<Object> element) {
        StringBuilder text = new StringBuilder("[");
        for (long i = 0; i < count; i++) {
            text.append(i == 0 ? "" : ", ").append(element.apply(i));
        }
        return text.append(']').toString();
    }

    /**
     * {@return the offset of an element of an array field, in bytes}
     *
     * @param offset the field's offset, in bytes
     * @param index the element's index
     * @param count number of elements
     * @param size an element's size, in bytes
     * @throws IndexOutOfBoundsException if there is no such element
     */
    protected static long elementOffset(long offset, long index, long count, long size) {
        if (index < 0 || index >= count) {
            throw new IndexOutOfBoundsException("index " + index + " of an array of " + count);
        }
        return offset + index * size;
    }
}
