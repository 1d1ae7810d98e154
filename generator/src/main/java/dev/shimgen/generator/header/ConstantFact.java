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
     * @param value the value; its low bits count, for jextract gives {@code 0xcdef0123} as a positive number, an unsigned
     *     enumerator ({@code EPOLLET}) or 64-bit one as the negative with the same bits
     * @param bits 8, 16, 32 or 64: the width that jextract gave it
     */
    public record Int(long value, int bits) implements Value {}

    /** A floating-point number. */
    public record Floating(double value) implements Value {}

    /**
     * A pointer that no object has: {@code MAP_FAILED}, {@code SIG_ERR}.
     *
     * @param value its bits
     */
    public record Address(long value) implements Value {}

    /** A string literal's bytes, read as UTF-8. */
    public record Text(String value) implements Value {}
}
