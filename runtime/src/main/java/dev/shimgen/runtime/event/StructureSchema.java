package dev.shimgen.runtime.event;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A structure, as far as it is shown.
 *
 * @param size bytes of the whole of it
 * @param value how all of it is shown as one value; empty if it is shown by its fields
 * @param fields those that are shown, in this order
 * @param cases what it is instead, by the value of its first field: a {@code struct sockaddr}
 */
public record StructureSchema(
        int size, Optional<FieldSchema> value, List<Field> fields, Map<Integer, StructureSchema> cases) {

    /**
     * A field.
     *
     * @param name as in C: {@code st_size}
     * @param offset bytes from the start of the structure
     * @param size bytes
     * @param content what is there
     */
    public record Field(String name, int offset, int size, FieldSchema content) {}

    public StructureSchema {
        fields = List.copyOf(fields);
        cases = Map.copyOf(cases);
    }
}
