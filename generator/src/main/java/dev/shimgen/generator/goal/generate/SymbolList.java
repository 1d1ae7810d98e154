package dev.shimgen.generator.goal.generate;

import dev.shimgen.generator.diagnostic.Code;
import dev.shimgen.generator.diagnostic.GenerationException;
import dev.shimgen.generator.emit.GeneratedFile;
import dev.shimgen.generator.plan.CallPlan;
import dev.shimgen.generator.plan.EntryPlan;
import dev.shimgen.generator.plan.ShimPlan;
import dev.shimgen.generator.toolchain.CCompiler;
import dev.shimgen.templates.SupportCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The symbols that a shim's library is to export, one per line, with their versions: what the generator tells the
 * compile goal of its plan. A line {@code sqrtf128 if __HAVE_FLOAT128} is for a symbol that depends on the compiler.
 *
 * @param shim the shim's name
 * @param symbols those that it exports in any case, sorted
 * @param conditional the others, each with the macro of the headers that is not zero where the symbol is exported
 */
public record SymbolList(String shim, SortedSet<String> symbols, SortedMap<String, String> conditional) {

    private static final String SUFFIX = ".symbols";
    private static final String IF = " if ";

    static SymbolList of(ShimPlan plan) {
        SortedSet<String> symbols = new TreeSet<>(SupportCode.EXPORTS);
        SortedMap<String, String> conditional = new TreeMap<>();
        symbols.addAll(plan.watched());
        symbols.addAll(plan.lookups());
        for (CallPlan call : plan.calls()) {
            String condition = call.condition();
            for (EntryPlan entry : call.entries()) {
                if (condition == null) {
                    symbols.add(entry.exported());
                } else {
                    conditional.put(entry.exported(), condition);
                }
            }
        }
        return new SymbolList(plan.name(), symbols, conditional);
    }

    GeneratedFile toFile() {
        SortedSet<String> lines = new TreeSet<>(symbols);
        conditional.forEach((symbol, condition) -> lines.add(symbol + IF + condition));
        return new GeneratedFile(
                shim + SUFFIX, lines.stream().map(s -> s + "\n").collect(Collectors.joining()));
    }

    private static SymbolList parse(String shim, List<String> lines) {
        SortedSet<String> symbols = new TreeSet<>();
        SortedMap<String, String> conditional = new TreeMap<>();
        for (String line : lines) {
            int condition = line.indexOf(IF);
            if (condition < 0) {
                symbols.add(line);
            } else {
                conditional.put(line.substring(0, condition), line.substring(condition + IF.length()));
            }
        }
        return new SymbolList(shim, symbols, conditional);
    }

    /**
     * {@return the symbols of the library if this compiler makes it}
     *
     * @param source the shim's C
     */
    public SortedSet<String> with(CCompiler compiler, Path source) throws GenerationException {
        if (conditional.isEmpty()) {
            return symbols;
        }
        try {
            Map<String, String> macros = compiler.preprocess(
                            Files.readString(source),
                            List.of("-I" + source.toAbsolutePath().getParent()))
                    .objectMacros();
            SortedSet<String> exported = new TreeSet<>(symbols);
            conditional.forEach((symbol, condition) -> {
                if (!macros.getOrDefault(condition, "0").equals("0")) {
                    exported.add(symbol);
                }
            });
            return exported;
        } catch (IOException e) {
            throw new GenerationException(Code.SG0502, "cannot read " + source + ": " + e, e);
        }
    }

    /** {@return the lists in a folder of generated C, sorted by shim; none if there is no such folder} */
    public static List<SymbolList> in(Path folder) throws GenerationException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<SymbolList> lists = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                String name = String.valueOf(file.getFileName());
                if (name.endsWith(SUFFIX)) {
                    lists.add(parse(name.substring(0, name.length() - SUFFIX.length()), Files.readAllLines(file)));
                }
            }
        } catch (IOException e) {
            throw new GenerationException(Code.SG0502, "cannot read the generated files in " + folder + ": " + e, e);
        }
        return lists;
    }
}
