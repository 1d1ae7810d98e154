package dev.shimgen.runtime;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Converts Java strings to C strings, which are bytes that a NUL ends, and back.
 *
 * <p>On Linux a file name consists of any bytes but NUL and slash (man 7 path_resolution); most are UTF-8. This class
 * reads and writes UTF-8, and represents a byte that is not part of valid UTF-8 by a lone surrogate, U+DC80 to U+DCFF,
 * as Python's {@code surrogateescape} does (PEP 383). So every C string survives the way to Java and back, byte for
 * byte.
 */
public final class CStrings {

    /** Plus the byte, 0x80 to 0xFF, it gives a low surrogate; alone, such a character occurs in no valid text. */
    private static final int ESCAPE = 0xDC00;

    private CStrings() {}

    /**
     * {@return a copy of a string as a C string; {@code NULL} for {@code null}}
     *
     * @param arena decides how long the copy lives
     * @throws IllegalArgumentException if the string contains a NUL, at which it would end in C, or a lone surrogate
     *     that stands for no byte
     */
    public static MemorySegment allocate(SegmentAllocator arena, @Nullable String text) {
        if (text == null) {
            return MemorySegment.NULL;
        }
        byte[] bytes = encodeWithoutNul(text);
        return arena.allocateFrom(ValueLayout.JAVA_BYTE, Arrays.copyOf(bytes, bytes.length + 1));
    }

    /**
     * {@return a copy of a string as a C string; {@code NULL} for {@code null}}
     *
     * @param frame of the call that the copy is an argument of; it lives as long
     * @throws IllegalArgumentException as {@link #allocate(SegmentAllocator, String)} does
     */
    public static MemorySegment allocate(CallFrame frame, @Nullable String text) {
        return text == null ? MemorySegment.NULL : frame.text(text);
    }

    /**
     * {@return the C string at a pointer; {@code null} for {@code NULL}}
     *
     * @param pointer the address of a NUL-terminated string; the segment's size is ignored
     */
    @SuppressWarnings("restricted") // MemorySegment.reinterpret: where a C string ends, only its NUL says.
    public static @Nullable String read(MemorySegment pointer) {
        if (pointer.address() == 0) {
            return null;
        }
        MemorySegment unbounded = pointer.reinterpret(Long.MAX_VALUE);
        long length = 0;
        while (unbounded.get(ValueLayout.JAVA_BYTE, length) != 0) {
            length++;
        }
        return decode(unbounded.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE));
    }

    /**
     * {@return the C string at a pointer; {@code null} for {@code NULL}}
     *
     * @param pointer the address of a NUL-terminated string
     * @param copies of arrays; a string in one of them ends at its NUL, or else where the array ends
     */
    public static @Nullable String read(MemorySegment pointer, MemorySegment... copies) {
        for (MemorySegment copy : copies) {
            if (Results.pointsInto(pointer, copy)) {
                return readArray(copy.asSlice(pointer.address() - copy.address()));
            }
        }
        return read(pointer);
    }

    /** {@return the text of a {@code char} array: up to its first NUL or, if it has none, to its end} */
    public static String readArray(MemorySegment array) {
        // Nothing after the NUL is read: the d_name of a struct dirent is often shorter than its type says.
        long length = 0;
        while (length < array.byteSize() && array.get(ValueLayout.JAVA_BYTE, length) != 0) {
            length++;
        }
        return decode(array.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE));
    }

    /**
     * Writes text and a NUL into a {@code char} array; the rest of the array stays as it is.
     *
     * @throws IllegalArgumentException if there is no room for both, or the text cannot be a C string
     */
    public static void writeArray(MemorySegment array, String text) {
        byte[] bytes = encodeWithoutNul(text);
        if (bytes.length >= array.byteSize()) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" has " + bytes.length + " bytes and a NUL, the array only " + array.byteSize());
        }
        MemorySegment.copy(bytes, 0, array, ValueLayout.JAVA_BYTE, 0, bytes.length);
        array.set(ValueLayout.JAVA_BYTE, bytes.length, (byte) 0);
    }

    /** {@return bytes as text; {@link #encode} is its inverse} */
    public static String decode(byte[] bytes) {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        // UTF-8 never makes more UTF-16 units than it has bytes.
        CharBuffer out = CharBuffer.allocate(bytes.length);
        CoderResult result = decoder.decode(in, out, true);
        while (result.isError()) {
            for (int i = result.length(); i > 0; i--) {
                out.put((char) (ESCAPE + (in.get() & 0xFF)));
            }
            result = decoder.decode(in, out, true);
        }
        return out.flip().toString();
    }

    /**
     * {@return text as bytes, without a NUL at the end}
     *
     * @throws IllegalArgumentException if the text has a lone surrogate that stands for no byte
     */
    public static byte[] encode(String text) {
        ByteBuffer out = ByteBuffer.allocate(3 * text.length());
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            if (isEscape(text, i)) {
                putUtf8(out, text, start, i);
                out.put(escaped(text.charAt(i)));
                start = i + 1;
            }
        }
        putUtf8(out, text, start, text.length());
        return Arrays.copyOf(out.array(), out.position());
    }

    private static byte[] encodeWithoutNul(String text) {
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("a C string ends at its first NUL, and \"" + text.replace("\0", "\\0")
                    + "\" has one at index " + text.indexOf('\0'));
        }
        return encode(text);
    }

    /** {@return the exception for a text that cannot be a C string} */
    static IllegalArgumentException refusal(String text) {
        try {
            encodeWithoutNul(text);
        } catch (IllegalArgumentException e) {
            return e;
        }
        throw new AssertionError("a C string: " + text);
    }

    private static boolean isEscape(String text, int index) {
        return isEscape(text.charAt(index)) && (index == 0 || !Character.isHighSurrogate(text.charAt(index - 1)));
    }

    /** {@return whether a character, unless it belongs to a surrogate pair, stands for a byte} */
    static boolean isEscape(char c) {
        return c >= ESCAPE + 0x80 && c <= ESCAPE + 0xFF;
    }

    /** {@return the byte that a character stands for} */
    static byte escaped(char c) {
        return (byte) (c - ESCAPE);
    }

    private static void putUtf8(ByteBuffer out, String text, int start, int end) {
        try {
            out.put(StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text, start, end)));
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("half of a surrogate pair is no text and stands for no byte", e);
        }
    }

    /**
     * Checks a format that is passed to a {@code printf}-like function without arguments.
     *
     * @param format the format, or {@code null}
     * @param function the function's name, for the message
     * @throws IllegalArgumentException if the format needs an argument: C would use whatever is in a register
     */
    public static void checkNoConversions(@Nullable String format, String function) {
        if (format != null && format.replace("%%", "").indexOf('%') >= 0) {
            throw new IllegalArgumentException(function + " is called without arguments, but its format \"" + format
                    + "\" asks for some; put the values in with String.format, and write %% for a percent sign");
        }
    }
}
