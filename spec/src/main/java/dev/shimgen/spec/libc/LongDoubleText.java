package dev.shimgen.spec.libc;

import dev.shimgen.spec.Buffer;
import dev.shimgen.spec.Opaque;
import dev.shimgen.spec.Pointer;
import dev.shimgen.spec.Text;
import dev.shimgen.spec.Wrap;

/**
 * Text to {@code long double}, {@code _Float64x} and {@code _Float128}, and back.
 *
 * <p>jextract does not describe them, so their prototypes are written out here.
 */
public interface LongDoubleText {

    /** {@code qecvt(3)}: number to digits, so many in all. */
    @Wrap(
            prototype = "char *qecvt(long double value, int ndigit, int *restrict decpt, int *restrict sign)",
            header = "stdlib.h")
    Pointer qecvt(Opaque value, int ndigit, Pointer decpt, Pointer sign);

    /** {@code qecvt_r(3)}: number to digits, so many in all, in a buffer of the caller. */
    @Wrap(
            prototype =
                    "int qecvt_r(long double value, int ndigit, int *restrict decpt, int *restrict sign, char *restrict buf, size_t len)",
            header = "stdlib.h")
    int qecvt_r(Opaque value, int ndigit, Pointer decpt, Pointer sign, @Buffer(length = "len") byte[] buf, long len);

    /** {@code qfcvt(3)}: number to digits, so many behind the point. */
    @Wrap(
            prototype = "char *qfcvt(long double value, int ndigit, int *restrict decpt, int *restrict sign)",
            header = "stdlib.h")
    Pointer qfcvt(Opaque value, int ndigit, Pointer decpt, Pointer sign);

    /** {@code qfcvt_r(3)}: number to digits, so many behind the point, in a buffer of the caller. */
    @Wrap(
            prototype =
                    "int qfcvt_r(long double value, int ndigit, int *restrict decpt, int *restrict sign, char *restrict buf, size_t len)",
            header = "stdlib.h")
    int qfcvt_r(Opaque value, int ndigit, Pointer decpt, Pointer sign, @Buffer(length = "len") byte[] buf, long len);

    /** {@code qgcvt(3)}: number to text. */
    @Wrap(prototype = "char *qgcvt(long double value, int ndigit, char *buf)", header = "stdlib.h")
    Pointer qgcvt(Opaque value, int ndigit, Pointer buf);

    /** {@code strfromf128(3)}: number to text. */
    @Wrap(
            prototype = "int strfromf128(char *dest, size_t size, const char *format, _Float128 value)",
            header = "stdlib.h")
    int strfromf128(@Buffer(length = "size") byte[] dest, long size, @Text String format, Opaque value);

    /** {@code strfromf64x(3)}: number to text. */
    @Wrap(
            prototype = "int strfromf64x(char *dest, size_t size, const char *format, _Float64x value)",
            header = "stdlib.h")
    int strfromf64x(@Buffer(length = "size") byte[] dest, long size, @Text String format, Opaque value);

    /** {@code strfroml(3)}: number to text. */
    @Wrap(
            prototype = "int strfroml(char *dest, size_t size, const char *format, long double value)",
            header = "stdlib.h")
    int strfroml(@Buffer(length = "size") byte[] dest, long size, @Text String format, Opaque value);

    /** {@code strtof128(3)}: text to number. */
    @Wrap(prototype = "_Float128 strtof128(const char *restrict nptr, char **restrict endptr)", header = "stdlib.h")
    Opaque strtof128(@Text String nptr, Pointer endptr);

    /** {@code strtof128_l(3)}: text to number. */
    @Wrap(
            prototype = "_Float128 strtof128_l(const char *restrict nptr, char **restrict endptr, locale_t locale)",
            header = "stdlib.h")
    Opaque strtof128_l(@Text String nptr, Pointer endptr, Pointer locale);

    /** {@code strtof64x(3)}: text to number. */
    @Wrap(prototype = "_Float64x strtof64x(const char *restrict nptr, char **restrict endptr)", header = "stdlib.h")
    Opaque strtof64x(@Text String nptr, Pointer endptr);

    /** {@code strtof64x_l(3)}: text to number. */
    @Wrap(
            prototype = "_Float64x strtof64x_l(const char *restrict nptr, char **restrict endptr, locale_t locale)",
            header = "stdlib.h")
    Opaque strtof64x_l(@Text String nptr, Pointer endptr, Pointer locale);

    /** {@code strtold(3)}: text to number. */
    @Wrap(prototype = "long double strtold(const char *restrict nptr, char **restrict endptr)", header = "stdlib.h")
    Opaque strtold(@Text String nptr, Pointer endptr);

    /** {@code strtold_l(3)}: text to number. */
    @Wrap(
            prototype = "long double strtold_l(const char *restrict nptr, char **restrict endptr, locale_t locale)",
            header = "stdlib.h")
    Opaque strtold_l(@Text String nptr, Pointer endptr, Pointer locale);

    /** {@code wcstof128(3)}: wide text to number. */
    @Wrap(
            prototype = "_Float128 wcstof128(const wchar_t *restrict nptr, wchar_t **restrict endptr)",
            header = "wchar.h")
    Opaque wcstof128(Pointer nptr, Pointer endptr);

    /** {@code wcstof128_l(3)}: wide text to number. */
    @Wrap(
            prototype =
                    "_Float128 wcstof128_l(const wchar_t *restrict nptr, wchar_t **restrict endptr, locale_t locale)",
            header = "wchar.h")
    Opaque wcstof128_l(Pointer nptr, Pointer endptr, Pointer locale);

    /** {@code wcstof64x(3)}: wide text to number. */
    @Wrap(
            prototype = "_Float64x wcstof64x(const wchar_t *restrict nptr, wchar_t **restrict endptr)",
            header = "wchar.h")
    Opaque wcstof64x(Pointer nptr, Pointer endptr);

    /** {@code wcstof64x_l(3)}: wide text to number. */
    @Wrap(
            prototype =
                    "_Float64x wcstof64x_l(const wchar_t *restrict nptr, wchar_t **restrict endptr, locale_t locale)",
            header = "wchar.h")
    Opaque wcstof64x_l(Pointer nptr, Pointer endptr, Pointer locale);

    /** {@code wcstold(3)}: wide text to number. */
    @Wrap(
            prototype = "long double wcstold(const wchar_t *restrict nptr, wchar_t **restrict endptr)",
            header = "wchar.h")
    Opaque wcstold(Pointer nptr, Pointer endptr);

    /** {@code wcstold_l(3)}: wide text to number. */
    @Wrap(
            prototype =
                    "long double wcstold_l(const wchar_t *restrict nptr, wchar_t **restrict endptr, locale_t locale)",
            header = "wchar.h")
    Opaque wcstold_l(Pointer nptr, Pointer endptr, Pointer locale);
}
