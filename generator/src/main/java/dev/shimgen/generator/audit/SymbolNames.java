package dev.shimgen.generator.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Symbols of libc that stand for a function of another name: {@code fopen64}, {@code __open_2}, {@code __fxstat64}. */
final class SymbolNames {

    private static final List<Pattern> FORMS = List.of(
            // Programs built before glibc 2.33: __xstat, __lxstat64, __fxstatat, __xmknod.
            Pattern.compile("__(?<a>[lf]?)x(?<b>stat|statat|mknod|mknodat)(?:64)?"),
            Pattern.compile("__isoc\\d+_(?<a>.+)(?<b>)"),
            // _FORTIFY_SOURCE: __read_chk, __open_2.
            Pattern.compile("__(?<a>.+)_(?:chk|2)(?<b>)"),
            Pattern.compile("_IO_(?<a>.+)(?<b>)"),
            Pattern.compile("__(?<a>.+)(?<b>)"),
            Pattern.compile("(?<a>.+)64(?<b>)"));

    private SymbolNames() {}

    /**
     * {@return the function that a symbol stands for; the symbol itself if it has none of the known forms}
     *
     * @param known whether a name is that of a function
     */
    static String function(String symbol, Predicate<String> known) {
        List<String> candidates = new ArrayList<>(List.of(symbol));
        for (int i = 0; i < candidates.size() && candidates.size() < 32; i++) {
            String candidate = candidates.get(i);
            if (known.test(candidate)) {
                return candidate;
            }
            for (Pattern form : FORMS) {
                Matcher matcher = form.matcher(candidate);
                if (matcher.matches()) {
                    candidates.add(matcher.group("a") + matcher.group("b"));
                }
            }
        }
        return symbol;
    }
}
