package dev.shimgen.generator.plan;

import dev.shimgen.generator.header.StructFact;

/**
 * A struct that the Java side gets a class for.
 *
 * @param javaName the class's simple name: {@code Stat} for {@code struct stat}
 * @param fact its layout; generated C asserts size and offsets
 */
public record StructPlan(String javaName, StructFact fact) {}
