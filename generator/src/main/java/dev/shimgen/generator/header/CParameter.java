package dev.shimgen.generator.header;

/**
 * A parameter of a C function.
 *
 * @param name as the header spells it, empty if it has none
 * @param type its type
 */
public record CParameter(String name, CType type) {}
