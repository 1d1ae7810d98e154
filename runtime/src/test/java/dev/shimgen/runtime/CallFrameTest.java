package dev.shimgen.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallFrameTest {

    private final CallState state = new CallState();

    @Test
    void theSameMemoryIsUsedByEachCall() {
        long first = addressOfACopy();
        long second = addressOfACopy();
        assertThat(second).isEqualTo(first);
    }

    private long addressOfACopy() {
        try (CallFrame frame = state.open()) {
            return CStrings.allocate(frame, "/etc/passwd").address();
        }
    }

    /** Seen to fail where one frame was opened twice: the inner call freed the outer one's large copy. */
    @Test
    void aCallWithinACallLeavesTheOuterCopiesAlone() {
        byte[] bytes = new byte[100_000];
        Arrays.fill(bytes, (byte) 'b');
        try (CallFrame outer = state.open()) {
            MemorySegment text = CStrings.allocate(outer, "outer");
            MemorySegment large = Buffers.copyIn(outer, bytes);
            for (String word : new String[] {"inner", "again"}) {
                try (CallFrame inner = state.open()) {
                    MemorySegment copy = CStrings.allocate(inner, word);
                    Buffers.copyIn(inner, new byte[100_000]);
                    assertThat(CStrings.read(copy)).isEqualTo(word);
                }
            }
            MemorySegment more = CStrings.allocate(outer, "more");
            assertThat(CStrings.read(text)).isEqualTo("outer");
            assertThat(large.toArray(ValueLayout.JAVA_BYTE)).isEqualTo(bytes);
            assertThat(CStrings.read(more)).isEqualTo("more");
        }
        assertThat(state.frame().memory().top()).isZero();
    }

    /** Seen to end the virtual machine where each frame began at the begin of the memory: qsort had the callback's text. */
    @Test
    @SuppressWarnings("restricted") // Linker.upcallStub.
    void aCallbackCallsToo() throws Throwable {
        MethodHandle qsort = Downcalls.link(
                "qsort",
                FunctionDescriptor.ofVoid(
                        ValueLayout.ADDRESS, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG, ValueLayout.ADDRESS));
        MethodHandle compare = MethodHandles.lookup()
                .findVirtual(
                        CallFrameTest.class,
                        "compare",
                        MethodType.methodType(int.class, MemorySegment.class, MemorySegment.class))
                .bindTo(this);
        FunctionDescriptor type = FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS);
        byte[] letters = "hello".getBytes(StandardCharsets.US_ASCII);
        try (CallFrame frame = state.open()) {
            MemorySegment copy = Buffers.copyIn(frame, letters);
            MemorySegment stub = Linker.nativeLinker().upcallStub(compare, type, Arena.global());
            qsort.invokeExact(frame, copy, (long) letters.length, 1L, stub);
            Buffers.copyOut(copy, letters);
        }
        assertThat(letters).asString(StandardCharsets.US_ASCII).isEqualTo("ehllo");
    }

    private int compare(MemorySegment left, MemorySegment right) throws Throwable {
        MethodHandle strcmp = Downcalls.link(
                "strcmp", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS));
        try (CallFrame frame = state.open()) {
            return (int) strcmp.invokeExact(
                    frame, CStrings.allocate(frame, letter(left)), CStrings.allocate(frame, letter(right)));
        }
    }

    @SuppressWarnings("restricted") // MemorySegment.reinterpret: C says that there is a letter.
    private static String letter(MemorySegment pointer) {
        return String.valueOf((char) pointer.reinterpret(1).get(ValueLayout.JAVA_BYTE, 0));
    }

    /** Seen to fail without a byte between the copies: what pointed to the second was an end of the first. */
    @Test
    void theEndOfACopyIsNotTheBeginOfTheNext() {
        try (CallFrame frame = state.open()) {
            MemorySegment first = Buffers.copyIn(frame, new byte[16]);
            MemorySegment second = Buffers.copyIn(frame, new byte[16]);
            MemorySegment text = CStrings.allocate(frame, "fifteen letters");
            MemorySegment last = Buffers.copyIn(frame, new long[1]);
            assertThat(Results.pointsInto(second, first)).isFalse();
            assertThat(Results.pointsInto(text, second)).isFalse();
            assertThat(Results.pointsInto(last, text)).isFalse();
            assertThat(last.address() % Long.BYTES).isZero();
        }
    }

    @Test
    void anEmptyArrayIsNotNull() {
        try (CallFrame frame = state.open()) {
            assertThat(Buffers.copyIn(frame, new byte[0]).address()).isNotZero();
            assertThat(Buffers.copyIn(frame, new byte[0]).byteSize()).isZero();
            assertThat(CStrings.allocate(frame, null)).isEqualTo(MemorySegment.NULL);
            assertThat(CStrings.read(CStrings.allocate(frame, ""))).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 100, 495, 496, 511, 512, 5_000, 16_000, 16_383, 16_384, 100_000})
    void copiesMayBeOfAnySizeInAnyOrder(int size) {
        byte[] bytes = new byte[size];
        Arrays.fill(bytes, (byte) 'b');
        String text = "t".repeat(size);
        String wide = "日".repeat(size);
        for (int call = 0; call < 3; call++) {
            try (CallFrame frame = state.open()) {
                MemorySegment small = CStrings.allocate(frame, "small");
                MemorySegment buffer = Buffers.copyIn(frame, bytes);
                MemorySegment ascii = CStrings.allocate(frame, text);
                MemorySegment threeBytes = CStrings.allocate(frame, wide);
                assertThat(CStrings.read(small)).isEqualTo("small");
                assertThat(buffer.toArray(ValueLayout.JAVA_BYTE)).isEqualTo(bytes);
                assertThat(CStrings.read(ascii)).isEqualTo(text);
                assertThat(CStrings.read(threeBytes)).isEqualTo(wide);
            }
        }
    }

    /** Otherwise each thread would keep as much as its largest call has taken. */
    @Test
    void whatIsLargeIsFreedAfterTheCall() {
        MemorySegment large;
        try (CallFrame frame = state.open()) {
            large = Buffers.copyIn(frame, new byte[100_000]);
            assertThat(large.scope().isAlive()).isTrue();
        }
        assertThat(large.scope().isAlive()).isFalse();
    }

    @Test
    void theMemoryBecomesAsLargeAsCallsNeed() {
        CallMemory memory = state.frame().memory();
        assertThat(memory.room()).isZero();
        addressOfACopy();
        assertThat(memory.room()).isEqualTo(CallMemory.LEAST);
        for (int call = 0; call < 2; call++) {
            try (CallFrame frame = state.open()) {
                long first = Buffers.copyIn(frame, new byte[400]).address();
                long second = Buffers.copyIn(frame, new byte[400]).address();
                // What had no room is behind the first from the second call on.
                assertThat(second - first == 416).isEqualTo(call == 1);
            }
            assertThat(memory.room()).isEqualTo(1024);
        }
        try (CallFrame frame = state.open()) {
            Buffers.copyIn(frame, new byte[100_000]);
        }
        assertThat(memory.room()).isEqualTo(1024);
    }

    /** Seen to fail without the look for question marks: what setString writes for half of a pair was the text. */
    @Test
    void refusesTextThatCannotBeACString() {
        for (String text : new String[] {"etc\0passwd", "\0", "é\0", "\0é", "longer than eight\0", "\uD83E\0"}) {
            assertThatThrownBy(() -> copyOf(text))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("a C string ends at its first NUL, and \"" + text.replace("\0", "\\0")
                            + "\" has one at index " + text.indexOf('\0'));
        }
        for (String text : new String[] {"\uD83E", "a\uDC00b", "/some/folder/\uD83E", "é\uD83E\uD83E\uDD80"}) {
            assertThatThrownBy(() -> copyOf(text))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("half of a surrogate pair is no text and stands for no byte")
                    .hasCauseInstanceOf(CharacterCodingException.class);
        }
    }

    /** As the other way to write text does it. Seen to fail with pairs of which the second half stands for a byte. */
    @Test
    void writesWhatEncodeWrites() {
        Random random = new Random(2);
        String[] parts = {
            "a",
            "?",
            "/",
            "~",
            "\u0080",
            "é",
            "߿",
            "ࠀ",
            "日",
            "￿",
            "🦀",
            "\uD83E",
            "\uDC80",
            "\uDCFF",
            "\uDC7F",
            "\uDD00",
            "\uDBFF\uDC90",
            "\0",
            "folder",
            "?query"
        };
        for (int round = 0; round < 50_000; round++) {
            StringBuilder text = new StringBuilder();
            // Texts without anything else, too: that is another way.
            int kinds = round % 3 == 0 ? 4 : parts.length;
            for (int i = random.nextInt(12); i > 0; i--) {
                text.append(parts[random.nextInt(kinds)]);
            }
            compare(text.toString());
        }
    }

    private void compare(String text) {
        byte[] expected;
        try {
            expected = CStrings.encode(text);
        } catch (IllegalArgumentException e) {
            assertThatThrownBy(() -> copyOf(text)).isInstanceOf(IllegalArgumentException.class);
            return;
        }
        if (text.indexOf('\0') >= 0) {
            ThrowingCallable copying = () -> copyOf(text);
            assertThatThrownBy(copying).hasMessageContaining("ends at its first NUL");
            return;
        }
        assertThat(copyOf(text)).as(text).isEqualTo(Arrays.copyOf(expected, expected.length + 1));
    }

    private byte[] copyOf(String text) {
        try (CallFrame frame = state.open()) {
            return CStrings.allocate(frame, text).toArray(ValueLayout.JAVA_BYTE);
        }
    }
}
