package dev.shimgen.generator.header.declaration;

import dev.shimgen.generator.header.CType;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the names in a type's spelling stand for: follows typedefs to structs and to {@code va_list}.
 *
 * @param typedefs targets as spelled, by name
 * @param structs the structs that are known, {@code struct stat} or the typedef of an untagged one
 */
public record TypeNames(Map<String, String> typedefs, Set<String> structs) {

    /** gcc's, musl's, glibc's and C's name: behind them, each compiler has a type of its own (System V ABI 3.5.7). */
    private static final Set<String> VA_LISTS =
            Set.of("__builtin_va_list", "__isoc_va_list", "__gnuc_va_list", "va_list");

    /** Ends the search in a circle of typedefs; real headers nest them five deep at most. */
    private static final int MAX_DEPTH = 32;

    /** {@return the type, with the struct that it is or points to} */
    public CType type(String before, String after, CType.Carrier carrier) {
        return new CType(before, after, carrier, struct(before, after));
    }

    /**
     * {@return the struct that a type is, or that it points to directly; {@code null} if there is none, or its
     * definition is not known}
     */
    public @Nullable String struct(String before, String after) {
        Resolved resolved = resolve(before, after);
        return resolved != null && resolved.levels() <= 1 && structs.contains(resolved.name()) ? resolved.name() : null;
    }

    /** {@return whether a type is {@code va_list} itself, under any name} */
    public boolean isVaList(String before, String after) {
        Resolved resolved = resolve(before, after);
        return resolved != null && resolved.levels() == 0 && VA_LISTS.contains(resolved.name());
    }

    private record Resolved(String name, int levels) {}

    private @Nullable Resolved resolve(String before, String after) {
        String name = baseName(before);
        int levels = levels(before, after);
        for (int i = 0; i < MAX_DEPTH && levels >= 0; i++) {
            String target = VA_LISTS.contains(name) ? null : typedefs.get(name);
            if (target == null || target.equals(name)) {
                return new Resolved(name, levels);
            }
            int more = levels(target, "");
            levels = more < 0 ? -1 : levels + more;
            name = baseName(target);
        }
        return null;
    }

    /** {@return how many levels of pointers and arrays a type has, -1 if functions are involved} */
    private static int levels(String before, String after) {
        if (before.indexOf('(') >= 0 || after.indexOf('(') >= 0) {
            return -1;
        }
        return occurrences(before, '*') + occurrences(before, '[') + occurrences(after, '[');
    }

    private static int occurrences(String text, char wanted) {
        int count = 0;
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == wanted) {
                count++;
            }
        }
        return count;
    }

    /** {@return a type without qualifiers and everything from the first star on} */
    private static String baseName(String spelling) {
        int end = spelling.length();
        for (int i = 0; i < end; i++) {
            char c = spelling.charAt(i);
            if (c == '*' || c == '[' || c == '(') {
                end = i;
            }
        }
        String name = spelling.substring(0, end).strip();
        while (name.startsWith("const ") || name.startsWith("volatile ")) {
            name = name.substring(name.indexOf(' ') + 1).strip();
        }
        while (name.endsWith(" const") || name.endsWith(" volatile")) {
            name = name.substring(0, name.lastIndexOf(' ')).strip();
        }
        return name;
    }
}
