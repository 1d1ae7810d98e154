package dev.shimgen.generator.toolchain;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** The bytes of an ELF file; reading past their end means that the file is damaged. */
final class ElfBytes {

    private final ByteBuffer bytes;
    private final boolean wide;

    ElfBytes(byte[] content, ByteOrder order, boolean wide) {
        this(ByteBuffer.wrap(content), order, wide);
    }

    ElfBytes(ByteBuffer content, ByteOrder order, boolean wide) {
        this.bytes = content.order(order);
        this.wide = wide;
    }

    boolean wide() {
        return wide;
    }

    int u8(long offset) throws ElfFormatException {
        return bytes.get(at(offset, 1)) & 0xff;
    }

    int u16(long offset) throws ElfFormatException {
        return bytes.getShort(at(offset, 2)) & 0xffff;
    }

    long u32(long offset) throws ElfFormatException {
        return bytes.getInt(at(offset, 4)) & 0xffff_ffffL;
    }

    long u64(long offset) throws ElfFormatException {
        return bytes.getLong(at(offset, 8));
    }

    /** Reads an address, offset or size: 4 or 8 bytes. */
    long word(long offset) throws ElfFormatException {
        return wide ? u64(offset) : u32(offset);
    }

    /** Reads a string of a string table. */
    String string(long table, long tableSize, long index) throws ElfFormatException {
        if (index < 0 || index >= tableSize) {
            throw new ElfFormatException("a name lies outside of its string table");
        }
        int start = at(table + index, 1);
        int end = start;
        while (bytes.get(at(end, 1)) != 0) {
            end++;
        }
        byte[] text = new byte[end - start];
        bytes.get(start, text);
        return new String(text, StandardCharsets.UTF_8);
    }

    /** Whether a string of a string table is the one that is asked for. */
    boolean isString(long table, long tableSize, long index, byte[] text) throws ElfFormatException {
        if (index < 0 || index >= tableSize || tableSize - index <= text.length) {
            return false;
        }
        for (int i = 0; i < text.length; i++) {
            if (bytes.get(at(table + index + i, 1)) != text[i]) {
                return false;
            }
        }
        return bytes.get(at(table + index + text.length, 1)) == 0;
    }

    /** Checks that a table lies inside the file. */
    void requireRange(long offset, long size, String what) throws ElfFormatException {
        if (offset < 0 || size < 0 || offset > bytes.capacity() || size > bytes.capacity() - offset) {
            throw new ElfFormatException("the file ends before its " + what);
        }
    }

    private int at(long offset, int size) throws ElfFormatException {
        if (offset < 0 || offset > bytes.capacity() - size) {
            throw new ElfFormatException("the file is cut short");
        }
        return (int) offset;
    }
}
