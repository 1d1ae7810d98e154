package dev.shimgen.runtime.event;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;

/**
 * The tables of traced calls that a library has, as they are in its file, in a session and in a recording.
 *
 * @param machine the {@code e_machine} of the library's ELF header
 * @param order of the bytes
 * @param wide whether addresses have eight bytes, and not four
 * @param sections by the rest of their names behind {@code shimgen_table_}; none if the library traces nothing
 */
public record SchemaTables(int machine, ByteOrder order, boolean wide, Map<String, Section> sections) {

    public SchemaTables {
        sections = Map.copyOf(sections);
    }

    /**
     * A table.
     *
     * @param address where it is when the library is loaded, from the library's start
     * @param bytes in the library's order
     */
    public record Section(long address, ByteBuffer bytes) {}
}
