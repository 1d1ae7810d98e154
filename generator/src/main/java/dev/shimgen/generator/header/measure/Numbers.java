package dev.shimgen.generator.header.measure;

import dev.shimgen.generator.diagnostic.Code;
import dev.shimgen.generator.diagnostic.GenerationException;
import dev.shimgen.generator.toolchain.CCompiler;
import dev.shimgen.generator.toolchain.CompileResult;
import dev.shimgen.generator.toolchain.CompiledObject;
import dev.shimgen.generator.toolchain.ElfFile;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Integer constant expressions, all evaluated by one run of the compiler: they initialize an array, which is then read
 * from a section of the object file. Nothing is executed, so the compiler may be one for any machine.
 */
final class Numbers {

    private static final Pattern LINE = Pattern.compile("<stdin>:(\\d+):.*");

    /** How often to try: an error can hide an error of another kind, and each run finds those of one kind. */
    private static final int RUNS = 6;

    private final List<String> head;

    /** The index of each line of C by its text; a directive is a line, too, but has no number. */
    private final Map<String, Integer> indexes = new LinkedHashMap<>();

    private final List<String> lines = new ArrayList<>();
    private final Map<String, Long> answers = new HashMap<>();

    Numbers(Collection<String> headers) {
        List<String> text = new ArrayList<>(List.of("#define _GNU_SOURCE 1"));
        headers.forEach(header -> text.add("#include <" + header + ">"));
        text.add("static const long long shimgen_numbers[] __attribute__((used, section(\"" + ElfFile.NUMBERS
                + "\"))) = {");
        this.head = List.copyOf(text);
    }

    /** Adds an expression; the same one may be added again. */
    void ask(String expression) {
        if (indexes.putIfAbsent(expression, lines.size()) == null) {
            lines.add("(long long)(" + expression + "),");
        }
    }

    /** Undefines a macro for the expressions that follow. */
    void undefine(String macro) {
        String directive = "#undef " + macro;
        if (indexes.putIfAbsent(directive, lines.size()) == null) {
            lines.add(directive);
        }
    }

    /**
     * Evaluates everything that was asked.
     *
     * @throws GenerationException {@link Code#SG0307} if the headers do not parse
     */
    void evaluate(CCompiler compiler) throws GenerationException {
        Set<Integer> refused = new HashSet<>();
        for (int run = 0; run < RUNS; run++) {
            CompiledObject object = compiler.compileObject(source(refused), flags(compiler));
            if (object.object().isPresent()) {
                read(object.object().get(), refused);
                return;
            }
            if (!addRefused(object.result(), refused)) {
                throw failure(compiler, object.result());
            }
        }
        throw new GenerationException(
                Code.SG0307, "the headers' sizes and values cannot be told by " + compiler.describe(), null);
    }

    /** {@return the value of an expression, empty if the compiler refused it} */
    OptionalLong value(String expression) {
        Long answer = answers.get(expression);
        return answer == null ? OptionalLong.empty() : OptionalLong.of(answer);
    }

    private static List<String> flags(CCompiler compiler) {
        List<String> flags = new ArrayList<>(List.of("-w"));
        if (compiler.command().get(0).contains("clang")) {
            // clang stops after 20 errors by default, and the rest of the lines would not be checked.
            flags.add("-ferror-limit=0");
        } else {
            // An error inside a macro's body is then reported for the line that uses the macro.
            flags.add("-ftrack-macro-expansion=0");
        }
        return flags;
    }

    private String source(Set<Integer> refused) {
        StringBuilder out = new StringBuilder(1 << 20);
        head.forEach(line -> out.append(line).append('\n'));
        for (int i = 0; i < lines.size(); i++) {
            out.append(refused.contains(i) ? "0," : lines.get(i)).append('\n');
        }
        return out.append("};\n").toString();
    }

    private boolean addRefused(CompileResult result, Set<Integer> refused) {
        boolean added = false;
        for (String error : result.errors()) {
            Matcher line = LINE.matcher(error);
            if (line.matches()) {
                int index = Integer.parseInt(line.group(1)) - head.size() - 1;
                added |= index >= 0 && index < lines.size() && refused.add(index);
            }
        }
        return added;
    }

    private void read(ElfFile object, Set<Integer> refused) {
        int at = 0;
        for (Map.Entry<String, Integer> entry : indexes.entrySet()) {
            String line = lines.get(entry.getValue());
            if (!line.startsWith("#")) {
                long value = object.numbers().get(at++);
                if (!refused.contains(entry.getValue())) {
                    answers.put(entry.getKey(), value);
                }
            }
        }
    }

    private static GenerationException failure(CCompiler compiler, CompileResult result) {
        return new GenerationException(
                Code.SG0307,
                "the headers parse with jextract and not with " + compiler.describe() + ":\n" + result.firstError(),
                null);
    }
}
