package dev.shimgen.generator.resolve.symbol;

import dev.shimgen.generator.diagnostic.Code;
import dev.shimgen.generator.diagnostic.GenerationException;
import dev.shimgen.generator.header.CParameter;
import dev.shimgen.generator.header.CType;
import dev.shimgen.generator.header.FunctionFact;
import dev.shimgen.generator.resolve.platform.Platform;
import dev.shimgen.generator.resolve.platform.Prelude;
import dev.shimgen.generator.toolchain.Background;
import dev.shimgen.generator.toolchain.CompileResult;
import dev.shimgen.generator.toolchain.CompiledObject;
import dev.shimgen.generator.toolchain.Preprocessed;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Compiles references to functions, as programs make them, and reads which symbols the object file refers to.
 *
 * <p>The headers redirect: {@code scanf} is {@code __isoc99_scanf}, {@code stat} is {@code stat64} under {@code
 * _FILE_OFFSET_BITS=64} on 32 bits, {@code read} into a buffer of known size is {@code __read_chk} under {@code
 * _FORTIFY_SOURCE}. Each reference has a section of its own. One takes the function's address: that is data, and costs
 * next to nothing. Another calls it, but is compiled only under {@code _FORTIFY_SOURCE}, and only if the library has a
 * form that calls alone refer to: optimizing calls of all of libc would take longer than everything else. All other
 * calls are in unused static functions: the compiler generates no code for them, but still reports whether they return.
 */
public final class CallProbe {

    /**
     * Options that programs may be compiled with, apart from none. All at once will do: the names for large files have
     * checked forms of their own, and where there is {@code __pread64_chk} there is {@code __pread_chk}, too.
     */
    private static final List<String> VARIANT =
            List.of("-D_FILE_OFFSET_BITS=64", "-D_TIME_BITS=64", "-U_FORTIFY_SOURCE", "-D_FORTIFY_SOURCE=2");

    /** A 32-bit program may have wide file offsets but 32-bit times: {@code fts_open} is {@code fts64_open} there. */
    private static final List<String> LARGE_FILES = List.of("-D_FILE_OFFSET_BITS=64");

    private static final List<String> SILENT = List.of("-w");

    private static final String ADDRESS = "shimgen_address_";
    private static final String CALL = "shimgen_call_";

    /** What calls pass for a pointer. */
    private static final String BUFFER = "char shimgen_bytes[64];\n";

    private static final Pattern SECTION = Pattern.compile("\\.(?:text|data)(?:\\.[a-z]+)*\\.(shimgen_[a-z]+_)(\\d+)");
    private static final Pattern RETURNS = Pattern.compile("<stdin>:(\\d+):\\d+: warning: .*\\[-Wreturn-type\\]");

    /**
     * The results.
     *
     * @param redirected for each function, the other symbols that its address may refer to; they have its prototype
     * @param redirectedLarge for each function, the symbols that its address refers to in a 32-bit program with 64-bit
     *     file offsets; their parameters and results have other sizes
     * @param redirectedWide the same for a program with 64-bit file offsets and times, without those of {@code
     *     redirectedLarge}
     * @param called for each function that has a checked form, all symbols that a call of it refers to
     * @param noReturn the functions that never return
     */
    public record References(
            SortedMap<String, SortedSet<String>> redirected,
            SortedMap<String, SortedSet<String>> redirectedLarge,
            SortedMap<String, SortedSet<String>> redirectedWide,
            SortedMap<String, SortedSet<String>> called,
            Set<String> noReturn) {}

    private CallProbe() {}

    /**
     * Compiles the references.
     *
     * @param functions functions that the headers declare
     * @param preprocessed the preprocessor's output for the prelude, which also tells the compiler
     */
    public static References probe(
            Collection<FunctionFact> functions, Prelude prelude, Preprocessed preprocessed, Platform platform)
            throws GenerationException {
        List<FunctionFact> ordered = List.copyOf(functions);
        Background<CompiledObject> variant =
                Background.start(() -> compile(withCalls(ordered, prelude, platform), VARIANT, SILENT, platform));
        String source = withoutCalls(ordered, prelude);
        List<String> warnings = List.of("-Wreturn-type", preprocessed.withoutCarets());
        CompiledObject plain = compile(source, List.of(), warnings, platform);
        Set<String> noReturn = noReturn(ordered, plain.result(), prelude);
        SortedMap<String, SortedSet<String>> redirected = new TreeMap<>();
        SortedMap<String, SortedSet<String>> called = new TreeMap<>();
        collect(plain, ordered, redirected, called);
        if (platform.exports().bits() == 64) {
            collect(variant.join(), ordered, redirected, called);
            return new References(redirected, new TreeMap<>(), new TreeMap<>(), called, noReturn);
        }
        SortedMap<String, SortedSet<String>> large = new TreeMap<>();
        SortedMap<String, SortedSet<String>> wide = new TreeMap<>();
        collect(compile(source, LARGE_FILES, SILENT, platform), ordered, large, called);
        collect(variant.join(), ordered, wide, called);
        removeAll(redirected, large);
        removeAll(redirected, wide);
        removeAll(large, wide);
        return new References(redirected, large, wide, called, noReturn);
    }

    private static void removeAll(
            SortedMap<String, SortedSet<String>> known, SortedMap<String, SortedSet<String>> symbols) {
        symbols.forEach((function, names) -> names.removeAll(known.getOrDefault(function, new TreeSet<>())));
    }

    private static CompiledObject compile(String source, List<String> variant, List<String> warnings, Platform platform)
            throws GenerationException {
        List<String> flags = new ArrayList<>(variant);
        // -O1 is enough to define __OPTIMIZE__, which the headers look at, and takes less time than -O2.
        flags.addAll(List.of("-O1", "-ffunction-sections", "-fdata-sections"));
        flags.addAll(warnings);
        CompiledObject object = platform.compiler().compileObject(source, flags);
        requireAccepted(object.result(), flags, platform);
        return object;
    }

    private static void requireAccepted(CompileResult result, List<String> flags, Platform platform)
            throws GenerationException {
        if (!result.ok()) {
            throw new GenerationException(
                    Code.SG0402,
                    platform.compiler().describe() + " refused calls of the spec's functions, compiled with "
                            + String.join(" ", flags) + ":\n" + result.firstError(),
                    null);
        }
    }

    /**
     * Each function is on a line of its own, so that the line numbers of warnings name functions. The calling functions
     * are static, because for others gcc reports whether they return only when it generates their code.
     */
    private static String withoutCalls(List<FunctionFact> functions, Prelude prelude) {
        StringBuilder out = new StringBuilder(prelude.text()).append(BUFFER);
        for (int i = 0; i < functions.size(); i++) {
            appendAddress(out, functions.get(i), i);
            out.append("static ");
            appendCall(out, functions.get(i), i);
            out.append('\n');
        }
        return out.toString();
    }

    private static String withCalls(List<FunctionFact> functions, Prelude prelude, Platform platform) {
        Set<String> checked = CheckedForms.functions(platform.exports().byName().keySet());
        StringBuilder out = new StringBuilder(prelude.text()).append(BUFFER);
        for (int i = 0; i < functions.size(); i++) {
            appendAddress(out, functions.get(i), i);
            if (checked.contains(functions.get(i).name())) {
                appendCall(out, functions.get(i), i);
            }
            out.append('\n');
        }
        return out.toString();
    }

    private static void appendAddress(StringBuilder out, FunctionFact function, int index) {
        out.append("void *")
                .append(ADDRESS)
                .append(index)
                .append(" = (void *) ")
                .append(function.name())
                .append("; ");
    }

    /**
     * The calling function is declared to return int and returns nothing: there is a warning, unless the call never
     * returns.
     */
    private static void appendCall(StringBuilder out, FunctionFact function, int index) {
        List<String> taken = new ArrayList<>();
        StringBuilder locals = new StringBuilder();
        List<String> arguments = new ArrayList<>();
        for (int i = 0; i < function.parameters().size(); i++) {
            CParameter parameter = function.parameters().get(i);
            String name = parameter.name().isEmpty() ? "shimgen_argument_" + i : parameter.name();
            CType type = parameter.type();
            if (type.carrier() == CType.Carrier.POINTER
                    && type.after().isEmpty()
                    && type.before().indexOf('*') >= 0) {
                // A buffer of known size: for these the headers use the checked functions of _FORTIFY_SOURCE.
                locals.append(type.declare(name)).append(" = (void *) shimgen_bytes; ");
            } else {
                taken.add(type.declare(name));
            }
            arguments.add(name);
        }
        out.append("int ")
                .append(CALL)
                .append(index)
                .append('(')
                .append(taken.isEmpty() ? "void" : String.join(", ", taken))
                .append(") { ")
                .append(locals)
                .append('(')
                .append(function.name())
                .append(")(")
                .append(String.join(", ", arguments))
                .append("); }");
    }

    private static void collect(
            CompiledObject object,
            List<FunctionFact> functions,
            SortedMap<String, SortedSet<String>> redirected,
            SortedMap<String, SortedSet<String>> called) {
        object.object().ifPresent(file -> {
            for (Map.Entry<String, SortedSet<String>> section :
                    file.references().entrySet()) {
                Matcher matcher = SECTION.matcher(section.getKey());
                if (matcher.matches()) {
                    String probe = matcher.group(1);
                    String function =
                            functions.get(Integer.parseInt(matcher.group(2))).name();
                    for (String symbol : section.getValue()) {
                        if (probe.equals(ADDRESS) && !symbol.equals(function)) {
                            redirected
                                    .computeIfAbsent(function, k -> new TreeSet<>())
                                    .add(symbol);
                        } else if (probe.equals(CALL)) {
                            called.computeIfAbsent(function, k -> new TreeSet<>())
                                    .add(symbol);
                        }
                    }
                }
            }
        });
    }

    private static Set<String> noReturn(List<FunctionFact> functions, CompileResult result, Prelude prelude) {
        Set<Integer> returning = new HashSet<>();
        for (String line : result.messages().lines().toList()) {
            Matcher warning = RETURNS.matcher(line);
            if (warning.matches()) {
                returning.add(Integer.parseInt(warning.group(1)) - prelude.lines() - 2);
            }
        }
        Set<String> never = new TreeSet<>();
        for (int i = 0; i < functions.size(); i++) {
            if (!returning.contains(i)) {
                never.add(functions.get(i).name());
            }
        }
        return never;
    }
}
