package dev.shimgen.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shimgen.spec.Pointer;
import dev.shimgen.spec.Struct;
import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.Test;

class ArgumentsTest {

    private static final StructLayout TIMESPEC = MemoryLayout.structLayout(
                    ValueLayout.JAVA_LONG.withName("tv_sec"), ValueLayout.JAVA_LONG.withName("tv_nsec"))
            .withName("struct timespec");

    private static final class Timespec extends NativeStruct {
        Timespec(MemorySegment segment) {
            super(segment, TIMESPEC);
        }

        @Override
        public String toString() {
            return describe("tv_sec", segment().get(ValueLayout.JAVA_LONG, 0));
        }
    }

    private record Foreign(Pointer pointer, long size) implements Struct {}

    @Test
    void buffersTravelBothWays() {
        byte[] bytes = {1, 2, 3};
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment copy = Buffers.copyIn(arena, bytes);
            assertThat(copy.toArray(ValueLayout.JAVA_BYTE)).isEqualTo(bytes);
            copy.set(ValueLayout.JAVA_BYTE, 1, (byte) 9);
            Buffers.copyOut(copy, bytes);
            assertThat(bytes).containsExactly(1, 9, 3);

            int[] pair = {0, 0};
            MemorySegment ints = Buffers.copyIn(arena, pair);
            ints.setAtIndex(ValueLayout.JAVA_INT, 1, 7);
            Buffers.copyOut(ints, pair);
            assertThat(pair).containsExactly(0, 7);

            assertThat(Buffers.copyIn(arena, (byte[]) null)).isEqualTo(MemorySegment.NULL);
            Buffers.copyOut(MemorySegment.NULL, null);
        }
    }

    @Test
    void refusesAStructThatIsTooSmall() {
        try (Arena arena = Arena.ofConfined()) {
            Foreign half = new Foreign(Pointers.pointer(arena.allocate(8)), 8);
            assertThatThrownBy(() -> Structs.pointer(half, TIMESPEC, "times"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "times points to a struct timespec of 16 bytes in C, but the Foreign given has 8: C would"
                                    + " go on behind its end; give the class generated for that struct, made with"
                                    + " allocate(Arena)");
            Foreign whole = new Foreign(Pointers.pointer(arena.allocate(16)), 16);
            assertThat(Structs.pointer(whole, TIMESPEC, "times").address())
                    .isEqualTo(whole.pointer().address());
        }
        assertThat(Structs.pointer(null, TIMESPEC, "times")).isEqualTo(MemorySegment.NULL);
        assertThatThrownBy(() -> Structs.value(null, TIMESPEC, "times"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("by value");
    }

    @Test
    void aStructLooksAtItsMemory() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment memory = arena.allocate(TIMESPEC);
            Timespec timespec = new Timespec(memory);
            memory.set(ValueLayout.JAVA_LONG, 0, 42);
            assertThat(timespec.toString()).isEqualTo("Timespec[tv_sec=42]");
            assertThat(timespec.size()).isEqualTo(16);
            assertThat(timespec.pointer()).isEqualTo(new Pointer(memory.address()));
            assertThat(Structs.pointer(timespec, TIMESPEC, "times")).isEqualTo(memory);
        }
    }

    @Test
    void aStructRefusesMemoryThatCannotHoldIt() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment memory = arena.allocate(24, 8);
            assertThatThrownBy(() -> new Timespec(memory.asSlice(0, 15)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("struct timespec has 16 bytes, the segment only 15");
            assertThatThrownBy(() -> new Timespec(memory.asSlice(4)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("struct timespec is aligned to 8 bytes");
        }
        assertThatThrownBy(() -> new Timespec(MemorySegment.ofArray(new byte[16])))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Java heap");
    }

    /** A struct that came with an event. Seen to fail when only its pointer was refused: C was given heap memory. */
    @Test
    void aCopyOnTheHeapIsReadAndNotGivenToC() {
        Timespec copy = new Timespec(MemorySegment.ofArray(new long[] {1, 2}));
        assertThat(copy.segment().get(ValueLayout.JAVA_LONG, 8)).isEqualTo(2);
        assertThatThrownBy(copy::pointer)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Java heap");
        assertThatThrownBy(() -> Structs.pointer(copy))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Java heap");
    }

    @Test
    void pointersAreAddresses() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment memory = arena.allocateFrom(ValueLayout.JAVA_INT, 5, 6);
            Pointer pointer = Pointers.pointer(memory);
            assertThat(Pointers.segment(pointer, 8).toArray(ValueLayout.JAVA_INT))
                    .containsExactly(5, 6);
            assertThat(Pointers.segment(pointer).byteSize()).isZero();
        }
        assertThat(Pointers.pointer(MemorySegment.NULL)).isEqualTo(Pointer.NULL);
        assertThat(Pointers.pointer(null)).isEqualTo(Pointer.NULL);
        assertThat(Pointers.segment(null)).isEqualTo(MemorySegment.NULL);
        assertThatThrownBy(() -> Pointers.segment(Pointer.NULL, 4))
                .isInstanceOf(NullPointerException.class)
                .hasMessageContaining("isNull()");
        assertThatThrownBy(() -> Pointers.pointer(MemorySegment.ofArray(new byte[4])))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
