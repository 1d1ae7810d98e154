package dev.shimgen.generator.resolve.symbol;

import dev.shimgen.generator.header.FunctionFact;
import dev.shimgen.generator.header.HeaderFacts;
import dev.shimgen.generator.header.declaration.CTypes;
import dev.shimgen.generator.resolve.platform.LibraryExports;
import dev.shimgen.generator.resolve.vocabulary.TailRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the symbols through which a function is called on this libc.
 *
 * <p>Most are found in the library itself: names of the same code, and those with {@code 64} for large files; the
 * others are in a table. A symbol for which the spec has a method belongs to that method, and so do the symbols that
 * lead to it.
 */
public final class Siblings {

    /**
     * Prefixes of the symbols that C99's and C23's headers redirect to ({@code <stdio.h>}, {@code <stdlib.h>}:
     * __REDIRECT).
     */
    private static final List<String> STANDARDS = List.of("__isoc99_", "__isoc23_");

    private final HeaderFacts facts;
    private final LibraryExports exports;
    private final SiblingTable table;
    private final Set<String> named;

    /**
     * Makes a finder.
     *
     * @param named the functions for which the spec has a method
     */
    public Siblings(HeaderFacts facts, LibraryExports exports, Set<String> named) {
        this.facts = facts;
        this.exports = exports;
        this.table = new SiblingTable(new CTypes(facts, exports.bits()));
        this.named = named;
    }

    /**
     * A symbol that leads to a function.
     *
     * @param symbol its name
     * @param prototype its prototype; the name in it may be another
     * @param positions for each of its parameters, the position of the function's parameter, or -1
     * @param twin the symbol that takes the variadic arguments as a {@code va_list}, or {@code null}
     * @param why a few words for the reader; empty for the function's own symbol
     */
    public record Sibling(
            String symbol,
            FunctionFact prototype,
            List<Integer> positions,
            @Nullable String twin,
            String why) {

        public Sibling {
            positions = List.copyOf(positions);
        }
    }

    /**
     * {@return the facts, with functions added that the headers define as macros for other functions}
     *
     * <p>{@code res_query} was a macro for {@code __res_query} before glibc 2.34: programs call it with that one's
     * prototype.
     */
    public static HeaderFacts withFormerNames(HeaderFacts facts, LibraryExports exports) {
        SortedMap<String, FunctionFact> functions = new TreeMap<>(facts.functions());
        for (SiblingTable.Row row : new SiblingTable(new CTypes(facts, exports.bits())).all()) {
            String name = row.of().function();
            FunctionFact former = facts.function(row.prototype().name());
            if (former != null
                    && !exports.has(name)
                    && exports.has(former.name())
                    && former.parameters().size() == row.of().names().size()) {
                functions.putIfAbsent(
                        name,
                        new FunctionFact(
                                name,
                                row.prototype().prototype().replace(former.name() + "(", name + "("),
                                former.result(),
                                former.parameters(),
                                former.variadic(),
                                former.header()));
            }
        }
        return facts.withFunctions(functions);
    }

    /**
     * {@return whether programs can call a function of that name in this libc, by its own symbol or by one of the
     * table}
     *
     * <p>Before 2.33, glibc had {@code stat} in a part that is linked into each program, and which called {@code
     * __xstat}.
     */
    public boolean isReached(String name) {
        return exports.has(name)
                || table.of(name).stream()
                        .anyMatch(row -> exports.has(row.prototype().name()));
    }

    /**
     * {@return the function's own symbol first, then the others, sorted}
     *
     * <p>Its own symbol is listed even if this libc does not export it: the library may run with another release.
     */
    public List<Sibling> of(FunctionFact function, TailRule tail) {
        @Nullable String twin = tail.kind() == TailRule.Kind.LIST ? tail.text() : null;
        List<Integer> identity = identity(function);
        SortedMap<String, Sibling> found = new TreeMap<>();
        collect(function.name(), function, twin, found);
        found.remove(function.name());
        List<Sibling> all = new ArrayList<>();
        all.add(new Sibling(function.name(), function, identity, twin, ""));
        all.addAll(found.values());
        return all;
    }

    private void collect(String name, FunctionFact function, @Nullable String twin, SortedMap<String, Sibling> found) {
        for (String standard : STANDARDS) {
            add(
                    standard + name,
                    function,
                    identity(function),
                    name,
                    twin,
                    "the headers redirect " + name + " to it",
                    found);
        }
        // Before glibc 2.31, <math.h> redirected to this symbol under -ffinite-math-only (bits/math-finite.h).
        add(
                "__" + name + "_finite",
                function,
                identity(function),
                name,
                twin,
                "programs that were built with -ffast-math for a glibc before 2.31 call it",
                found);
        SortedSet<String> sameCode = exports.sameCode(name);
        for (String other : sameCode) {
            if (related(name, other)) {
                add(
                        other,
                        prototype(other, function),
                        identity(function),
                        name,
                        twin,
                        "another name of " + name,
                        found);
            }
        }
        String large = name + "64";
        FunctionFact declared = prototype(large, function);
        boolean known = facts.function(large) != null || sameCode.contains(large);
        if (known && isReached(large) && !named.contains(large)) {
            add(large, declared, identity(function), name, twin, name + " for files of 2 GiB and more", found);
            collect(large, declared, twin, found);
        }
        for (SiblingTable.Row row : table.of(name)) {
            if (row.of().names().size() == function.parameters().size()) {
                List<Integer> positions = row.prototype().parameters().stream()
                        .map(p -> row.of().names().indexOf(p.name()))
                        .toList();
                add(row.prototype().name(), row.prototype(), positions, name, twin, row.why(), found);
            }
        }
    }

    private void add(
            String symbol,
            FunctionFact prototype,
            List<Integer> positions,
            String name,
            @Nullable String twin,
            String why,
            SortedMap<String, Sibling> found) {
        if (!isReached(symbol) || named.contains(symbol)) {
            return;
        }
        @Nullable String ownTwin = null;
        if (twin != null && prototype.variadic()) {
            ownTwin = twin(symbol, name, twin, positions.contains(-1));
            if (ownTwin == null) {
                return;
            }
        }
        found.putIfAbsent(symbol, new Sibling(symbol, prototype, positions, ownTwin, why));
    }

    /**
     * {@code __vprintf_chk} for {@code __printf_chk}; if the parameters are the function's own, {@code vprintf} will
     * do.
     */
    private @Nullable String twin(String symbol, String name, String twin, boolean ownParameters) {
        String candidate = symbol.replace(name, twin);
        if (!candidate.equals(symbol) && exports.has(candidate)) {
            return candidate;
        }
        String prefixed = symbol.startsWith("__") ? "__v" + symbol.substring(2) : symbol;
        if (!prefixed.equals(symbol) && exports.has(prefixed)) {
            return prefixed;
        }
        return ownParameters ? null : twin;
    }

    private FunctionFact prototype(String symbol, FunctionFact otherwise) {
        FunctionFact declared = facts.function(symbol);
        boolean sameShape = declared != null
                && declared.parameters().size() == otherwise.parameters().size()
                && declared.variadic() == otherwise.variadic();
        return declared != null && sameShape ? declared : otherwise;
    }

    private static List<Integer> identity(FunctionFact function) {
        return IntStream.range(0, function.parameters().size()).boxed().toList();
    }

    /**
     * Whether a name with the same code names the same function: {@code __open}, {@code _IO_fopen}, {@code _Exit} for
     * {@code _exit}. {@code htonl} and {@code ntohl} share code, too, but are two functions. Programs use the {@code
     * __libc_} names to bypass interposers on purpose, so these are left alone.
     */
    private static boolean related(String name, String other) {
        return !other.startsWith("__libc_") && stem(name).equals(stem(other));
    }

    private static String stem(String name) {
        int start = 0;
        while (name.startsWith("_", start)) {
            start++;
        }
        if (start > 0 && name.startsWith("IO_", start)) {
            start += 3;
        }
        return name.substring(start).toLowerCase(Locale.ROOT);
    }
}
