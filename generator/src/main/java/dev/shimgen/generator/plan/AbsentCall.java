package dev.shimgen.generator.plan;

import java.util.List;

/**
 * A method that a ready-made group brings and whose function this libc does not have: nothing is wrapped, and the Java side
 * has a method that says why.
 *
 * @param name the function's name
 * @param javaResult the Java return type
 * @param parameters the method's
 * @param reason a sentence
 */
public record AbsentCall(String name, String javaResult, List<Parameter> parameters, String reason) {

    public AbsentCall {
        parameters = List.copyOf(parameters);
    }

    /** A parameter: its Java type and its name. */
    public record Parameter(String javaType, String name) {}
}
