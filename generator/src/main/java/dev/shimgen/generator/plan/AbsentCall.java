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
 * @param told whether calls would be told of where the function is there
 */
public record AbsentCall(String name, String javaResult, List<Parameter> parameters, String reason, boolean told) {

    public AbsentCall {
        parameters = List.copyOf(parameters);
    }

    /**
     * A parameter.
     *
     * @param javaType its Java type
     * @param name its name
     * @param texts whether it points to an array of strings
     */
    public record Parameter(String javaType, String name, boolean texts) {}
}
