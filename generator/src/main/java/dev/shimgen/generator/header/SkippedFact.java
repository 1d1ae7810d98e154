package dev.shimgen.generator.header;

/**
 * A function, struct, typedef or field that the headers declare and jextract cannot describe.
 *
 * @param name the C name; a field is {@code struct.field}
 * @param reason jextract's own words: {@code type LongDouble is not supported}
 */
public record SkippedFact(String name, String reason) {}
