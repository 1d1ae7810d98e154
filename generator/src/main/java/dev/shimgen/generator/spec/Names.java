package dev.shimgen.generator.spec;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which names of a spec may go into generated C. */
final class Names {

    private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9_+.,-]+(/[A-Za-z0-9_+.,-]+)*");
    private static final Pattern DOTS = Pattern.compile("(^|.*/)\\.\\.?(/.*|$)");

    private Names() {}

    /** {@return what is wrong with a name that C is to use as it is, as the rest of a sentence; {@code null} if nothing} */
    static @Nullable String problem(String name) {
        if (!IDENTIFIER.matcher(name).matches()) {
            return "is not a C identifier: letters a to z and A to Z, digits and _, not beginning with a digit";
        }
        if (Keywords.contains(name)) {
            return "is a keyword or predefined macro of C";
        }
        return reserved(name);
    }

    /** {@return what is wrong with a name that generated C may add a {@code _} to, as for {@link #problem}} */
    static @Nullable String parameterProblem(String name) {
        return Keywords.contains(name) ? null : problem(name);
    }

    private static @Nullable String reserved(String name) {
        return name.toLowerCase(Locale.ROOT).startsWith("shimgen_")
                ? "begins with shimgen_, which generated code keeps for itself"
                : null;
    }

    /** {@return whether a header may go between the brackets of {@code #include <…>}} */
    static boolean isHeader(String header) {
        return HEADER.matcher(header).matches() && !DOTS.matcher(header).matches();
    }
}
