package dev.shimgen.generator.resolve.advice;

import dev.shimgen.generator.resolve.advice.ImportCategories.Category;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

/**
 * How much of what programs import from libc a set of symbols covers.
 *
 * @param imports each imported symbol, the most imported ones first
 */
record ImportCoverage(List<Import> imports) {

    /**
     * An imported symbol.
     *
     * @param symbol its name
     * @param programs how many programs import it
     * @param category what it is about
     * @param covered whether a program that calls it comes to a wrapper
     */
    record Import(String symbol, int programs, Category category, boolean covered) {}

    private static final Category UNKNOWN = new Category("not classified", true);

    static ImportCoverage of(ImportCounts counts, ImportCategories categories, Set<String> covered) {
        List<Import> imports = new ArrayList<>();
        for (ImportCounts.Row row : counts.all()) {
            row.symbols().forEach((symbol, programs) -> {
                Category category = categories.of(symbol, row.function());
                imports.add(
                        new Import(symbol, programs, category == null ? UNKNOWN : category, covered.contains(symbol)));
            });
        }
        imports.sort(Comparator.comparingInt(Import::programs).reversed().thenComparing(Import::symbol));
        return new ImportCoverage(List.copyOf(imports));
    }

    List<String> unclassified() {
        return imports.stream()
                .filter(i -> i.category().equals(UNKNOWN))
                .map(Import::symbol)
                .toList();
    }

    /** {@return what is not covered of the functions of files, descriptors and processes, a line each} */
    List<String> uncovered() {
        return imports.stream()
                .filter(i -> i.category().counted() && !i.covered())
                .map(i -> i.symbol() + " " + i.programs())
                .toList();
    }

    /** {@return per cent of the imports of files, descriptors and processes, each weighted by its programs} */
    double percent() {
        return percent(counted());
    }

    private List<Import> counted() {
        return imports.stream().filter(i -> i.category().counted()).toList();
    }

    private static double percent(Collection<Import> some) {
        long all = weight(some, i -> true);
        return all == 0 ? 100 : 100.0 * weight(some, Import::covered) / all;
    }

    private static long weight(Collection<Import> some, Predicate<Import> wanted) {
        return some.stream().filter(wanted).mapToLong(Import::programs).sum();
    }

    /** {@return a table for people} */
    String table(ImportCategories categories) {
        StringBuilder text = new StringBuilder();
        text.append(String.format(Locale.ROOT, "%-28s %8s  %-8s %s%n", "symbol", "programs", "covered", "category"));
        for (Import one : imports) {
            text.append(String.format(
                    Locale.ROOT,
                    "%-28s %8d  %-8s %s%n",
                    one.symbol(),
                    one.programs(),
                    one.covered() ? "yes" : one.category().counted() ? "NO" : "no",
                    one.category().name()));
        }
        text.append(String.format(Locale.ROOT, "%n%-28s %8s %8s %10s%n", "category", "symbols", "imports", "covered"));
        for (Category category : categories.names()) {
            row(
                    text,
                    category.name() + (category.counted() ? " *" : ""),
                    imports.stream().filter(i -> i.category().equals(category)).toList());
        }
        row(text, "all of it", imports);
        row(text, "files, descriptors, processes (*)", counted());
        return text.toString();
    }

    private static void row(StringBuilder text, String name, List<Import> some) {
        text.append(String.format(
                Locale.ROOT, "%-28s %8d %8d %8.2f %%%n", name, some.size(), weight(some, i -> true), percent(some)));
    }
}
