package dev.shimgen.generator.resolve.facts;

import dev.shimgen.generator.header.CParameter;
import dev.shimgen.generator.header.CType;
import dev.shimgen.generator.header.FunctionFact;
import dev.shimgen.generator.header.HeaderFacts;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Gives parameters that glibc declares as a transparent union ({@code <sys/socket.h>}) the pointer type that POSIX
 * declares, and that is passed in a call. For gcc and clang, a function with one is compatible with a function with the
 * other.
 */
public final class TransparentUnions {

    private static final Map<String, CType> POINTERS = Map.of(
            "__SOCKADDR_ARG", new CType("struct sockaddr *", "", CType.Carrier.POINTER, "struct sockaddr"),
            "__CONST_SOCKADDR_ARG", new CType("const struct sockaddr *", "", CType.Carrier.POINTER, "struct sockaddr"));

    private TransparentUnions() {}

    /** {@return the same facts without such parameters} */
    public static HeaderFacts replaced(HeaderFacts facts) {
        SortedMap<String, FunctionFact> functions = new TreeMap<>(facts.functions());
        functions.replaceAll((name, function) -> replaced(function));
        return facts.withFunctions(functions);
    }

    private static FunctionFact replaced(FunctionFact function) {
        if (function.parameters().stream()
                .noneMatch(p -> POINTERS.containsKey(p.type().before()))) {
            return function;
        }
        return new FunctionFact(
                function.name(),
                function.prototype(),
                function.result(),
                function.parameters().stream()
                        .map(p -> new CParameter(
                                p.name(), POINTERS.getOrDefault(p.type().before(), p.type())))
                        .toList(),
                function.variadic(),
                function.header());
    }
}
