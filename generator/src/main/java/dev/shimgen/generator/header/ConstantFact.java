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
     * @param value the value, of which only the low {@code bits} count: jextract gives {@code 0xcdef0123} as a positive
     *     number, but an unsigned enumerator ({@code EPOLLET}) or a 64-bit number as the negative one with the same
     *     bits
     * @param bits 8, 16, 32 or 64: the width that jextract gave it
     */
    public record Int(long value, int bits) implements Value {

        /**
         * {@return the C condition that a name has this value}
         *
         * <p>An unsigned constant whose value is kept as a negative number ({@code EPOLLET}) is cast to a signed type
         * first.
         */
        public String condition(String name) {
            String signed = value >= 0 ? name : (bits == 64 ? "(long long)" : "(int)") + name;
            return signed + " == " + literal();
        }

        /**
         * The smallest long has no literal in C: its digits are one number, too large for a long, and the minus an
         * operator.
         */
        private String literal() {
            return value == Long.MIN_VALUE ? "(-9223372036854775807L - 1)" : Long.toString(value);
        }
    }

    /** A floating-point number. */
    public record Floating(double value) implements Value {}

    /**
     * A pointer to no object: {@code MAP_FAILED}, {@code SIG_ERR}.
     *
     * @param value its bits
     */
    public record Address(long value) implements Value {}

    /** A string literal's bytes, read as UTF-8. */
    public record Text(String value) implements Value {}
}
