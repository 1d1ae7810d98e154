package dev.shimgen.generator.header;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A C type as a declaration spells it, split at the place of the declared name: {@code int (*} and {@code )(void)},
 * {@code regmatch_t} and {@code [restrict __nmatch]}.
 *
 * @param before the text before the name, without trailing space
 * @param after the text after the name
 * @param carrier how a value of the type is passed in a call
 * @param struct the struct that the type is or directly points to, as {@link HeaderFacts#structs} names it, or {@code
 *     null}
 */
public record CType(
        String before,
        String after,
        Carrier carrier,
        @Nullable String struct) {

    private static final Pattern POINTER = Pattern.compile("(.*\\w) ?\\*(?: ?(?:__)?restrict)?");

    /** How a value is passed in a call. Parameters that are arrays or functions are {@link #POINTER}. */
    public enum Carrier {
        VOID,
        BOOL,
        INT8,
        INT16,
        INT32,
        INT64,
        FLOAT,
        DOUBLE,
        POINTER,
        /** A struct or union by value; also a {@code _Complex} number, which is passed like a struct of its parts. */
        STRUCT,
        /** {@code va_list}: on some platforms an array, on others a struct. */
        VA_LIST,
        /**
         * A number for which Java has no type: {@code long double}, {@code _Float128}, and complex numbers of these.
         */
        OPAQUE
    }

    /** {@return the declaration of {@code name} with this type; the type alone if the name is empty} */
    public String declare(String name) {
        boolean glued = before.endsWith("*") || name.isEmpty();
        return before + (glued ? "" : " ") + name + after;
    }

    /** {@return the type's spelling} */
    public String spelling() {
        return declare("");
    }

    /** {@return whether this is a pointer to const, to something that the function promises not to change} */
    public boolean pointsToConst() {
        return carrier == Carrier.POINTER && before.startsWith("const ");
    }

    /**
     * {@return what this points to, or is an array of, as its declaration spells it: {@code socklen_t} of {@code socklen_t *restrict},
     * {@code int} of {@code int[2]}} Empty where that is no name: a function, another pointer.
     */
    public Optional<String> pointee() {
        if (carrier != Carrier.POINTER || before.indexOf('(') >= 0) {
            return Optional.empty();
        }
        Matcher pointer = POINTER.matcher(before);
        String element =
                after.isEmpty() ? pointer.matches() ? pointer.group(1) : "" : after.startsWith("[") ? before : "";
        return element.isEmpty() || element.indexOf('*') >= 0
                ? Optional.empty()
                : Optional.of(element.replaceFirst("^const ", ""));
    }

    /** {@return whether this is a signal's handler, signal(2): musl has no name for the type, glibc has several} */
    public boolean isSignalHandler() {
        return spelling().equals("void (*)(int)")
                || (after.isEmpty()
                        && Set.of("__sighandler_t", "sighandler_t", "sig_t").contains(before));
    }

    /** {@return whether these are a file's permission bits, umask(2)} */
    public boolean isFileMode() {
        return after.isEmpty() && Set.of("mode_t", "__mode_t").contains(before);
    }
}
