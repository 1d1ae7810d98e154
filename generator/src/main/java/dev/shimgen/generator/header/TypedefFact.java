package dev.shimgen.generator.header;

/**
 * A typedef of a type that is neither an untagged struct nor a function.
 *
 * @param name the new name
 * @param target the type it stands for, as spelled
 * @param header the declaring header
 */
public record TypedefFact(String name, String target, String header) {}
