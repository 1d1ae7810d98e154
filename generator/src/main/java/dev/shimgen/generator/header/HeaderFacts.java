package dev.shimgen.generator.header;

import java.util.Collections;
import java.util.List;
import java.util.NavigableSet;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
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
 * @param publicHeaders the headers that a program may include: those that the facts were taken from
 * @param reachedBy for a declaring header that is not public ({@code bits/fcntl-linux.h}), the public headers that
 *     include it, those that read the fewest files first; nothing is known about a header that is not a key
 * @param skipped what the headers declare and jextract cannot describe, by name
 */
public record HeaderFacts(
        String platform,
        SortedMap<String, FunctionFact> functions,
        SortedMap<String, StructFact> structs,
        SortedMap<String, TypedefFact> typedefs,
        SortedMap<String, ConstantFact> constants,
        SortedSet<String> publicHeaders,
        SortedMap<String, List<String>> reachedBy,
        SortedMap<String, SkippedFact> skipped) {

    public HeaderFacts {
        functions = Collections.unmodifiableSortedMap(functions);
        structs = Collections.unmodifiableSortedMap(structs);
        typedefs = Collections.unmodifiableSortedMap(typedefs);
        constants = Collections.unmodifiableSortedMap(constants);
        publicHeaders = Collections.unmodifiableSortedSet(publicHeaders);
        reachedBy = Collections.unmodifiableSortedMap(reachedBy);
        skipped = Collections.unmodifiableSortedMap(skipped);
    }

    /** Facts without knowledge of who includes whom, and of what was skipped. */
    public HeaderFacts(
            String platform,
            SortedMap<String, FunctionFact> functions,
            SortedMap<String, StructFact> structs,
            SortedMap<String, TypedefFact> typedefs,
            SortedMap<String, ConstantFact> constants) {
        this(platform, functions, structs, typedefs, constants, new TreeSet<>(), new TreeMap<>(), new TreeMap<>());
    }

    public @Nullable FunctionFact function(String name) {
        return functions.get(name);
    }

    /** {@return the same facts with other functions} */
    public HeaderFacts withFunctions(SortedMap<String, FunctionFact> others) {
        return new HeaderFacts(platform, others, structs, typedefs, constants, publicHeaders, reachedBy, skipped);
    }

    /** {@return the same facts with other functions, structs and constants} */
    public HeaderFacts with(
            SortedMap<String, FunctionFact> otherFunctions,
            SortedMap<String, StructFact> otherStructs,
            SortedMap<String, ConstantFact> otherConstants) {
        return new HeaderFacts(
                platform, otherFunctions, otherStructs, typedefs, otherConstants, publicHeaders, reachedBy, skipped);
    }

    /** {@return the same declarations, with other knowledge of which header includes which} */
    public HeaderFacts withReachedBy(SortedMap<String, List<String>> reached) {
        return new HeaderFacts(platform, functions, structs, typedefs, constants, publicHeaders, reached, skipped);
    }

    /**
     * {@return these facts, completed by another reading's for the names that these do not have}
     *
     * @param other of the same platform
     */
    public HeaderFacts and(HeaderFacts other) {
        NavigableSet<String> headers = new TreeSet<>(publicHeaders);
        headers.addAll(other.publicHeaders);
        return new HeaderFacts(
                platform,
                union(functions, other.functions),
                union(structs, other.structs),
                union(typedefs, other.typedefs),
                union(constants, other.constants),
                headers,
                union(reachedBy, other.reachedBy),
                union(skipped, other.skipped));
    }

    private static <V> SortedMap<String, V> union(SortedMap<String, V> first, SortedMap<String, V> second) {
        SortedMap<String, V> all = new TreeMap<>(second);
        all.putAll(first);
        return all;
    }

    /** {@return every header that declares one of the names, public or not} */
    public NavigableSet<String> declaringHeaders() {
        NavigableSet<String> headers = new TreeSet<>();
        functions.values().forEach(f -> headers.add(f.header()));
        structs.values().forEach(s -> headers.add(s.header()));
        typedefs.values().forEach(t -> headers.add(t.header()));
        constants.values().forEach(c -> headers.add(c.header()));
        return headers;
    }

    /**
     * Follows typedefs to the end: {@code mode_t} is {@code unsigned int}, {@code const struct stat *} stays as it is.
     *
     * @param type a type's spelling without declarator; leading qualifiers are dropped
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
