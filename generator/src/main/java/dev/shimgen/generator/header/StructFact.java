package dev.shimgen.generator.header;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A struct's or union's layout.
 *
 * @param type the C type: {@code struct stat}, {@code union sigval}, {@code div_t}
 * @param union whether it is a union
 * @param size in bytes
 * @param alignment in bytes, as the fields require; in C it may be larger, because of a skipped field or an alignment
 *     attribute, which jextract does not report ({@code struct rseq})
 * @param fields in order of declaration. Fields of anonymous members are listed as fields of this struct, as in C; a
 *     named member whose struct or union has no tag is not listed itself, only its fields are
 * @param complete false if fields are missing because jextract skips their kind (bit-fields, {@code long double})
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
     * @param name the C name, which may also be a macro ({@code si_pid}); for a field of a named member whose struct
     *     has no tag, the names are joined by dots
     * @param type declared type
     * @param offset bytes from the start of the struct
     * @param size bytes; for an array, those of the whole array
     * @param count number of elements, 1 if it is no array; for arrays of arrays, of all their elements
     * @param carrier the carrier of one element, which is that of the type
     * @param struct the struct type of one element; empty if it is no struct or has no name in C
     */
    public record Field(
            String name, CType type, long offset, long size, long count, CType.Carrier carrier, String struct) {

        /**
         * Names of fields that only reserve space: {@code __pad0}, {@code __glibc_reserved}, {@code __spare3}, {@code
         * _u.__ss_padding}, and {@code f_spare} of {@code statfs} (man 2 statfs: "padding bytes reserved for future
         * use"). A network protocol's field {@code reserved} is not one of them: it is part of the message.
         */
        private static final Pattern RESERVED = Pattern.compile(
                "(?:.*\\.)?(?:_+(?:\\w+_)?(?:pad|padding|spare|reserved|unused|dummy|fill)\\d*(?:_\\w*)?|f_spare)");

        /**
         * {@return whether the field only reserves space} A later version of the library may use parts of it, so
         * programs do not look at it, and generated code must not depend on it.
         */
        public boolean isReserved() {
            return RESERVED.matcher(name).matches();
        }
    }
}
