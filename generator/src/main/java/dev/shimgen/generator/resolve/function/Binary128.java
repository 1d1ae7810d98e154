package dev.shimgen.generator.resolve.function;

import dev.shimgen.generator.diagnostic.Code;
import dev.shimgen.generator.diagnostic.Diagnostics;
import dev.shimgen.generator.header.FunctionFact;
import dev.shimgen.generator.resolve.platform.Platform;
import dev.shimgen.generator.resolve.vocabulary.Call;
import dev.shimgen.generator.spec.ShimSpec;
import dev.shimgen.generator.toolchain.Preprocessed;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Functions with {@code _Float128}. glibc's headers declare them if a macro is not zero, and that depends on the
 * compiler: in x86's {@code <bits/floatn.h>} of glibc 2.36 it is 1 for gcc and 0 for clang. The library has the
 * functions in any case. So the generated C puts them under {@code #if} with that macro, and is the same whichever
 * compiler the facts were checked with.
 */
public final class Binary128 {

    private static final String MACRO = "__HAVE_FLOAT128";

    private Binary128() {}

    /** {@return the macro that the function's declaration depends on; {@code null} if there is none} */
    public static @Nullable String condition(FunctionFact function, Preprocessed preprocessed) {
        return preprocessed.defines(MACRO) && isIn(function) ? MACRO : null;
    }

    /** {@return whether the headers hide the function from this compiler} */
    static boolean hides(FunctionFact function, Preprocessed preprocessed) {
        return condition(function, preprocessed) != null
                && preprocessed.objectMacros().getOrDefault(MACRO, "0").equals("0");
    }

    /** {@return the names of the hidden functions; warns the author of them} */
    public static Set<String> hidden(
            ShimSpec spec, List<Call> calls, Preprocessed preprocessed, Platform platform, Diagnostics diagnostics) {
        List<String> names = calls.stream()
                .map(Call::function)
                .filter(function -> hides(function, preprocessed))
                .map(FunctionFact::name)
                .sorted()
                .toList();
        if (!names.isEmpty()) {
            diagnostics.warning(
                    Code.SG0211,
                    spec.position(),
                    "with " + platform.compiler().describe()
                            + " the headers of this machine do not declare functions of"
                            + " _Float128, so these are neither proven nor in a library that it makes: "
                            + String.join(", ", names)
                            + ". The generated C has them between #if " + MACRO
                            + " and #endif; to wrap them, compile it with gcc");
        }
        return names.stream().collect(Collectors.toUnmodifiableSet());
    }

    /** By the text of the prototype; {@code __CFLOAT128} is glibc's name of the complex type. */
    private static boolean isIn(FunctionFact function) {
        return function.prototype().contains("loat128") || function.prototype().contains("LOAT128");
    }
}
