package dev.shimgen.generator.plan;

import java.util.List;
import java.util.Optional;

/**
 * Names for the values of a parameter, or of a field of a structure.
 *
 * @param id a C identifier, after the first function that uses the set: {@code flags_open}, {@code choices_lseek}
 * @param constants the values of fields first; then from the most bits to the fewest, so that a name that contains another
 *     comes first; those without a bit last
 * @param fields bits that together hold one value
 */
public record ConstantSet(String id, List<NamedConstant> constants, List<Field> fields) {

    /**
     * Bits that together hold one value.
     *
     * @param mask all of them, as C has it: a constant's name, or a hexadecimal number
     * @param values the names of those of the constants that are its values
     */
    public record Field(String mask, List<String> values) {

        public Field {
            values = List.copyOf(values);
        }
    }

    public ConstantSet {
        constants = List.copyOf(constants);
        fields = List.copyOf(fields);
    }

    /** A set without fields. */
    public ConstantSet(String id, List<NamedConstant> constants) {
        this(id, constants, List.of());
    }

    /** {@return the field that a constant is a value of} */
    public Optional<Field> fieldOf(String constant) {
        return fields.stream()
                .filter(field -> field.values().contains(constant))
                .findFirst();
    }
}
