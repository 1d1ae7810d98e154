package dev.shimgen.generator.header.measure;

import dev.shimgen.generator.diagnostic.GenerationException;
import dev.shimgen.generator.header.FunctionFact;
import dev.shimgen.generator.header.HeaderFacts;
import dev.shimgen.generator.header.IncludeRoots;
import dev.shimgen.generator.header.declaration.CTypes;
import dev.shimgen.generator.header.declaration.DeclarationException;
import dev.shimgen.generator.header.declaration.Prototype;
import dev.shimgen.generator.toolchain.CCompiler;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Functions that one header declares without a prototype, and another with one.
 *
 * <p>musl's {@code <string.h>} has {@code char *basename();}, while its {@code <libgen.h>} declares a parameter. For a
 * program that includes both, the function has the composite type, which is the one with the prototype (ISO C 6.2.7p3).
 * jextract reports the first declaration that it meets, so the others are looked for in the preprocessor's output.
 */
public final class CompositeTypes {

    private static final Pattern LINE_MARKER = Pattern.compile("# \\d+ \"([^\"]*)\".*");
    private static final Pattern LONG = Pattern.compile("^#define __SIZEOF_LONG__ (\\d+)$", Pattern.MULTILINE);

    /**
     * Extensions that gcc and clang leave in preprocessed declarations; all but the first are followed by parentheses.
     */
    private static final Pattern EXTENSION = Pattern.compile("\\b(?:__extension__|__attribute__|__asm__|__asm)\\b");

    private final String text;
    private final IncludeRoots roots;
    private final CTypes types;

    private CompositeTypes(String text, IncludeRoots roots, CTypes types) {
        this.text = text;
        this.roots = roots;
        this.types = types;
    }

    /**
     * {@return the same facts, in which a function has the prototype of some header if any declares one}
     *
     * @param headers the headers of the facts, in an order in which they parse together
     * @param roots the folders to which the names of headers are relative
     * @throws GenerationException as the compiler's runs
     */
    public static HeaderFacts of(HeaderFacts facts, Collection<String> headers, CCompiler compiler, IncludeRoots roots)
            throws GenerationException {
        if (facts.functions().values().stream().noneMatch(CompositeTypes::lacksPrototype)) {
            return facts;
        }
        CompositeTypes composite = read(facts, headers, compiler, roots);
        SortedMap<String, FunctionFact> functions = new TreeMap<>(facts.functions());
        functions.replaceAll((name, function) ->
                lacksPrototype(function) ? composite.prototype(name).orElse(function) : function);
        return facts.withFunctions(functions);
    }

    /**
     * {@return functions as the headers of this compiler declare them; without those whose declaration is missing or
     * cannot be read}
     *
     * @param names of functions
     * @param facts typedefs and structs
     * @param headers in an order in which they parse together
     * @param roots the folders to which the names of headers are relative
     * @throws GenerationException as the compiler's runs
     */
    public static SortedMap<String, FunctionFact> declared(
            Collection<String> names,
            HeaderFacts facts,
            Collection<String> headers,
            CCompiler compiler,
            IncludeRoots roots)
            throws GenerationException {
        SortedMap<String, FunctionFact> declared = new TreeMap<>();
        if (!names.isEmpty()) {
            CompositeTypes composite = read(facts, headers, compiler, roots);
            names.forEach(name -> composite.prototype(name).ifPresent(function -> declared.put(name, function)));
        }
        return declared;
    }

    private static CompositeTypes read(
            HeaderFacts facts, Collection<String> headers, CCompiler compiler, IncludeRoots roots)
            throws GenerationException {
        StringBuilder source = new StringBuilder("#define _GNU_SOURCE 1\n");
        headers.forEach(header -> source.append("#include <").append(header).append(">\n"));
        String text = compiler.preprocessedText(source.toString(), List.of());
        Matcher size = LONG.matcher(text);
        int bits = size.find() ? 8 * Integer.parseInt(size.group(1)) : 64;
        return new CompositeTypes(text, roots, new CTypes(facts, bits));
    }

    private static boolean lacksPrototype(FunctionFact function) {
        return function.variadic()
                && function.parameters().isEmpty()
                && function.prototype().endsWith("()");
    }

    /** Searches the declarations outside of braces; a declaration belongs to the file in which it ends. */
    private Optional<FunctionFact> prototype(String name) {
        Pattern mention = Pattern.compile("\\b" + Pattern.quote(name) + "\\b");
        String file = "";
        int depth = 0;
        StringBuilder declaration = new StringBuilder();
        for (String line : text.lines().toList()) {
            if (line.startsWith("#")) {
                Matcher marker = LINE_MARKER.matcher(line);
                file = marker.matches() ? marker.group(1) : file;
                continue;
            }
            for (int i = 0; i < line.length(); i++) {
                char c = line.charAt(i);
                depth += c == '{' ? 1 : c == '}' ? -1 : 0;
                if (depth == 0 && (c == ';' || c == '}')) {
                    Optional<FunctionFact> found = mention.matcher(declaration).find()
                            ? parsed(declaration.toString(), name, roots.relative(file))
                            : Optional.empty();
                    if (found.isPresent()) {
                        return found;
                    }
                    declaration.setLength(0);
                } else if (depth == 0) {
                    declaration.append(c);
                }
            }
            declaration.append(' ');
        }
        return Optional.empty();
    }

    private Optional<FunctionFact> parsed(String declaration, String name, String header) {
        String plain = withoutExtensions(declaration).strip().replaceAll("\\s+", " ");
        String prototype = plain.startsWith("extern ") ? plain.substring("extern ".length()) : plain;
        try {
            // Otherwise it is another declaration, which only mentions the name.
            return Prototype.parse(prototype).name().equals(name) && !prototype.endsWith("()")
                    ? Optional.of(types.parsed(prototype, header))
                    : Optional.empty();
        } catch (DeclarationException e) {
            // The declaration of an object or a type that mentions the name.
            return Optional.empty();
        }
    }

    private static String withoutExtensions(String declaration) {
        StringBuilder plain = new StringBuilder();
        Matcher extension = EXTENSION.matcher(declaration);
        int from = 0;
        while (extension.find(from)) {
            plain.append(declaration, from, extension.start());
            from = extension.group().equals("__extension__")
                    ? extension.end()
                    : afterParentheses(declaration, extension.end());
        }
        return plain.append(declaration.substring(from)).toString();
    }

    private static int afterParentheses(String declaration, int start) {
        int depth = 0;
        for (int i = start; i < declaration.length(); i++) {
            char c = declaration.charAt(i);
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (depth == 0 && c == ')') {
                return i + 1;
            }
        }
        return declaration.length();
    }
}
