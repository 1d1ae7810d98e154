package dev.shimgen.generator.plan;

import dev.shimgen.generator.header.ConstantFact;

/**
 * A constant that generated code may use.
 *
 * @param name the C name
 * @param value the value on the platform of the facts; generated C says the name, and asserts the value
 */
public record NamedConstant(String name, ConstantFact.Value value) {}
