package dev.shimgen.runtime;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Writes text into memory as {@link CStrings#encode} does, and makes no objects on the way.
 */
final class Utf8 {

    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final long QUESTION_MARKS = '?' * ONES;

    private Utf8() {}

    /**
     * Writes text and a NUL.
     *
     * @param memory has three bytes for each character, and one for the NUL
     * @param offset where the text begins
     * @return where the NUL is
     * @throws IllegalArgumentException if the text cannot be a C string
     */
    static long write(String text, MemorySegment memory, long offset) {
        long end = offset;
        int length = text.length();
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (isPlain(c)) {
                memory.set(ValueLayout.JAVA_BYTE, end++, (byte) c);
            } else if (c == 0) {
                throw CStrings.refusal(text);
            } else if (c < 0x800) {
                memory.set(ValueLayout.JAVA_BYTE, end++, (byte) (0xC0 | (c >> 6)));
                memory.set(ValueLayout.JAVA_BYTE, end++, continuation(c));
            } else if (!Character.isSurrogate(c)) {
                memory.set(ValueLayout.JAVA_BYTE, end++, (byte) (0xE0 | (c >> 12)));
                memory.set(ValueLayout.JAVA_BYTE, end++, continuation(c >> 6));
                memory.set(ValueLayout.JAVA_BYTE, end++, continuation(c));
            } else {
                int point = text.codePointAt(i);
                if (Character.isSupplementaryCodePoint(point)) {
                    memory.set(ValueLayout.JAVA_BYTE, end++, (byte) (0xF0 | (point >> 18)));
                    memory.set(ValueLayout.JAVA_BYTE, end++, continuation(point >> 12));
                    memory.set(ValueLayout.JAVA_BYTE, end++, continuation(point >> 6));
                    memory.set(ValueLayout.JAVA_BYTE, end++, continuation(point));
                    i++;
                } else if (CStrings.isEscape(c)) {
                    memory.set(ValueLayout.JAVA_BYTE, end++, CStrings.escaped(c));
                } else {
                    throw CStrings.refusal(text);
                }
            }
        }
        memory.set(ValueLayout.JAVA_BYTE, end, (byte) 0);
        return end;
    }

    private static byte continuation(int bits) {
        return (byte) (0x80 | (bits & 0x3F));
    }

    /** {@return whether a character is one byte in C, and not NUL} */
    private static boolean isPlain(char c) {
        return (char) (c - 1) < 0x7F;
    }

    /**
     * {@return whether what {@link MemorySegment#setString} wrote is the text, and surely ASCII without a NUL}
     *
     * <p>It writes a question mark for what it has no bytes for, so a text that has question marks is not sure.
     *
     * @param text what was written
     * @param memory where
     * @param start where the text begins
     * @param end where its NUL is: behind as many bytes as the text has characters
     */
    static boolean isPlain(String text, MemorySegment memory, long start, long end) {
        if (end - start < Long.BYTES) {
            for (int i = 0; i < text.length(); i++) {
                if (!isPlain(text.charAt(i))) {
                    return false;
                }
            }
            return true;
        }
        // Eight bytes at a time, from both ends; in the middle some are looked at twice.
        long last = end - Long.BYTES;
        long found = odd(memory, start) | odd(memory, last);
        if (last - start > Long.BYTES) {
            found |= odd(memory, start + Long.BYTES) | odd(memory, last - Long.BYTES);
            int between = (int) (last - start) - Long.BYTES;
            for (int i = 2 * Long.BYTES; i < between; i += Long.BYTES) {
                found |= odd(memory, start + i);
            }
        }
        return found == 0;
    }

    /** {@return 0 if each of eight bytes is 1 to 0x7F, and none a question mark} */
    private static long odd(MemorySegment memory, long offset) {
        long bytes = memory.get(ValueLayout.JAVA_LONG_UNALIGNED, offset);
        return (bytes | (bytes - ONES) | ((bytes ^ QUESTION_MARKS) - ONES)) & HIGH_BITS;
    }
}
