package dev.shimgen.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How a program is started, by the head of its ELF file (man 5 elf).
 *
 * @param wide whether it has 64 bits
 * @param machine {@code e_machine}, a number of {@code <elf.h>}
 * @param linked whether a dynamic linker starts it, so neither a static program nor a library
 */
record ElfHead(boolean wide, int machine, boolean linked) {

    /** How much is read: the program headers are at the beginning of a file. */
    private static final int BEGINNING = 1 << 16;

    private static final int MAGIC = 0x7f454c46;
    private static final int CLASS_WIDE = 2;
    private static final int ORDER_LITTLE = 1;
    private static final int PT_INTERP = 3;

    /** {@return what a file's head says; empty if it is no ELF file, damaged, or cannot be read} */
    static Optional<ElfHead> read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            ByteBuffer head = ByteBuffer.wrap(in.readNBytes(BEGINNING));
            if (head.limit() < Integer.BYTES || head.getInt(0) != MAGIC) {
                return Optional.empty();
            }
            return Optional.of(parse(head));
        } catch (IOException | IndexOutOfBoundsException e) {
            return Optional.empty(); // starting it will give a better message
        }
    }

    private static ElfHead parse(ByteBuffer head) {
        boolean wide = head.get(4) == CLASS_WIDE;
        head.order(head.get(5) == ORDER_LITTLE ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        long table = wide ? head.getLong(32) : Integer.toUnsignedLong(head.getInt(28));
        int size = Short.toUnsignedInt(head.getShort(wide ? 54 : 42));
        int count = Short.toUnsignedInt(head.getShort(wide ? 56 : 44));
        boolean linked = false;
        for (int i = 0; i < count; i++) {
            linked |= head.getInt(Math.clamp(table + (long) i * size, -1, BEGINNING)) == PT_INTERP;
        }
        return new ElfHead(wide, Short.toUnsignedInt(head.getShort(18)), linked);
    }
}
