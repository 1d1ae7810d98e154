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
    public record Int(long value, int bits) implements Value {

        /**
         * {@return the condition in C that a name has this value}
         *
         * <p>An unsigned number that is here as the signed one with the same bits ({@code EPOLLET}) is compared as that.
         */
        public String condition(String name) {
            String signed = value >= 0 ? name : (bits == 64 ? "(long long)" : "(int)") + name;
            return signed + " == " + literal();
        }

        /** The smallest long has no literal of its own: in C the minus sign is an operator on a number that is too large. */
        private String literal() {
            return value == Long.MIN_VALUE ? "(-9223372036854775807L - 1)" : Long.toString(value);
        }
    }

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
