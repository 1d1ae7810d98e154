package dev.shimgen.generator.resolve.symbol;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Symbols that a compiled call refers to instead of the function's own: {@code __read_chk} and {@code __open_2} under
 * {@code _FORTIFY_SOURCE}, or {@code …__time64} on 32 bits. Other symbols that an inline function refers to, such as
 * {@code __errno_location} or {@code strlen}, are not forms of it.
 */
final class CheckedForms {

    private static final Pattern FORM = Pattern.compile("__(?:isoc\\d+_)?(\\w+?)(64)?_(?:chk|2|alias|time64)");

    private CheckedForms() {}

    static boolean isFormOf(String symbol, String function) {
        return functions(symbol).contains(function);
    }

    /** {@return the functions that have a form among the symbols} */
    static Set<String> functions(Collection<String> symbols) {
        Set<String> functions = new HashSet<>();
        symbols.forEach(symbol -> functions.addAll(functions(symbol)));
        return functions;
    }

    /** {@code __pread64_chk} is a form of two functions: of {@code pread64}, and of {@code pread} for large files. */
    private static Set<String> functions(String symbol) {
        Matcher form = FORM.matcher(symbol);
        if (!form.matches()) {
            return Set.of();
        }
        String name = form.group(1);
        return form.group(2) == null ? Set.of(name) : Set.of(name, name + form.group(2));
    }
}
