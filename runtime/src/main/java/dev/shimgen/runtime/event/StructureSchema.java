package dev.shimgen.runtime.event;

import java.util.List;

/**
 * A structure, as far as it is shown.
 *
 * @param size bytes of the whole of it
 * @param fields those that are shown, in this order
 */
public record StructureSchema(int size, List<Field> fields) {

    /**
     * A field.
     *
     * @param name as in C: {@code st_size}
     * @param offset bytes from the start of the structure
     * @param number what is there
     */
    public record Field(String name, int offset, NumberSchema number) {}

    public StructureSchema {
        fields = List.copyOf(fields);
    }
}
