package dev.shimgen.runtime;

import dev.shimgen.spec.Struct;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/** Passes structs as arguments. */
public final class Structs {

    private Structs() {}

    /**
     * {@return the memory of a struct that is passed by pointer; {@code NULL} for {@code null}}
     *
     * @param struct the struct
     */
    public static MemorySegment pointer(@Nullable Struct struct) {
        if (struct == null) {
            return MemorySegment.NULL;
        }
        return struct instanceof NativeStruct ours
                ? Pointers.nativeSegment(ours.segment())
                : Pointers.segment(struct.pointer());
    }

    /**
     * As {@link #pointer(Struct)}, with a check of the size.
     *
     * @param layout the layout of the struct that C expects, named by its C type
     * @param parameter the parameter's name, for the message
     * @throws IllegalArgumentException if the struct is smaller than that: C would access memory after its end
     */
    public static MemorySegment pointer(@Nullable Struct struct, MemoryLayout layout, String parameter) {
        if (struct != null && struct.size() < layout.byteSize()) {
            throw new IllegalArgumentException(
                    parameter + " points to a " + layout.name().orElse("struct") + " of "
                            + layout.byteSize() + " bytes in C, but the "
                            + struct.getClass().getSimpleName() + " given has " + struct.size()
                            + ": C would go on behind its end; give the class generated for that struct, made with"
                            + " allocate(Arena)");
        }
        return pointer(struct);
    }

    /**
     * {@return the memory of a struct that is passed by value}
     *
     * @param layout the layout of the struct, named by its C type
     * @param parameter the parameter's name, for the message
     * @throws IllegalArgumentException if there is no struct, or it is smaller than that
     */
    public static MemorySegment value(@Nullable Struct struct, MemoryLayout layout, String parameter) {
        if (struct == null) {
            throw new IllegalArgumentException(
                    parameter + " is a " + layout.name().orElse("struct") + " by value, which cannot be null in C");
        }
        return pointer(struct, layout, parameter);
    }
}
