package dev.shimgen.generator.resolve.vocabulary;

import dev.shimgen.generator.header.CParameter;
import dev.shimgen.generator.header.FunctionFact;
import dev.shimgen.generator.spec.SpecMethod;
import java.util.List;
import java.util.stream.Stream;

/**
 * A method whose function is known and can be wrapped.
 *
 * @param method the spec's method
 * @param function its function
 * @param tail what follows the function's fixed parameters
 */
public record Call(SpecMethod method, FunctionFact function, TailRule tail) {

    /** {@return the function's parameters, including the tail's: those that the method's parameters stand for} */
    public List<CParameter> parameters() {
        return Stream.concat(function.parameters().stream(), tail.parameters().stream())
                .toList();
    }
}
