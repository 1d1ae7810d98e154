package dev.shimgen.generator;

import dev.shimgen.generator.diagnostic.Code;
import dev.shimgen.generator.diagnostic.GenerationException;
import dev.shimgen.generator.emit.GeneratedFile;
import dev.shimgen.generator.plan.EntryPlan;
import dev.shimgen.generator.plan.ShimPlan;
import dev.shimgen.templates.SupportCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The symbols that a shim's library shall export, one a line, with their versions: what the generator tells the compiler of
 * its plan.
 *
 * @param shim the shim's name
 * @param symbols sorted
 */
record SymbolList(String shim, SortedSet<String> symbols) {

    private static final String SUFFIX = ".symbols";

    static SymbolList of(ShimPlan plan) {
        SortedSet<String> symbols = plan.calls().stream()
                .flatMap(call -> call.entries().stream())
                .map(EntryPlan::exported)
                .collect(Collectors.toCollection(TreeSet::new));
        symbols.add(SupportCode.MARKER);
        return new SymbolList(plan.name(), symbols);
    }

    GeneratedFile toFile() {
        return new GeneratedFile(
                shim + SUFFIX, symbols.stream().map(s -> s + "\n").collect(Collectors.joining()));
    }

    /** {@return the lists in a folder of generated C, sorted by shim; none if there is no such folder} */
    static List<SymbolList> in(Path folder) throws GenerationException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<SymbolList> lists = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                String name = String.valueOf(file.getFileName());
                if (name.endsWith(SUFFIX)) {
                    lists.add(new SymbolList(
                            name.substring(0, name.length() - SUFFIX.length()),
                            new TreeSet<>(Files.readAllLines(file))));
                }
            }
        } catch (IOException e) {
            throw new GenerationException(Code.SG0502, "cannot read the generated files in " + folder + ": " + e, e);
        }
        return lists;
    }
}
