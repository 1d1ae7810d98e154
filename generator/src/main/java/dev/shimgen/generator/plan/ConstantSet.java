package dev.shimgen.generator.plan;

import java.util.List;

/**
 * Names for the values of a parameter.
 *
 * @param id a C identifier, made of the prefixes: {@code o}, {@code at_rename}
 * @param prefixes what the names begin with
 * @param constants from the most bits to the fewest, so that a name that contains another comes first; those without a
 *     bit last
 */
public record ConstantSet(String id, List<String> prefixes, List<NamedConstant> constants) {

    public ConstantSet {
        prefixes = List.copyOf(prefixes);
        constants = List.copyOf(constants);
    }
}
