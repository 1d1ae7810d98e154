package dev.shimgen.generator.toolchain;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes the smallest ELF file with a dynamic symbol table: for the classes and byte orders that this machine has not. */
final class TinyElf {

    private final boolean wide;
    private final ByteOrder order;

    TinyElf(int bits, ByteOrder order) {
        this.wide = bits == 64;
        this.order = order;
    }

    /** A library with two functions: {@code answer}, defined at 0x1234, and {@code question}, undefined. */
    byte[] library() {
        byte[] strings = "\0answer\0question\0libtiny.so\0libc.so.6\0".getBytes(StandardCharsets.US_ASCII);
        byte[] names = "\0.dynsym\0.dynstr\0.dynamic\0.shstrtab\0".getBytes(StandardCharsets.US_ASCII);
        byte[] symbols = join(List.of(symbol(0, 0, 0, 0), symbol(1, 0x12, 7, 0x1234), symbol(8, 0x22, 0, 0)));
        byte[] dynamic = join(List.of(words(1, 28), words(14, 17), words(0, 0)));
        int header = wide ? 64 : 52;
        int symbolsAt = header;
        int stringsAt = symbolsAt + symbols.length;
        int dynamicAt = stringsAt + strings.length;
        int namesAt = dynamicAt + dynamic.length;
        int table = namesAt + names.length;
        return join(List.of(
                header(table, 5, 4),
                symbols,
                strings,
                dynamic,
                names,
                section(0, 0, 0, 0, 0),
                section(1, 11, symbolsAt, symbols.length, 2),
                section(9, 3, stringsAt, strings.length, 0),
                section(17, 6, dynamicAt, dynamic.length, 2),
                section(26, 3, namesAt, names.length, 0)));
    }

    private byte[] header(int table, int sections, int names) {
        byte[] content = new byte[wide ? 64 : 52];
        ByteBuffer out = buffer(content);
        out.put(new byte[] {
            0x7f, 'E', 'L', 'F', (byte) (wide ? 2 : 1), (byte) (order == ByteOrder.LITTLE_ENDIAN ? 1 : 2), 1
        });
        out.position(16);
        out.putShort((short) 3).putShort((short) 1).putInt(1);
        word(out, 0);
        word(out, 0);
        word(out, table);
        out.putInt(0).putShort((short) (wide ? 64 : 52)).putShort((short) 0).putShort((short) 0);
        out.putShort((short) (wide ? 64 : 40)).putShort((short) sections).putShort((short) names);
        return content;
    }

    private byte[] section(int name, int type, int offset, int size, int link) {
        byte[] content = new byte[wide ? 64 : 40];
        ByteBuffer out = buffer(content);
        out.putInt(name).putInt(type);
        word(out, 0);
        word(out, 0);
        word(out, offset);
        word(out, size);
        out.putInt(link);
        return content;
    }

    private byte[] symbol(int name, int info, int section, int value) {
        byte[] content = new byte[wide ? 24 : 16];
        ByteBuffer out = buffer(content);
        out.putInt(name);
        if (wide) {
            out.put((byte) info).put((byte) 0).putShort((short) section).putLong(value);
        } else {
            out.putInt(value).putInt(0).put((byte) info).put((byte) 0).putShort((short) section);
        }
        return content;
    }

    private byte[] words(int first, int second) {
        byte[] content = new byte[wide ? 16 : 8];
        ByteBuffer out = buffer(content);
        word(out, first);
        word(out, second);
        return content;
    }

    private void word(ByteBuffer out, int value) {
        if (wide) {
            out.putLong(value);
        } else {
            out.putInt(value);
        }
    }

    private ByteBuffer buffer(byte[] content) {
        return ByteBuffer.wrap(content).order(order);
    }

    private static byte[] join(List<byte[]> parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        parts.forEach(out::writeBytes);
        return out.toByteArray();
    }
}
