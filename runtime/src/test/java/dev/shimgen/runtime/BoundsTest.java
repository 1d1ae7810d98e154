package dev.shimgen.runtime;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shimgen.spec.Pointer;
import dev.shimgen.spec.Struct;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class BoundsTest {

    private static void refused(ThrowingCallable check, String message) {
        assertThatThrownBy(check).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
    }

    @Test
    void aLengthEndsWhereTheMemoryDoes() {
        long ten = Bounds.of(new byte[10]);
        Bounds.checkLength(ten, "buf", 10, "count");
        Bounds.checkLength(ten, "buf", 0, "count");
        refused(
                () -> Bounds.checkLength(ten, "buf", 11, "count"),
                "count is 11, but buf has 10 bytes: C would go on behind its end");
        refused(
                () -> Bounds.checkLength(ten, "buf", -1, "count"),
                "count is -1, but buf has 10 bytes: C would go on behind its end");
        refused(
                () -> Bounds.checkLength(Bounds.of(new byte[0]), "buf", 1, "count"),
                "count is 1, but buf has 0 bytes: C would go on behind its end");
    }

    @Test
    void elementsAreCountedWhole() {
        Bounds.checkCount(35, "events", 2, "maxevents", 12);
        refused(
                () -> Bounds.checkCount(35, "events", 3, "maxevents", 12),
                "maxevents is 3, but events has 35 bytes, room for 2 of 12 bytes each: C would go on behind its end");
        // 4 times this is 4 in 64 bits.
        refused(
                () -> Bounds.checkCount(8, "fds", (1L << 62) + 1, "nfds", 4),
                "nfds is 4611686018427387905, but fds has 8 bytes, room for 2 of 4 bytes each: C would go on behind its"
                        + " end");
        assertThatThrownBy(() -> Bounds.checkCount(8, "fds", -1, "nfds", 4))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aProductMayBeLargerThanALong() {
        Bounds.checkProduct(8, "ptr", 2, "size", 4, "n");
        Bounds.checkProduct(8, "ptr", 0, "size", 1 << 30, "n");
        refused(
                () -> Bounds.checkProduct(8, "ptr", 1L << 32, "size", 1L << 32, "n"),
                "size is 4294967296 and n is 4294967296, but ptr has 8 bytes: C would go on behind its end");
        refused(
                () -> Bounds.checkProduct(8, "ptr", -1, "size", -1, "n"),
                "size is -1 and n is -1, but ptr has 8 bytes: C would go on behind its end");
    }

    @Test
    void aStoredLengthIsReadBeforeC() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment length = arena.allocateFrom(ValueLayout.JAVA_INT, 16);
            Pointer unsized = new Pointer(length.address());
            Bounds.checkStoredLength(16, "addr", length, "addrlen");
            Bounds.checkStoredLength(16, "addr", unsized, "addrlen");
            Bounds.checkStoredLength(16, "addr", Pointer.NULL, "addrlen");
            Bounds.checkStoredLength(16, "addr", (MemorySegment) null, "addrlen");
            length.set(ValueLayout.JAVA_INT, 0, 17);
            String message =
                    "the length that addrlen points to is 17, but addr has 16 bytes: C would go on behind its end";
            refused(() -> Bounds.checkStoredLength(16, "addr", length, "addrlen"), message);
            refused(() -> Bounds.checkStoredLength(16, "addr", unsized, "addrlen"), message);
            length.set(ValueLayout.JAVA_INT, 0, -1);
            assertThatThrownBy(() -> Bounds.checkStoredLength(16, "addr", length, "addrlen"))
                    .hasMessageContaining("is 4294967295");
            refused(
                    () -> Bounds.checkStoredLength(16, "addr", length.asSlice(0, 3), "addrlen"),
                    "C takes 4 bytes for granted, but addrlen has 3: C would go on behind its end");
        }
    }

    @Test
    void whatHasNoKnownSizeIsLetThrough() {
        for (long unknown :
                new long[] {Bounds.of((byte[]) null), Bounds.of(MemorySegment.ofAddress(4096)), Bounds.of((Struct) null)
                }) {
            assertThatCode(() -> {
                        Bounds.checkLength(unknown, "buf", 1 << 30, "n");
                        Bounds.checkCount(unknown, "buf", 1 << 30, "n", 8);
                        Bounds.checkProduct(unknown, "buf", 1L << 40, "size", 1L << 40, "n");
                        Bounds.checkSize(unknown, "buf", 4096, "realpath");
                    })
                    .doesNotThrowAnyException();
        }
        refused(
                () -> Bounds.checkSize(Bounds.of(MemorySegment.ofArray(new byte[25])), "buf", 26, "ctime_r"),
                "ctime_r takes 26 bytes for granted, but buf has 25: C would go on behind its end");
    }
}
