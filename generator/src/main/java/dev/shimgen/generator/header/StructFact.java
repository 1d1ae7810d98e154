package dev.shimgen.generator.header;

import java.util.List;

/**
 * A struct's or union's layout.
 *
 * @param type the C type: {@code struct stat}, {@code union sigval}, {@code div_t}
 * @param union whether it is a union
 * @param size in bytes
 * @param alignment in bytes
 * @param fields in order of declaration; fields of anonymous members are lifted to the struct that C gives them to
 * @param complete false when fields are missing because jextract skips their kind (bit-fields, {@code long double})
 * @param header the declaring header
 */
public record StructFact(
        String type, boolean union, long size, long alignment, List<Field> fields, boolean complete, String header) {

    public StructFact {
        fields = List.copyOf(fields);
    }

    /**
     * A field.
     *
     * @param name the C name; dots separate the names of a member of a named, untagged inner struct
     * @param type declared type
     * @param offset bytes from the start of the struct
     * @param size bytes, that of the whole array for an array
     * @param count number of elements, 1 for what is no array; arrays of arrays count all elements
     * @param carrier the carrier of one element
     * @param struct the struct of one element, empty if it is none
     */
    public record Field(
            String name, CType type, long offset, long size, long count, CType.Carrier carrier, String struct) {}
}
