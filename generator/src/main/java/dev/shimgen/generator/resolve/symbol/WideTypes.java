package dev.shimgen.generator.resolve.symbol;

import dev.shimgen.generator.header.CParameter;
import dev.shimgen.generator.header.CType;
import dev.shimgen.generator.header.CType.Carrier;
import dev.shimgen.generator.header.FunctionFact;
import dev.shimgen.generator.header.HeaderFacts;
import java.util.Set;

/**
 * Prototypes as they are in a 32-bit program that was built with {@code -D_FILE_OFFSET_BITS=64 -D_TIME_BITS=64}
 * (glibc's manual, "Feature Test Macros"), written for a translation unit that is compiled without these options.
 *
 * <p>What is {@code time_t} in that program is called {@code __time64_t} here, and so on. Structs with the same tag
 * have another layout there, which no header shows here; so a pointer to one becomes a {@code void *}.
 */
public final class WideTypes {

    /** The types that {@code _TIME_BITS} makes wide. */
    private static final Set<String> TIMES = Set.of("time_t", "suseconds_t");

    private final HeaderFacts facts;

    public WideTypes(HeaderFacts facts) {
        this.facts = facts;
    }

    /** {@return the prototype with 64-bit file offsets only, as without {@code _TIME_BITS}} */
    FunctionFact withOffsets(FunctionFact function) {
        return of(function, false);
    }

    /** {@return the prototype with 64-bit file offsets and times} */
    FunctionFact withOffsetsAndTimes(FunctionFact function) {
        return of(function, true);
    }

    private FunctionFact of(FunctionFact function, boolean times) {
        return new FunctionFact(
                function.name(),
                function.prototype(),
                wide(function.result(), times),
                function.parameters().stream()
                        .map(parameter -> new CParameter(parameter.name(), wide(parameter.type(), times)))
                        .toList(),
                function.variadic(),
                function.header());
    }

    private CType wide(CType type, boolean times) {
        if (type.carrier() == Carrier.POINTER) {
            return type.struct() == null ? type : new CType(pointer(type), "", Carrier.POINTER, null);
        }
        String name = type.before().replaceFirst("^__", "");
        String wide = "__" + name.replaceFirst("_t$", "64_t");
        return name.endsWith("_t") && facts.typedefs().containsKey(wide) && (times || !TIMES.contains(name))
                ? new CType(wide, type.after(), Carrier.INT64, null)
                : type;
    }

    private static String pointer(CType type) {
        return type.pointsToConst() ? "const void *" : "void *";
    }
}
