package dev.shimgen.generator.resolve.symbol;

import dev.shimgen.generator.diagnostic.Code;
import dev.shimgen.generator.diagnostic.Diagnostics;
import dev.shimgen.generator.header.FunctionFact;
import dev.shimgen.generator.resolve.platform.LibraryExports;
import dev.shimgen.generator.resolve.vocabulary.Call;
import dev.shimgen.generator.toolchain.Preprocessed;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The symbols that a call may go through: those found in the library, and those that compiled references refer to.
 *
 * @param call the call
 * @param siblings the function's own symbol first, then the others, sorted
 * @param redirected the symbols to which the headers redirect the function's name
 * @param unknown symbols that calls of the function refer to, but whose prototype is unknown
 */
public record EntryPoints(
        Call call, List<Siblings.Sibling> siblings, SortedSet<String> redirected, SortedSet<String> unknown) {

    /**
     * Adds the symbols of compiled references.
     *
     * @param siblings the symbols found in the library
     * @param types prototypes for programs with wide file offsets and times
     * @param claimed the symbols of all calls so far, which belong to one call each; this call's are added
     */
    public static EntryPoints of(
            Call call,
            List<Siblings.Sibling> siblings,
            CallProbe.References references,
            LibraryExports exports,
            WideTypes types,
            Set<String> claimed) {
        String name = call.function().name();
        Siblings.Sibling own = siblings.get(0);

        SortedSet<String> redirected = new TreeSet<>(references.redirected().getOrDefault(name, new TreeSet<>()));
        List<Siblings.Sibling> others = new ArrayList<>(siblings.subList(1, siblings.size()));
        for (String symbol : redirected) {
            if (exports.has(symbol) && claimed.add(symbol)) {
                String why = "the headers redirect " + name + " to it";
                others.add(new Siblings.Sibling(symbol, own.prototype(), own.positions(), own.twin(), why));
            }
        }
        for (String symbol : references.redirectedLarge().getOrDefault(name, new TreeSet<>())) {
            if (exports.has(symbol) && claimed.add(symbol)) {
                String why = "programs that were built with _FILE_OFFSET_BITS=64 call it";
                FunctionFact prototype = types.withOffsets(own.prototype());
                others.add(new Siblings.Sibling(symbol, prototype, own.positions(), own.twin(), why));
            }
        }
        for (String symbol : references.redirectedWide().getOrDefault(name, new TreeSet<>())) {
            if (exports.has(symbol) && claimed.add(symbol)) {
                String why = "programs that were built with _FILE_OFFSET_BITS=64 and _TIME_BITS=64 call it";
                FunctionFact prototype = types.withOffsetsAndTimes(own.prototype());
                others.add(new Siblings.Sibling(symbol, prototype, own.positions(), own.twin(), why));
            }
        }
        others.sort(Comparator.comparing(Siblings.Sibling::symbol));
        List<Siblings.Sibling> all = new ArrayList<>(List.of(own));
        all.addAll(others);

        SortedSet<String> unknown = references.called().getOrDefault(name, new TreeSet<>()).stream()
                .filter(s -> CheckedForms.isFormOf(s, name) && exports.has(s) && !claimed.contains(s))
                .collect(Collectors.toCollection(TreeSet::new));
        return new EntryPoints(call, List.copyOf(all), redirected, unknown);
    }

    public void warn(Diagnostics diagnostics) {
        for (String symbol : unknown) {
            diagnostics.warning(
                    Code.SG0210,
                    call.method().position(),
                    "programs that were built with _FORTIFY_SOURCE call " + symbol + " instead of "
                            + call.function().name() + ", and shimgen does not know its prototype: those calls stay"
                            + " unseen");
        }
    }

    /**
     * {@return for each symbol, the C name under which the headers declare it}
     *
     * @param declared the C names that are declared
     */
    public Map<String, String> declared(Set<String> declared, Preprocessed preprocessed) {
        Map<String, String> names = new HashMap<>();
        String function = call.function().name();
        for (Siblings.Sibling sibling : siblings) {
            String symbol = sibling.symbol();
            if (declared.contains(symbol) && isItself(symbol, preprocessed)) {
                names.put(symbol, symbol);
            } else if (redirected.contains(symbol) && isItself(function, preprocessed)) {
                names.put(symbol, function);
            }
        }
        return names;
    }

    /** {@code <libgen.h>} defines {@code basename} as a macro for {@code __xpg_basename} (TRAPS 51). */
    private static boolean isItself(String name, Preprocessed preprocessed) {
        return preprocessed.objectMacros().getOrDefault(name, name).equals(name);
    }
}
