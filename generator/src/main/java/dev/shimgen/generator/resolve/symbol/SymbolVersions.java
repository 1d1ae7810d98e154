package dev.shimgen.generator.resolve.symbol;

import dev.shimgen.generator.header.declaration.CTypes;
import dev.shimgen.generator.plan.EntryPlan;
import dev.shimgen.generator.plan.ResourceTable;
import dev.shimgen.generator.plan.SymbolVersion;
import dev.shimgen.generator.resolve.platform.LibraryExports;
import dev.shimgen.generator.resolve.vocabulary.CallShape;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The versions of a symbol.
 *
 * <p>A program's reference to {@code realpath@GLIBC_2.2.5} also binds to a preload library's {@code realpath} without a
 * version (glibc, elf/dl-lookup.c, check_match). If the versions have different code, such a definition cannot know
 * which one was meant; for {@code pthread_cond_wait} it would mix two layouts of one structure. So such a name is
 * exported once for each version, and each forwards to the same version of libc's.
 */
public final class SymbolVersions {

    /** {@code GLIBC_2.10} comes after {@code GLIBC_2.3.4}. */
    static final Comparator<String> BY_AGE = Comparator.comparing(SymbolVersions::numbers, SymbolVersions::compare)
            .thenComparing(version -> version);

    private final LibraryExports exports;
    private final CTypes types;
    private final Map<String, Row> prototypes = new HashMap<>();

    private record Row(CallShape of, String prototype) {}

    /**
     * A symbol in one of its versions; {@code version} is {@code null} if it is exported without, and stands for all.
     */
    public record Versioned(
            Siblings.Sibling sibling,
            @org.jspecify.annotations.Nullable SymbolVersion version,
            boolean ownPrototype) {

        /** {@return the symbol without a version, which stands for all of them} */
        public static Versioned all(Siblings.Sibling sibling) {
            return new Versioned(sibling, null, false);
        }
    }

    public SymbolVersions(LibraryExports exports, CTypes types) {
        this.exports = exports;
        this.types = types;
        for (List<String> row : ResourceTable.rows("old-versions.txt")) {
            CallShape of = CallShape.parse(row.get(0));
            prototypes.put(of.function() + '@' + row.get(1), new Row(of, row.get(2)));
        }
    }

    /** {@return the file name of the library that exports a symbol; empty if none does} */
    public String library(String symbol) {
        String library = exports.library(symbol);
        return library == null ? "" : library;
    }

    /** {@return the symbol once for each version that has its own code, the version for new programs first} */
    public List<Versioned> of(Siblings.Sibling sibling) {
        List<SymbolVersion> versions = exports.versions(sibling.symbol());
        if (versions.isEmpty()) {
            return List.of(Versioned.all(sibling));
        }
        return versions.stream()
                .sorted(Comparator.comparing((SymbolVersion v) -> !v.standard())
                        .thenComparing(SymbolVersion::name, BY_AGE))
                .map(version -> versioned(sibling, version))
                .toList();
    }

    private Versioned versioned(Siblings.Sibling sibling, SymbolVersion version) {
        if (version.standard()) {
            return new Versioned(sibling, version, false);
        }
        String why = "for programs that were linked to " + version.of(sibling.symbol()) + ", which is other code";
        Row row = prototypes.get(version.of(sibling.symbol()));
        if (row == null || row.of().names().size() != sibling.positions().size()) {
            return new Versioned(
                    new Siblings.Sibling(
                            sibling.symbol(), sibling.prototype(), sibling.positions(), sibling.twin(), why),
                    version,
                    false);
        }
        var prototype = types.function(row.prototype(), "");
        List<Integer> positions = prototype.parameters().stream()
                .map(p -> row.of().names().indexOf(p.name()))
                .map(index -> index < 0 ? index : sibling.positions().get(index))
                .toList();
        return new Versioned(
                new Siblings.Sibling(sibling.symbol(), prototype, positions, sibling.twin(), why), version, true);
    }

    /**
     * {@return the versions that a library which exports these symbols must define, the oldest first}
     *
     * <p>libc's oldest version always comes first, even if no symbol has it: the dynamic linker takes the first version
     * for a reference without one (glibc, elf/dl-lookup.c), and such a reference must bind here as it does to libc.
     */
    public List<String> defined(Stream<EntryPlan> entries) {
        SortedSet<String> defined = new TreeSet<>(BY_AGE);
        entries.map(EntryPlan::version)
                .filter(version -> version != null)
                .forEach(version -> defined.add(version.name()));
        if (!defined.isEmpty()) {
            exports.versions().stream().min(BY_AGE).ifPresent(defined::add);
        }
        return List.copyOf(defined);
    }

    private static List<Integer> numbers(String version) {
        List<Integer> numbers = new ArrayList<>();
        for (String part : version.replaceFirst("^\\D*", "").split("\\D+", -1)) {
            numbers.add(part.isEmpty() ? 0 : Integer.parseInt(part));
        }
        return numbers;
    }

    private static int compare(List<Integer> left, List<Integer> right) {
        return IntStream.range(0, Math.max(left.size(), right.size()))
                .map(i -> Integer.compare(i < left.size() ? left.get(i) : -1, i < right.size() ? right.get(i) : -1))
                .filter(order -> order != 0)
                .findFirst()
                .orElse(0);
    }
}
