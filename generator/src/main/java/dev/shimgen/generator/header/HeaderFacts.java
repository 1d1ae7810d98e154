package dev.shimgen.generator.header;

import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a platform's headers. All maps are sorted by name.
 *
 * @param platform GNU triplet, for example {@code x86_64-linux-gnu}
 * @param functions by name
 * @param structs by the C type that names them: {@code struct stat}, {@code union sigval}, or the typedef of an untagged
 *     one: {@code div_t}
 * @param typedefs by name
 * @param constants object-like macros and enumerators with a value, by name
 */
public record HeaderFacts(
        String platform,
        SortedMap<String, FunctionFact> functions,
        SortedMap<String, StructFact> structs,
        SortedMap<String, TypedefFact> typedefs,
        SortedMap<String, ConstantFact> constants) {

    public @Nullable FunctionFact function(String name) {
        return functions.get(name);
    }

    /**
     * Follows typedefs to the end: {@code mode_t} is {@code unsigned int}, {@code const struct stat *} stays as it is.
     *
     * @param type a type's spelling without declarator; qualifiers at the front are dropped
     */
    public String canonical(String type) {
        String name = type.strip();
        for (int i = 0; i < 32; i++) {
            name = withoutQualifiers(name);
            TypedefFact typedef = typedefs.get(name);
            if (typedef == null || typedef.target().equals(name)) {
                return name;
            }
            name = typedef.target().strip();
        }
        return name;
    }

    private static String withoutQualifiers(String type) {
        String name = type;
        while (name.startsWith("const ") || name.startsWith("volatile ")) {
            name = name.substring(name.indexOf(' ') + 1).strip();
        }
        return name;
    }
}
