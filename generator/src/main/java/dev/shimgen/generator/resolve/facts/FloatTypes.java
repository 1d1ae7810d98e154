package dev.shimgen.generator.resolve.facts;

import dev.shimgen.generator.header.CParameter;
import dev.shimgen.generator.header.CType;
import dev.shimgen.generator.header.FunctionFact;
import dev.shimgen.generator.header.HeaderFacts;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Gives the functions of ISO/IEC TS 18661-3 ({@code sinf32}, {@code f32addf64}) the types that gcc has for them.
 *
 * <p>For clang, and so for jextract, {@code _Float32} is another name of {@code float}; for gcc it is a distinct type.
 * glibc's {@code <bits/floatn-common.h>} makes both accept the same declarations.
 */
public final class FloatTypes {

    private static final Pattern NAME = Pattern.compile("_*(?:f(32x|32|64)[a-z]+?)?\\w*?f(32x|32|64)(?:_[rl])?");
    private static final Pattern REAL = Pattern.compile("\\b(?:float|double)\\b");
    private static final Pattern COMPLEX = Pattern.compile("\\b_Complex (?:float|double)\\b");

    private FloatTypes() {}

    /** {@return whether a type is that of a complex number} */
    public static boolean isComplex(CType type) {
        return type.before().contains("_Complex") || type.before().contains("__CFLOAT");
    }

    /** {@return the same facts with gcc's types} */
    public static HeaderFacts replaced(HeaderFacts facts) {
        SortedMap<String, FunctionFact> functions = new TreeMap<>(facts.functions());
        functions.replaceAll((name, function) -> replaced(function));
        return facts.withFunctions(functions);
    }

    private static FunctionFact replaced(FunctionFact function) {
        Matcher name = NAME.matcher(function.name());
        if (!name.matches()) {
            return function;
        }
        String argument = name.group(2);
        // f32addf64 has a narrower result (TS 18661-3); the other functions have one type only.
        String result = name.group(1) == null ? argument : name.group(1);
        return new FunctionFact(
                function.name(),
                function.prototype(),
                typed(function.result(), result),
                function.parameters().stream()
                        .map(p -> new CParameter(p.name(), typed(p.type(), argument)))
                        .toList(),
                function.variadic(),
                function.header());
    }

    private static CType typed(CType type, String width) {
        String complex = COMPLEX.matcher(type.before()).replaceAll("__CFLOAT" + width.toUpperCase(Locale.ROOT));
        String before = REAL.matcher(complex).replaceAll("_Float" + width);
        return new CType(before, type.after(), type.carrier(), type.struct());
    }
}
