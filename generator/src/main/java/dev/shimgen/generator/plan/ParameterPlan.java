package dev.shimgen.generator.plan;

import dev.shimgen.generator.header.CType;

/**
 * One parameter of a call.
 *
 * @param name its C name in the generated code: an identifier that is no keyword and no macro of the included headers
 * @param javaName its name in the spec
 * @param type its C type
 * @param javaType its Java type, as the spec has it
 * @param meaning what a value stands for
 */
public record ParameterPlan(String name, String javaName, CType type, String javaType, Meaning meaning) {}
