package dev.shimgen.runtime.event;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DigitsTest {

    /** What printf(1) says with {@code %g}. */
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0.0, -0",
        "1, 1",
        "1.5, 1.5",
        "-2.25, -2.25",
        "0.1, 0.1",
        "100000, 100000",
        "999999.5, 1e+06",
        "1000000, 1e+06",
        "123456789, 1.23457e+08",
        "0.0001, 0.0001",
        "0.00001, 1e-05",
        "0.000012345678, 1.23457e-05",
        "1e100, 1e+100",
        "4.9e-324, 4.94066e-324",
        "1.7976931348623157e308, 1.79769e+308",
        "2.5, 2.5",
        "1234565, 1.23456e+06",
    })
    void areThoseOfPrintf(double value, String expected) {
        assertThat(Digits.of(value)).isEqualTo(expected);
    }

    @Test
    void whatIsNoNumberHasAName() {
        assertThat(Digits.of(Double.NaN)).isEqualTo("nan");
        assertThat(Digits.of(Double.longBitsToDouble(0xfff8_0000_0000_0000L))).isEqualTo("-nan");
        assertThat(Digits.of(Double.NEGATIVE_INFINITY)).isEqualTo("-inf");
        assertThat(Digits.x87(0x8000_0000_0000_0000L, 0x7fff)).isEqualTo("inf");
        assertThat(Digits.x87(0xc000_0000_0000_0000L, 0xffff)).isEqualTo("-nan");
        assertThat(Digits.binary128(0x7fff_0000_0000_0000L, 0)).isEqualTo("inf");
        assertThat(Digits.binary128(0x7fff_8000_0000_0000L, 0)).isEqualTo("nan");
    }

    @Test
    void widerFormatsAreReadByTheirBits() {
        assertThat(Digits.x87(0x8000_0000_0000_0000L, 0x3fff)).isEqualTo("1");
        assertThat(Digits.x87(0xc90f_daa2_2168_c235L, 0xc000)).isEqualTo("-3.14159");
        assertThat(Digits.x87(0xffff_ffff_ffff_ffffL, 0x7ffe)).isEqualTo("1.18973e+4932");
        assertThat(Digits.x87(1, 0)).isEqualTo("3.6452e-4951");
        assertThat(Digits.x87(0, 0x8000)).isEqualTo("-0");
        assertThat(Digits.binary128(0x3fff_8000_0000_0000L, 0)).isEqualTo("1.5");
        assertThat(Digits.binary128(0x4000_921f_b544_42d1L, 0x8469_898c_c517_01b8L))
                .isEqualTo("3.14159");
        assertThat(Digits.binary128(0, 0)).isEqualTo("0");
    }
}
