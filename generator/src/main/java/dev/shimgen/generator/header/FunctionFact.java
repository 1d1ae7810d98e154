package dev.shimgen.generator.header;

import java.util.List;

/**
 * A function's declaration.
 *
 * @param name the C name
 * @param prototype the declaration as C text with {@code extern}, without attributes and semicolon
 * @param result the type of the result
 * @param parameters the named or unnamed parameters, without the variadic tail
 * @param variadic whether the list ends in {@code ...}, or there is no prototype, so that any arguments are accepted
 * @param header the header that declares it, relative to the include folder: {@code sys/stat.h}, {@code bits/fcntl2.h}
 */
public record FunctionFact(
        String name, String prototype, CType result, List<CParameter> parameters, boolean variadic, String header) {

    public FunctionFact {
        parameters = List.copyOf(parameters);
    }
}
