package dev.shimgen.generator.resolve;

import dev.shimgen.generator.diagnostic.Code;
import dev.shimgen.generator.diagnostic.Diagnostics;
import dev.shimgen.generator.diagnostic.GenerationException;
import dev.shimgen.generator.diagnostic.SourcePosition;
import dev.shimgen.generator.header.CParameter;
import dev.shimgen.generator.header.FunctionFact;
import dev.shimgen.generator.header.HeaderFacts;
import dev.shimgen.generator.header.HeaderRequest;
import dev.shimgen.generator.header.HeaderSource;
import dev.shimgen.generator.resolve.facts.CorrectedFacts;
import dev.shimgen.generator.resolve.function.FunctionLookup;
import dev.shimgen.generator.resolve.function.RefusedFunctions;
import dev.shimgen.generator.resolve.function.Strangers;
import dev.shimgen.generator.resolve.function.VariadicFunctions;
import dev.shimgen.generator.resolve.function.WrittenPrototypes;
import dev.shimgen.generator.resolve.include.ConstantNames;
import dev.shimgen.generator.resolve.include.DeclaredFunctions;
import dev.shimgen.generator.resolve.platform.IncludableHeaders;
import dev.shimgen.generator.resolve.platform.LibraryExports;
import dev.shimgen.generator.resolve.platform.Platform;
import dev.shimgen.generator.resolve.proposal.Proposals;
import dev.shimgen.generator.resolve.symbol.Siblings;
import dev.shimgen.generator.resolve.vocabulary.FlagField;
import dev.shimgen.generator.resolve.vocabulary.SpecNames;
import dev.shimgen.generator.resolve.vocabulary.TailRule;
import dev.shimgen.generator.spec.SpecAnnotation;
import dev.shimgen.generator.spec.SpecMethod;
import dev.shimgen.generator.toolchain.CCompiler;
import dev.shimgen.generator.toolchain.ElfSymbol;
import dev.shimgen.generator.toolchain.LibcVersion;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** The functions of the C library that a spec can name: what the headers declare and the library exports. */
public final class LibraryFunctions {

    /** For glibc's own versions; a program asks for a function by name and version (Drepper, How To Write Shared Libraries). */
    private static final String VERSION = "GLIBC_";

    /** Of several names of a function the plainest: without underscores, not the twin for large files. */
    private static final Comparator<String> PLAINEST = Comparator.comparingInt(LibraryFunctions::underscores)
            .thenComparing(name -> name.endsWith("64"))
            .thenComparing(name -> name.chars().anyMatch(Character::isUpperCase))
            .thenComparingInt(String::length)
            .thenComparing(Comparator.naturalOrder());

    private final HeaderFacts facts;
    private final Platform platform;
    private final LibraryExports exports;
    private final IncludableHeaders headers;
    private final Optional<LibcVersion> libc;
    private final String source;
    private final Strangers strangers;
    private final Proposals proposals;
    private final VariadicFunctions variadic = new VariadicFunctions();
    private final RefusedFunctions refused = new RefusedFunctions();
    private final Siblings siblings;
    private final Map<String, SortedSet<String>> leadingTo;

    private LibraryFunctions(HeaderFacts facts, Platform platform, Optional<LibcVersion> libc, String source) {
        this.facts = facts;
        this.libc = libc;
        this.platform = platform;
        this.exports = platform.exports();
        this.headers = new IncludableHeaders(facts, platform);
        this.source = source;
        this.strangers = new Strangers(facts, headers, platform, List.of());
        this.proposals = new Proposals(facts);
        this.siblings = new Siblings(facts, exports, Set.of());
        this.leadingTo = leadingTo();
    }

    /**
     * Reads the headers' facts and the library's symbols, as a plan does.
     *
     * @throws GenerationException if one of them cannot be read
     */
    public static LibraryFunctions of(CCompiler compiler, HeaderSource source) throws GenerationException {
        Platform platform = Platform.of(compiler);
        HeaderFacts facts = source.read(new HeaderRequest(new TreeSet<>(), new TreeSet<>(), List.of()));
        return new LibraryFunctions(
                Siblings.withFormerNames(
                        CorrectedFacts.of(facts, platform.exports().bits()), platform.exports()),
                platform,
                compiler.libcVersion(),
                source.describe());
    }

    /** By symbol, the functions that are wrapped when programs call it. */
    private Map<String, SortedSet<String>> leadingTo() {
        Map<String, SortedSet<String>> functions = new HashMap<>();
        for (FunctionFact function : facts.functions().values()) {
            if (!siblings.isReached(function.name()) || refused.of(function.name()) != null) {
                continue;
            }
            TailRule tail = variadic.of(function, facts, exports);
            if (tail != null) {
                siblings.of(function, tail)
                        .forEach(s -> functions
                                .computeIfAbsent(s.symbol(), k -> new TreeSet<>())
                                .add(function.name()));
            }
        }
        return functions;
    }

    /** {@return 32 or 64, as the library's pointers have} */
    public int bits() {
        return exports.bits();
    }

    /** {@return GNU triplet of the headers, for messages} */
    public String platform() {
        return facts.platform();
    }

    /** {@return whether a prototype is known} */
    public boolean isDescribed(String name) {
        return facts.function(name) != null;
    }

    /** {@return whether the headers declare a name, even where no prototype is known} */
    public boolean isDeclared(String name) {
        return isDescribed(name) || facts.skipped().containsKey(name);
    }

    /** {@return what a name is that is neither declared nor exported, and what to do; nothing if nobody knows it} */
    public Optional<String> stranger(String name) {
        return strangers.describe(name);
    }

    /** {@return the file of a header that programs can include, though it is none of the C library's} */
    public Optional<Path> foreignHeader(String name) {
        return publicHeaders().contains(name) ? Optional.empty() : platform.header(name);
    }

    /** {@return whether the library has a function of that name for programs, be it by another symbol} */
    public boolean isReached(String name) {
        return siblings.isReached(name);
    }

    /**
     * {@return whether a program that asks for a symbol gets it from the C library}
     *
     * @param version the version that it asks for, empty for any
     */
    public boolean provides(String symbol, String version) {
        return exports.byName().getOrDefault(symbol, List.of()).stream()
                .map(LibraryExports.Export::symbol)
                .map(ElfSymbol::version)
                .anyMatch(own -> version.isEmpty() || version.startsWith(VERSION) || version.equals(own));
    }

    /** {@return every function that the headers declare and programs reach in the library, its other names left out, sorted} */
    public SortedSet<String> all() {
        SortedSet<String> all = new TreeSet<>();
        facts.functions().keySet().stream()
                .filter(siblings::isReached)
                .map(this::principal)
                .forEach(all::add);
        facts.skipped().keySet().stream()
                .filter(exports::has)
                .map(this::principal)
                .forEach(all::add);
        return all;
    }

    /** {@return of {@link #all} those that a public header declares, itself or in a private part of it} */
    public SortedSet<String> declaredBy(String header) {
        SortedSet<String> names = new TreeSet<>();
        for (FunctionFact function : facts.functions().values()) {
            if (siblings.isReached(function.name())
                    && headers.of(function.header()).equals(header)) {
                names.add(principal(function.name()));
            }
        }
        // The facts have one header for malloc, and two declare it.
        DeclaredFunctions.in(header, platform).stream()
                .filter(name -> isDeclared(name) && siblings.isReached(name))
                .map(this::principal)
                .forEach(names::add);
        return names;
    }

    /** {@return the public headers that the facts know, sorted} */
    public SortedSet<String> publicHeaders() {
        return facts.publicHeaders();
    }

    /** {@return the public header that declares a function; nothing if no prototype is known} */
    public Optional<String> header(String function) {
        return Optional.ofNullable(facts.function(function)).map(fact -> headers.of(fact.header()));
    }

    /**
     * {@return the function that is wrapped when programs call a symbol: {@code open} for {@code __open64_2}, {@code
     * sscanf} for {@code __isoc99_sscanf}; the symbol itself if it leads to no other}
     */
    public String principal(String symbol) {
        String name = symbol;
        String better = plainest(name);
        while (!better.equals(name)) {
            name = better;
            better = plainest(name);
        }
        return name;
    }

    private String plainest(String symbol) {
        SortedSet<String> candidates = new TreeSet<>(leadingTo.getOrDefault(symbol, Collections.emptySortedSet()));
        if (isDeclared(symbol)) {
            candidates.add(symbol);
        }
        return candidates.stream().min(PLAINEST).orElse(symbol);
    }

    private static int underscores(String name) {
        int count = 0;
        while (count < name.length() && name.charAt(count) == '_') {
            count++;
        }
        return count;
    }

    /** {@return the names that somebody may have meant: declared ones, and exported ones that are no private names} */
    public SortedSet<String> names() {
        SortedSet<String> names = new TreeSet<>(facts.functions().keySet());
        exports.byName().keySet().stream().filter(n -> !n.startsWith("_")).forEach(names::add);
        return names;
    }

    /**
     * {@return the method that stands for a function}
     *
     * @param function one whose prototype is known
     * @param declaredIn fully qualified name of the interface that it is for
     * @param places the place of the method, 0, and those of its parameters, from 1 on
     */
    public SpecMethod propose(String function, String declaredIn, IntFunction<SourcePosition> places) {
        @Nullable FunctionFact fact = facts.function(function);
        if (fact == null) {
            throw new IllegalArgumentException("no prototype of " + function);
        }
        List<CParameter> all = new ArrayList<>(fact.parameters());
        TailRule tail = variadic.of(fact, facts, exports);
        if (tail != null) {
            all.addAll(tail.parameters());
        }
        return proposals.of(fact, all, headers.of(fact.header()), declaredIn, places);
    }

    /**
     * {@return the annotation as an author of this machine would write it: without what is known of its flags anyway, and
     * without names that only newer headers have}
     */
    public SpecAnnotation asWritten(SpecAnnotation annotation) {
        SpecAnnotation brief = FlagField.brief(annotation);
        boolean named = brief.type().equals(SpecNames.FLAGS) || brief.type().equals(SpecNames.ONE_OF);
        List<String> known = brief.strings("value").stream()
                .filter(name ->
                        !ConstantNames.startingWith(name, facts.constants()).isEmpty())
                .toList();
        if (!named || known.isEmpty() || known.equals(brief.strings("value"))) {
            return brief;
        }
        Map<String, Object> values = new HashMap<>(brief.values());
        values.put("value", known);
        return new SpecAnnotation(brief.type(), values, brief.position());
    }

    /**
     * Reports what keeps methods from standing for functions that can be wrapped, as a plan does, without the compiler's
     * help: unknown, refused and not exported ones.
     *
     * @param diagnostics takes {@link Code#SG0102}, {@link Code#SG0206} to {@link Code#SG0208} and {@link Code#SG0301}
     */
    public void check(List<SpecMethod> methods, Diagnostics diagnostics) {
        WrittenPrototypes written = new WrittenPrototypes(facts, platform, diagnostics);
        new FunctionLookup(headers, facts, exports, siblings::isReached, libc, source, written, strangers, diagnostics)
                .find(methods);
    }
}
