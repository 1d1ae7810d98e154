package dev.shimgen.generator.plan;

import dev.shimgen.generator.header.CType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A symbol that the library exports to stand before a function.
 *
 * @param symbol its name
 * @param result the type of its result
 * @param parameters in order, as this symbol takes them
 * @param variadic whether its own list ends in {@code ...}
 * @param declared the C name by which the included headers declare it, so that a static assertion can prove the
 *     prototype; {@code null} if they do not, as for {@code __xstat}
 * @param twin of a variadic symbol whose call has a {@link CallPlan.ListTail} the symbol that takes the same fixed
 *     parameters and then a {@code va_list}: {@code __vprintf_chk} for {@code __printf_chk}; {@code null} for all others
 * @param why a few words for the reader of the C when it is not the function's own symbol
 * @param version the version that this symbol has and that it forwards to; {@code null} for a symbol that has the same code
 *     in all of its versions, or none
 * @param provider which library has it, and what a call gives where none has
 * @param event what is told of its calls; {@code null} if no behaviour tells anything
 */
public record EntryPlan(
        String symbol,
        CType result,
        List<Argument> parameters,
        boolean variadic,
        @Nullable String declared,
        @Nullable String twin,
        String why,
        @Nullable SymbolVersion version,
        Provider provider,
        @Nullable EventPlan event) {

    public EntryPlan {
        parameters = List.copyOf(parameters);
    }

    /** A symbol of which nothing is told. */
    public EntryPlan(
            String symbol,
            CType result,
            List<Argument> parameters,
            boolean variadic,
            @Nullable String declared,
            @Nullable String twin,
            String why,
            @Nullable SymbolVersion version,
            Provider provider) {
        this(symbol, result, parameters, variadic, declared, twin, why, version, provider, null);
    }

    /** {@return the same symbol, with what is told of its calls} */
    public EntryPlan with(EventPlan told) {
        return new EntryPlan(symbol, result, parameters, variadic, declared, twin, why, version, provider, told);
    }

    /** {@return what tells this symbol from every other one, as a part of C names: {@code realpath_GLIBC_2_2_5}} */
    public String id() {
        return version == null || version.standard()
                ? symbol
                : symbol + '_' + version.name().replaceAll("\\W", "_");
    }

    /** {@return the symbol as the library exports it: {@code realpath@GLIBC_2.2.5}} */
    public String exported() {
        return version == null ? symbol : version.of(symbol);
    }

    /** {@return the name that a parameter of the call has in this symbol; its own if it is none of the fixed ones} */
    public String argument(String parameter) {
        return parameters.stream()
                .filter(argument -> parameter.equals(argument.parameter()))
                .map(Argument::name)
                .findFirst()
                .orElse(parameter);
    }

    /**
     * A parameter of the symbol.
     *
     * @param name its C name
     * @param type its C type
     * @param parameter the call's parameter that it carries, by name; {@code null} for one that only this symbol has, as
     *     the version of {@code __xstat} or the buffer's size of {@code __read_chk}
     */
    public record Argument(
            String name, CType type, @Nullable String parameter) {}
}
