package dev.shimgen.runtime.event;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The sections of a library's file that hold the tables of traced calls, in the byte order of its machine.
 *
 * <p>They are found by the section headers (ELF gABI, chapter 4), which {@code strip} leaves where they are. Every number
 * in the file is checked against the file's size before it is used.
 */
final class TableSections {

    private static final String PREFIX = "shimgen_table_";
    private static final int HEADER_SIZE = 52;
    private static final int HEADER_SIZE_WIDE = 64;
    private static final int MAGIC = 0x7f454c46;
    private static final int CLASS_WIDE = 2;
    private static final int ORDER_LITTLE = 1;
    private static final int SHT_NOBITS = 8;

    /** How much of a section's name is looked at: more than the longest name of a table. */
    private static final int MOST_OF_NAME = 64;

    private final Path library;
    private final ByteBuffer file;
    private final boolean wide;

    private TableSections(Path library, ByteBuffer file, boolean wide) {
        this.library = library;
        this.file = file;
        this.wide = wide;
    }

    /**
     * {@return the tables by the rest of their names, {@code calls}, none if the library has none; and its {@code e_machine}}
     *
     * @throws SchemaException if the file is no ELF file, or what its headers say cannot be
     * @throws IOException if the file cannot be read
     */
    static SchemaTables read(Path library) throws IOException {
        try (FileChannel channel = FileChannel.open(library)) {
            // Read, not mapped: a file that shrinks while it is mapped ends the JVM with SIGBUS.
            ByteBuffer file = ByteBuffer.allocate((int) Math.min(channel.size(), MOST));
            while (file.hasRemaining() && channel.read(file) >= 0) {
                // the next part
            }
            file.flip();
            if (file.limit() < HEADER_SIZE || file.getInt(0) != MAGIC) {
                throw SchemaException.of("SG0901", library, "is no ELF file, so it is no library of shimgen's");
            }
            boolean wide = file.get(4) == CLASS_WIDE;
            file.order(file.get(5) == ORDER_LITTLE ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
            TableSections sections = new TableSections(library, file, wide);
            return new SchemaTables(sections.u16(18), file.order(), wide, sections.tables());
        }
    }

    /** The largest file that is read. A shim of all of libc has 1.2 MB. */
    private static final long MOST = 256L << 20;

    private Map<String, SchemaTables.Section> tables() throws SchemaException {
        if (file.limit() < (wide ? HEADER_SIZE_WIDE : HEADER_SIZE)) {
            throw cut();
        }
        long headers = word(wide ? 40 : 32);
        int size = u16(wide ? 58 : 46);
        int count = u16(wide ? 60 : 48);
        long names = headers + (long) u16(wide ? 62 : 50) * size;
        ByteBuffer texts = count == 0 ? part(0, 0) : section(names);
        Map<String, SchemaTables.Section> tables = new HashMap<>();
        for (int i = 0; i < count; i++) {
            long header = headers + (long) i * size;
            String name = text(texts, u32(header));
            if (name.startsWith(PREFIX)) {
                long address = word(header + (wide ? 16 : 12));
                tables.put(name.substring(PREFIX.length()), new SchemaTables.Section(address, section(header)));
            }
        }
        return tables;
    }

    /** {@return a section's bytes; none if the file has none of them, as for {@code .bss}} */
    private ByteBuffer section(long header) throws SchemaException {
        if (u32(header + 4) == SHT_NOBITS) {
            return part(0, 0);
        }
        return part(word(header + (wide ? 24 : 16)), word(header + (wide ? 32 : 20)));
    }

    private ByteBuffer part(long offset, long size) throws SchemaException {
        check(offset, size);
        return file.slice((int) offset, (int) size).order(file.order());
    }

    /** {@return a name, or its beginning: many headers may have the same one, of any length} */
    private String text(ByteBuffer texts, long offset) throws SchemaException {
        int end = (int) Math.min(offset, texts.limit());
        int most = (int) Math.min(offset + MOST_OF_NAME, texts.limit());
        while (end < most && texts.get(end) != 0) {
            end++;
        }
        if (end >= texts.limit()) {
            throw cut();
        }
        byte[] bytes = new byte[end - (int) offset];
        texts.get((int) offset, bytes);
        return new String(bytes, StandardCharsets.US_ASCII);
    }

    private long word(long offset) throws SchemaException {
        if (!wide) {
            return u32(offset);
        }
        check(offset, Long.BYTES);
        return file.getLong((int) offset);
    }

    private long u32(long offset) throws SchemaException {
        check(offset, Integer.BYTES);
        return Integer.toUnsignedLong(file.getInt((int) offset));
    }

    private int u16(long offset) throws SchemaException {
        check(offset, Short.BYTES);
        return Short.toUnsignedInt(file.getShort((int) offset));
    }

    private void check(long offset, long size) throws SchemaException {
        if (offset < 0 || size < 0 || offset > file.limit() - size) {
            throw cut();
        }
    }

    private SchemaException cut() {
        return SchemaException.of(
                "SG0901",
                library,
                "is cut off, or damaged: its headers name parts that it does not have; build it again");
    }
}
