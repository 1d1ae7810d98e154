package dev.shimgen.generator.resolve.advice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.shimgen.generator.Goldens;
import dev.shimgen.generator.diagnostic.Diagnostics;
import dev.shimgen.generator.plan.CallPlan;
import dev.shimgen.generator.plan.EntryPlan;
import dev.shimgen.generator.plan.ShimPlan;
import dev.shimgen.generator.resolve.Machine;
import dev.shimgen.generator.resolve.platform.LibraryExports;
import dev.shimgen.generator.spec.ReadyMadeGroups;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What the ready-made groups cover of what a Debian system's programs import from libc. Covered is what a plan of all groups
 * has a symbol for.
 */
class ImportCoverageTest {

    /** Folders, separated by colons, of programs to count anew. */
    private static final String SAMPLE = "shimgen.importSample";

    /** Whether what was counted becomes the shipped file. */
    private static final String RECORD = "shimgen.recordImports";

    private static final int EXAMPLES = 3;

    /** By symbol, the function whose wrapper it leads to. */
    private static SortedMap<String, String> reached;

    @BeforeAll
    static void plan() throws Exception {
        ShimPlan plan = Machine.plan(
                Machine.spec("Reached", "@Shim(\"reached\")", String.join(", ", ReadyMadeGroups.names())),
                new Diagnostics());
        reached = new TreeMap<>();
        for (CallPlan call : plan.calls()) {
            for (EntryPlan entry : call.entries()) {
                reached.put(entry.symbol(), call.name());
            }
        }
    }

    private static ImportCoverage coverage(ImportCounts counts) throws IOException {
        return ImportCoverage.of(counts, ImportCategories.read(), reached.keySet());
    }

    @Test
    void everyImportIsInACategory() throws Exception {
        assertThat(coverage(ImportCounts.load()).unclassified()).isEmpty();
    }

    /** The list cannot grow unseen: a symbol that no group reaches any more, or a new one that none reaches yet. */
    @Test
    void whatTheGroupsDoNotCoverStandsInAFile() throws Exception {
        ImportCoverage coverage = coverage(ImportCounts.load());
        assertThat(coverage.imports()).hasSizeGreaterThan(900);
        // A group leaves out what this libc does not have yet.
        LibraryExports exports = Machine.platform().exports();
        List<String> uncovered = coverage.uncovered().stream()
                .filter(row -> exports.has(row.replaceFirst(" .*", "")))
                .toList();
        Goldens.assertMatches(
                Goldens.folder("import-coverage").resolve("not-covered.txt"), String.join("\n", uncovered) + "\n");
        assertThat(coverage.percent()).isGreaterThanOrEqualTo(98);
    }

    /** What {@code benchmarks/import-coverage} runs. */
    @Test
    void countsTheProgramsOfThisMachineWhenAsked() throws Exception {
        String folders = System.getProperty(SAMPLE, "");
        assumeTrue(!folders.isEmpty(), () -> "SKIPPED: no -D" + SAMPLE + "=/usr/bin:/usr/sbin to count anew");
        assumeTrue(ImportSample.isPossible(), "SKIPPED: no dpkg on this machine to tell Debian's programs by");
        ImportSample sample = ImportSample.of(
                Stream.of(folders.split(":", -1)).map(Path::of).toList(),
                Machine.platform().exports());
        ImportCounts counts = ImportCounts.of(rows(sample));
        String heading = String.format(
                "%d programs of %d packages in %s", sample.programs().size(), sample.packages(), folders);
        System.out.println(coverage(counts).table(ImportCategories.read()) + heading);
        if (Boolean.getBoolean(RECORD)) {
            record(counts, heading);
        }
    }

    private static List<ImportCounts.Row> rows(ImportSample sample) {
        SortedMap<String, SortedSet<String>> symbols = new TreeMap<>();
        for (String symbol : sample.importers().keySet()) {
            symbols.computeIfAbsent(reached.getOrDefault(symbol, symbol), k -> new TreeSet<>())
                    .add(symbol);
        }
        List<ImportCounts.Row> rows = new ArrayList<>();
        for (Map.Entry<String, SortedSet<String>> function : symbols.entrySet()) {
            SortedMap<String, Integer> counts = new TreeMap<>();
            for (String symbol : function.getValue()) {
                counts.put(symbol, sample.importers().get(symbol).size());
            }
            List<ImportSample.Program> programs = sample.importing(function.getValue());
            rows.add(new ImportCounts.Row(function.getKey(), programs.size(), examples(programs), counts));
        }
        return rows;
    }

    /** One of each package: five programs of coreutils say no more than one. */
    private static List<String> examples(List<ImportSample.Program> programs) {
        Set<String> packages = new HashSet<>();
        return programs.stream()
                .filter(program -> packages.add(program.debianPackage()))
                .limit(EXAMPLES)
                .map(ImportSample.Program::name)
                .toList();
    }

    private static void record(ImportCounts counts, String heading) throws IOException {
        Path file = Path.of(
                System.getProperty("basedir", "."), "src/main/resources/dev/shimgen/generator/resolve/imports.txt");
        List<String> lines = new ArrayList<>(List.of(
                "# What programs import from libc.so.6, by function. Written by benchmarks/import-coverage --record from",
                "# " + heading + ".",
                "#",
                "#   function | programs that import one of its symbols | the first of them, those of required packages"
                        + " first | symbol=programs"));
        counts.all().forEach(row -> lines.add(row.line()));
        Files.writeString(file, String.join("\n", lines) + "\n");
    }
}
