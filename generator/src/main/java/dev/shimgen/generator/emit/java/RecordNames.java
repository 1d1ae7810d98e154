package dev.shimgen.generator.emit.java;

import dev.shimgen.generator.plan.JavaClassNames;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The names of the records of events. They are written in programs, so that of {@code fork} does not depend on whether its spec has
 * {@code _Fork} too: underscores in front of a function's name go to the end of the record's.
 */
final class RecordNames {

    /** Of those that are still alike, {@code _exit} goes before {@code _Exit}. */
    private static final Comparator<String> ORDER = Comparator.comparing(RecordNames::underscores)
            .thenComparing(function -> Character.isUpperCase(function.charAt(underscores(function))))
            .thenComparing(Comparator.naturalOrder());

    private RecordNames() {}

    /**
     * {@return the records' names by the functions'}
     *
     * @param taken names that no record may have
     */
    static Map<String, String> of(Collection<String> functions, Set<String> taken) {
        JavaNames free = JavaNames.without(taken);
        Map<String, String> names = new LinkedHashMap<>();
        functions.stream().sorted(ORDER).forEach(function -> names.put(function, free.take(wanted(function))));
        return names;
    }

    private static String wanted(String function) {
        return JavaClassNames.of(function) + "_".repeat(underscores(function));
    }

    /** {@return how many there are in front of a letter; gettext's {@code _} is all of its name} */
    private static int underscores(String function) {
        int at = 0;
        while (at < function.length() - 1 && function.charAt(at) == '_') {
            at++;
        }
        return at;
    }
}
