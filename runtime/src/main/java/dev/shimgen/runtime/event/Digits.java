package dev.shimgen.runtime.event;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;

/** Floating-point numbers with six significant digits, as {@code %g} of printf(3) has them, in formats that Java lacks, too. */
final class Digits {

    private static final MathContext SIX = new MathContext(6, RoundingMode.HALF_EVEN);

    private Digits() {}

    static String of(double value) {
        if (Double.isNaN(value)) {
            return (Double.doubleToRawLongBits(value) < 0 ? "-" : "") + "nan";
        }
        if (Double.isInfinite(value)) {
            return value < 0 ? "-inf" : "inf";
        }
        boolean negative = Double.doubleToRawLongBits(value) < 0;
        return (negative ? "-" : "") + of(new BigDecimal(Math.abs(value)));
    }

    /** The 80 bits of the x87: the mantissa has its integer bit written out. */
    static String x87(long mantissa, int signAndExponent) {
        String sign = (signAndExponent & 0x8000) != 0 ? "-" : "";
        int exponent = signAndExponent & 0x7fff;
        if (exponent == 0x7fff) {
            return sign + (mantissa << 1 == 0 ? "inf" : "nan");
        }
        BigInteger whole = new BigInteger(Long.toUnsignedString(mantissa));
        return sign + scaled(whole, Math.max(exponent, 1) - 16383 - 63);
    }

    /** IEEE 754 binary128: sign, 15 bits of exponent, 112 of fraction. */
    static String binary128(long high, long low) {
        String sign = high < 0 ? "-" : "";
        int exponent = (int) (high >>> 48) & 0x7fff;
        long fraction = high & 0xffff_ffff_ffffL;
        if (exponent == 0x7fff) {
            return sign + (fraction == 0 && low == 0 ? "inf" : "nan");
        }
        BigInteger whole = BigInteger.valueOf(fraction)
                .add(exponent == 0 ? BigInteger.ZERO : BigInteger.ONE.shiftLeft(48))
                .shiftLeft(64)
                .add(new BigInteger(Long.toUnsignedString(low)));
        return sign + scaled(whole, Math.max(exponent, 1) - 16383 - 112);
    }

    private static String scaled(BigInteger mantissa, int exponent) {
        BigDecimal value = new BigDecimal(mantissa);
        return of(
                exponent >= 0
                        ? value.multiply(new BigDecimal(BigInteger.ONE.shiftLeft(exponent)))
                        : value.divide(new BigDecimal(BigInteger.ONE.shiftLeft(-exponent)), new MathContext(40)));
    }

    /** C11 7.21.6.1p8: with an exponent where that is less than -4 or not less than the precision. */
    private static String of(BigDecimal value) {
        if (value.signum() == 0) {
            return "0";
        }
        BigDecimal rounded = value.round(SIX).stripTrailingZeros();
        int power = rounded.precision() - rounded.scale() - 1;
        if (power >= -4 && power < SIX.getPrecision()) {
            return rounded.toPlainString();
        }
        String digits = rounded.unscaledValue().toString();
        String point = digits.length() > 1 ? digits.charAt(0) + "." + digits.substring(1) : digits;
        return point + (power < 0 ? "e-" : "e+") + (Math.abs(power) < 10 ? "0" : "") + Math.abs(power);
    }
}
