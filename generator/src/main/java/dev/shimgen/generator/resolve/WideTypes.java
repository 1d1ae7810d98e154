package dev.shimgen.generator.resolve;

import dev.shimgen.generator.header.CParameter;
import dev.shimgen.generator.header.CType;
import dev.shimgen.generator.header.CType.Carrier;
import dev.shimgen.generator.header.FunctionFact;
import dev.shimgen.generator.header.HeaderFacts;

/**
 * Prototypes as a 32-bit program has them that was built with {@code -D_FILE_OFFSET_BITS=64 -D_TIME_BITS=64} (glibc's
 * manual, "Feature Test Macros"), spelled for a translation unit that was not.
 *
 * <p>There {@code time_t} is the type that is called {@code __time64_t} here, and so on. The structs of the same tag have
 * another layout, which no header shows here; so what points to one is an address of which nothing more is said.
 */
final class WideTypes {

    private final HeaderFacts facts;

    WideTypes(HeaderFacts facts) {
        this.facts = facts;
    }

    /** {@return the prototype with those types} */
    FunctionFact of(FunctionFact function) {
        return new FunctionFact(
                function.name(),
                function.prototype(),
                wide(function.result()),
                function.parameters().stream()
                        .map(parameter -> new CParameter(parameter.name(), wide(parameter.type())))
                        .toList(),
                function.variadic(),
                function.header());
    }

    private CType wide(CType type) {
        if (type.carrier() == Carrier.POINTER) {
            return type.struct() == null ? type : new CType(pointer(type), "", Carrier.POINTER, null);
        }
        String wide = "__" + type.before().replaceFirst("^__", "").replaceFirst("_t$", "64_t");
        return type.before().endsWith("_t") && facts.typedefs().containsKey(wide)
                ? new CType(wide, type.after(), Carrier.INT64, null)
                : type;
    }

    private static String pointer(CType type) {
        return type.pointsToConst() ? "const void *" : "void *";
    }
}
