package dev.shimgen.generator.resolve.advice;

import dev.shimgen.generator.diagnostic.Code;
import dev.shimgen.generator.diagnostic.Diagnostics;
import dev.shimgen.generator.plan.CallPlan;
import dev.shimgen.generator.plan.EntryPlan;
import dev.shimgen.generator.resolve.function.RefusedFunctions;
import dev.shimgen.generator.resolve.platform.LibraryExports;
import dev.shimgen.generator.resolve.vocabulary.SpecNames;
import dev.shimgen.generator.spec.ShimSpec;
import dev.shimgen.generator.spec.SpecMethod;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Warns of tasks that a spec covers only partly. It does not mention a relative that no program of the sample imports,
 * nor one that this libc does not export: that cannot be called.
 */
public final class HalfCovered {

    /** How many missing functions a message describes; it only names the others. */
    private static final int DESCRIBED = 3;

    private final RefusedFunctions refused = new RefusedFunctions();
    private final ImportCounts counts = ImportCounts.load();
    private final LibraryExports exports;
    private final Diagnostics diagnostics;

    public HalfCovered(LibraryExports exports, Diagnostics diagnostics) {
        this.exports = exports;
        this.diagnostics = diagnostics;
    }

    /** Warns once for each family of which the spec wraps some functions and not others. */
    public void warn(ShimSpec spec, List<CallPlan> plans) {
        Set<String> symbols = plans.stream()
                .flatMap(plan -> plan.entries().stream())
                .map(EntryPlan::symbol)
                .collect(Collectors.toSet());
        for (Families.Family family : Families.load()) {
            List<SpecMethod> wrapped = spec.methods().stream()
                    .filter(method -> family.functions().contains(method.name()))
                    .toList();
            List<ImportCounts.Row> missing = family.functions().stream()
                    .filter(name -> !symbols.contains(name) && exports.has(name) && refused.of(name) == null)
                    .map(counts::of)
                    .filter(row -> row.programs() > 0)
                    .sorted(Comparator.comparingInt(ImportCounts.Row::programs).reversed())
                    .toList();
            if (!wrapped.isEmpty() && !missing.isEmpty() && wrapped.stream().noneMatch(HalfCovered::onPurpose)) {
                diagnostics.warning(Code.SG0213, spec.position(), message(family, wrapped, missing));
            }
        }
    }

    private static boolean onPurpose(SpecMethod method) {
        return method.annotations().stream().anyMatch(a -> a.type().equals(SpecNames.PARTIAL));
    }

    private static String message(Families.Family family, List<SpecMethod> wrapped, List<ImportCounts.Row> missing) {
        String has = wrapped.stream().map(SpecMethod::name).collect(Collectors.joining(", "));
        String described =
                missing.stream().limit(DESCRIBED).map(HalfCovered::described).collect(Collectors.joining("; "));
        String others =
                missing.stream().skip(DESCRIBED).map(ImportCounts.Row::function).collect(Collectors.joining(", "));
        return family.purpose() + " is covered by half: this spec has " + has + ", and not " + described
                + (others.isEmpty() ? "" : "; nor " + others)
                + ". Extend dev.shimgen.spec.libc." + family.group()
                + ", or declare what is missing, or say with @Partial that it is left out on purpose";
    }

    /**
     * {@code openat (cp, find, grep, … of Debian 12 call it)}: without a number of programs, which would say nothing of
     * the user's own.
     */
    private static String described(ImportCounts.Row row) {
        boolean all = row.examples().size() == row.programs();
        return row.function() + " (" + String.join(", ", row.examples()) + (all ? "" : ", …") + " of Debian 12 "
                + (row.programs() == 1 ? "calls" : "call") + " it)";
    }
}
