package dev.shimgen.generator.spec;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which names of a spec may go into generated C. */
final class Names {

    private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9_+.,-]+(/[A-Za-z0-9_+.,-]+)*");
    private static final Pattern DOTS = Pattern.compile("(^|.*/)\\.\\.?(/.*|$)");

    /** C11 6.4.1, then GCC's "Alternate Keywords" and extensions, then what {@code -std=gnu11} defines as macros. */
    private static final Set<String> KEYWORDS = Set.of(
            ("auto break case char const continue default do double else enum extern float for goto if inline int long"
                            + " register restrict return short signed sizeof static struct switch typedef union unsigned"
                            + " void volatile while _Alignas _Alignof _Atomic _Bool _Complex _Generic _Imaginary _Noreturn"
                            + " _Static_assert _Thread_local"
                            + " asm typeof __alignof __alignof__ __asm __asm__ __attribute __attribute__ __auto_type"
                            + " __complex __complex__ __const __const__ __extension__ __func__ __FUNCTION__ __imag __imag__"
                            + " __inline __inline__ __int128 __label__ __null __PRETTY_FUNCTION__ __real __real__ __restrict"
                            + " __restrict__ __signed __signed__ __thread __typeof __typeof__ __volatile __volatile__"
                            + " linux unix i386")
                    .split(" "));

    private Names() {}

    /** {@return what is wrong with a name that C is to use as it is, as the rest of a sentence; {@code null} if nothing} */
    static @Nullable String problem(String name) {
        if (!IDENTIFIER.matcher(name).matches()) {
            return "is not a C identifier: letters a to z and A to Z, digits and _, not beginning with a digit";
        }
        if (KEYWORDS.contains(name)) {
            return "is a keyword or predefined macro of C";
        }
        if (name.toLowerCase(Locale.ROOT).startsWith("shimgen_")) {
            return "begins with shimgen_, which generated code keeps for itself";
        }
        return null;
    }

    /** {@return whether a header may go between the brackets of {@code #include <…>}} */
    static boolean isHeader(String header) {
        return HEADER.matcher(header).matches() && !DOTS.matcher(header).matches();
    }
}
