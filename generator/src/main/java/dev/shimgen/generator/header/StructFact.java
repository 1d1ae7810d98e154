package dev.shimgen.generator.header;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A struct's or union's layout.
 *
 * @param type the C type: {@code struct stat}, {@code union sigval}, {@code div_t}
 * @param union whether it is a union
 * @param size in bytes
 * @param alignment in bytes, as the fields ask for; C's may be larger, for a skipped field or an alignment attribute, of
 *     which jextract says nothing ({@code struct rseq})
 * @param fields in order of declaration; fields of anonymous members are lifted to the struct that C gives them to, a
 *     named member of an untagged struct or union is present by its own fields only
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
     * @param name the C name, which may also be a macro ({@code si_pid}); dots separate the names of a member of a named, untagged inner struct
     * @param type declared type
     * @param offset bytes from the start of the struct
     * @param size bytes, that of the whole array for an array
     * @param count number of elements, 1 for what is no array; arrays of arrays count all elements
     * @param carrier the carrier of one element, the same as that of the type
     * @param struct the struct of one element, empty if it is none or has no name in C
     */
    public record Field(
            String name, CType type, long offset, long size, long count, CType.Carrier carrier, String struct) {

        /**
         * {@code __pad0}, {@code __glibc_reserved}, {@code __spare3}, {@code _u.__ss_padding}; {@code f_spare} of {@code statfs}
         * (man 2 statfs: "padding bytes reserved for future use"). A protocol's {@code reserved} is part of what it says.
         */
        private static final Pattern RESERVED = Pattern.compile(
                "(?:.*\\.)?(?:_+(?:\\w+_)?(?:pad|padding|spare|reserved|unused|dummy|fill)\\d*(?:_\\w*)?|f_spare)");

        /**
         * {@return whether it only keeps room} The next version of the library takes of it what it needs, and so no program
         * looks at it, and nothing may be said of it.
         */
        public boolean isReserved() {
            return RESERVED.matcher(name).matches();
        }
    }
}
