package dev.shimgen.runtime;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CStringsTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "plain", "Grüße", "日本語", "🦀 crab", "tab\tand\nnewline"})
    void writesUtf8AndReadsItBack(String text) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment c = CStrings.allocate(arena, text);
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            assertThat(c.byteSize()).isEqualTo(utf8.length + 1);
            assertThat(c.asSlice(0, utf8.length).toArray(ValueLayout.JAVA_BYTE)).isEqualTo(utf8);
            assertThat(c.get(ValueLayout.JAVA_BYTE, utf8.length)).isZero();
            assertThat(requireNonNull(CStrings.read(c))).isEqualTo(text);
        }
    }

    @Test
    void nullIsNull() {
        try (Arena arena = Arena.ofConfined()) {
            assertThat(CStrings.allocate(arena, null)).isEqualTo(MemorySegment.NULL);
        }
        assertThat(CStrings.read(MemorySegment.NULL)).isNull();
    }

    @Test
    void keepsBytesThatAreNoUtf8() {
        byte[] name = {'a', (byte) 0xFF, 'b', (byte) 0xC3, (byte) 0xE2, (byte) 0x82};
        String text = CStrings.decode(name);
        assertThat(text).isEqualTo("a\uDCFFb\uDCC3\uDCE2\uDC82");
        assertThat(CStrings.encode(text)).isEqualTo(name);
    }

    @Test
    void keepsUtf8OfSurrogatesAsBytes() {
        // U+DC80 as three bytes is no UTF-8 (RFC 3629, 3), so it cannot be mistaken for an escaped byte.
        byte[] name = {(byte) 0xED, (byte) 0xB2, (byte) 0x80};
        assertThat(CStrings.encode(CStrings.decode(name))).isEqualTo(name);
    }

    @Test
    void keepsAnyBytes() {
        Random random = new Random(1);
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = new byte[random.nextInt(12)];
            random.nextBytes(bytes);
            for (int i = 0; i < bytes.length; i++) {
                // Half of them near valid sequences: a lead byte, continuations.
                if (round % 2 == 0) {
                    bytes[i] = (byte) (random.nextBoolean() ? 0x80 | (bytes[i] & 0x3F) : bytes[i]);
                }
            }
            assertThat(CStrings.encode(CStrings.decode(bytes))).isEqualTo(bytes);
        }
    }

    @Test
    void refusesTextThatCannotBeACString() {
        try (Arena arena = Arena.ofConfined()) {
            assertThatThrownBy(() -> CStrings.allocate(arena, "etc\0passwd"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("a C string ends at its first NUL, and \"etc\\0passwd\" has one at index 3");
            assertThatThrownBy(() -> CStrings.allocate(arena, "\uD83E"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("surrogate");
        }
    }

    @Test
    void readsCharArraysWithAndWithoutNul() {
        assertThat(CStrings.readArray(MemorySegment.ofArray(new byte[] {'h', 'i', 0, 'x'})))
                .isEqualTo("hi");
        assertThat(CStrings.readArray(MemorySegment.ofArray(new byte[] {'h', 'i'})))
                .isEqualTo("hi");
    }

    @Test
    void writesCharArrays() {
        byte[] array = {'a', 'b', 'c', 'd'};
        CStrings.writeArray(MemorySegment.ofArray(array), "xy");
        assertThat(array).containsExactly('x', 'y', 0, 'd');
        assertThatThrownBy(() -> CStrings.writeArray(MemorySegment.ofArray(array), "four"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("\"four\" has 4 bytes and a NUL, the array only 4");
    }

    @Test
    void letsOnlyFormatsWithoutArgumentsThrough() {
        CStrings.checkNoConversions("100 %% sure\n", "printf");
        CStrings.checkNoConversions(null, "printf");
        assertThatThrownBy(() -> CStrings.checkNoConversions("%s\n", "printf"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("printf is called without arguments, but its format \"%s\n\" asks for some");
        assertThatThrownBy(() -> CStrings.checkNoConversions("%%%d", "printf"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
