package dev.shimgen.generator.header;

/**
 * An object-like macro or an enumerator with a constant value.
 *
 * @param name the C name
 * @param value its value
 * @param header the defining header
 */
public record ConstantFact(String name, Value value, String header) {

    /** A constant's value. */
    public sealed interface Value {}

    /**
     * An integer.
     *
     * @param value the value; for unsigned 64-bit ones the same bits
     * @param bits 8, 16, 32 or 64: the width that jextract gave it
     */
    public record Int(long value, int bits) implements Value {}

    /** A floating-point number. */
    public record Floating(double value) implements Value {}

    /** A string literal's bytes, read as UTF-8. */
    public record Text(String value) implements Value {}
}
