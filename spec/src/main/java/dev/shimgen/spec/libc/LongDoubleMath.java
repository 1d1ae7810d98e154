package dev.shimgen.spec.libc;

import dev.shimgen.spec.Opaque;
import dev.shimgen.spec.Pointer;
import dev.shimgen.spec.Text;
import dev.shimgen.spec.Wrap;

/**
 * Mathematics with {@code long double}.
 *
 * <p>jextract does not describe them, so their prototypes are written out here.
 */
public interface LongDoubleMath {

    /** {@code acoshl(3)}: inverse hyperbolic cosine. */
    @Wrap(prototype = "long double acoshl(long double x)", header = "math.h")
    Opaque acoshl(Opaque x);

    /** {@code acosl(3)}: arc cosine, in radians. */
    @Wrap(prototype = "long double acosl(long double x)", header = "math.h")
    Opaque acosl(Opaque x);

    /** {@code asinhl(3)}: inverse hyperbolic sine. */
    @Wrap(prototype = "long double asinhl(long double x)", header = "math.h")
    Opaque asinhl(Opaque x);

    /** {@code asinl(3)}: arc sine, in radians. */
    @Wrap(prototype = "long double asinl(long double x)", header = "math.h")
    Opaque asinl(Opaque x);

    /** {@code atan2l(3)}: angle of a point, in radians. */
    @Wrap(prototype = "long double atan2l(long double y, long double x)", header = "math.h")
    Opaque atan2l(Opaque y, Opaque x);

    /** {@code atanhl(3)}: inverse hyperbolic tangent. */
    @Wrap(prototype = "long double atanhl(long double x)", header = "math.h")
    Opaque atanhl(Opaque x);

    /** {@code atanl(3)}: arc tangent, in radians. */
    @Wrap(prototype = "long double atanl(long double x)", header = "math.h")
    Opaque atanl(Opaque x);

    /** {@code cbrtl(3)}: cube root. */
    @Wrap(prototype = "long double cbrtl(long double x)", header = "math.h")
    Opaque cbrtl(Opaque x);

    /** {@code ceill(3)}: the next integer upwards. */
    @Wrap(prototype = "long double ceill(long double x)", header = "math.h")
    Opaque ceill(Opaque x);

    /** {@code copysignl(3)}: a number with the sign of another. */
    @Wrap(prototype = "long double copysignl(long double x, long double y)", header = "math.h")
    Opaque copysignl(Opaque x, Opaque y);

    /** {@code coshl(3)}: hyperbolic cosine. */
    @Wrap(prototype = "long double coshl(long double x)", header = "math.h")
    Opaque coshl(Opaque x);

    /** {@code cosl(3)}: cosine of an angle in radians. */
    @Wrap(prototype = "long double cosl(long double x)", header = "math.h")
    Opaque cosl(Opaque x);

    /** {@code daddl(3)}: sum, rounded to a narrower type. */
    @Wrap(prototype = "double daddl(long double x, long double y)", header = "math.h")
    double daddl(Opaque x, Opaque y);

    /** {@code ddivl(3)}: quotient, rounded to a narrower type. */
    @Wrap(prototype = "double ddivl(long double x, long double y)", header = "math.h")
    double ddivl(Opaque x, Opaque y);

    /** {@code dfmal(3)}: product and sum, rounded once to a narrower type. Since glibc 2.35. */
    @Wrap(prototype = "double dfmal(long double x, long double y, long double z)", header = "math.h")
    double dfmal(Opaque x, Opaque y, Opaque z);

    /** {@code dmull(3)}: product, rounded to a narrower type. */
    @Wrap(prototype = "double dmull(long double x, long double y)", header = "math.h")
    double dmull(Opaque x, Opaque y);

    /** {@code dreml(3)}: remainder of a division to the nearest. */
    @Wrap(prototype = "long double dreml(long double x, long double y)", header = "math.h")
    Opaque dreml(Opaque x, Opaque y);

    /** {@code dsqrtl(3)}: square root, rounded to a narrower type. Since glibc 2.35. */
    @Wrap(prototype = "double dsqrtl(long double x)", header = "math.h")
    double dsqrtl(Opaque x);

    /** {@code dsubl(3)}: difference, rounded to a narrower type. */
    @Wrap(prototype = "double dsubl(long double x, long double y)", header = "math.h")
    double dsubl(Opaque x, Opaque y);

    /** {@code erfcl(3)}: complementary error function. */
    @Wrap(prototype = "long double erfcl(long double x)", header = "math.h")
    Opaque erfcl(Opaque x);

    /** {@code erfl(3)}: error function. */
    @Wrap(prototype = "long double erfl(long double x)", header = "math.h")
    Opaque erfl(Opaque x);

    /** {@code exp10l(3)}: power of ten. */
    @Wrap(prototype = "long double exp10l(long double x)", header = "math.h")
    Opaque exp10l(Opaque x);

    /** {@code exp2l(3)}: power of two. */
    @Wrap(prototype = "long double exp2l(long double x)", header = "math.h")
    Opaque exp2l(Opaque x);

    /** {@code expl(3)}: exponential. */
    @Wrap(prototype = "long double expl(long double x)", header = "math.h")
    Opaque expl(Opaque x);

    /** {@code expm1l(3)}: exponential minus 1. */
    @Wrap(prototype = "long double expm1l(long double x)", header = "math.h")
    Opaque expm1l(Opaque x);

    /** {@code fabsl(3)}: absolute value. */
    @Wrap(prototype = "long double fabsl(long double x)", header = "math.h")
    Opaque fabsl(Opaque x);

    /** {@code faddl(3)}: sum, rounded to a narrower type. */
    @Wrap(prototype = "float faddl(long double x, long double y)", header = "math.h")
    float faddl(Opaque x, Opaque y);

    /** {@code fdiml(3)}: positive difference. */
    @Wrap(prototype = "long double fdiml(long double x, long double y)", header = "math.h")
    Opaque fdiml(Opaque x, Opaque y);

    /** {@code fdivl(3)}: quotient, rounded to a narrower type. */
    @Wrap(prototype = "float fdivl(long double x, long double y)", header = "math.h")
    float fdivl(Opaque x, Opaque y);

    /** {@code ffmal(3)}: product and sum, rounded once to a narrower type. Since glibc 2.35. */
    @Wrap(prototype = "float ffmal(long double x, long double y, long double z)", header = "math.h")
    float ffmal(Opaque x, Opaque y, Opaque z);

    /** {@code __finitel(3)}: whether a number is finite. */
    @Wrap(prototype = "int __finitel(long double value)", header = "math.h")
    int __finitel(Opaque value);

    /** {@code finitel(3)}: whether a number is finite. */
    @Wrap(prototype = "int finitel(long double value)", header = "math.h")
    int finitel(Opaque value);

    /** {@code floorl(3)}: the next integer downwards. */
    @Wrap(prototype = "long double floorl(long double x)", header = "math.h")
    Opaque floorl(Opaque x);

    /** {@code fmal(3)}: product and sum, rounded once. */
    @Wrap(prototype = "long double fmal(long double x, long double y, long double z)", header = "math.h")
    Opaque fmal(Opaque x, Opaque y, Opaque z);

    /** {@code fmaximum_mag_numl(3)}: the one of larger magnitude that is a number. Since glibc 2.35. */
    @Wrap(prototype = "long double fmaximum_mag_numl(long double x, long double y)", header = "math.h")
    Opaque fmaximum_mag_numl(Opaque x, Opaque y);

    /** {@code fmaximum_magl(3)}: the one of larger magnitude, or the NaN. Since glibc 2.35. */
    @Wrap(prototype = "long double fmaximum_magl(long double x, long double y)", header = "math.h")
    Opaque fmaximum_magl(Opaque x, Opaque y);

    /** {@code fmaximum_numl(3)}: the larger one that is a number. Since glibc 2.35. */
    @Wrap(prototype = "long double fmaximum_numl(long double x, long double y)", header = "math.h")
    Opaque fmaximum_numl(Opaque x, Opaque y);

    /** {@code fmaximuml(3)}: the larger one, or the NaN. Since glibc 2.35. */
    @Wrap(prototype = "long double fmaximuml(long double x, long double y)", header = "math.h")
    Opaque fmaximuml(Opaque x, Opaque y);

    /** {@code fmaxl(3)}: the larger one. */
    @Wrap(prototype = "long double fmaxl(long double x, long double y)", header = "math.h")
    Opaque fmaxl(Opaque x, Opaque y);

    /** {@code fmaxmagl(3)}: the one of larger magnitude. */
    @Wrap(prototype = "long double fmaxmagl(long double x, long double y)", header = "math.h")
    Opaque fmaxmagl(Opaque x, Opaque y);

    /** {@code fminimum_mag_numl(3)}: the one of smaller magnitude that is a number. Since glibc 2.35. */
    @Wrap(prototype = "long double fminimum_mag_numl(long double x, long double y)", header = "math.h")
    Opaque fminimum_mag_numl(Opaque x, Opaque y);

    /** {@code fminimum_magl(3)}: the one of smaller magnitude, or the NaN. Since glibc 2.35. */
    @Wrap(prototype = "long double fminimum_magl(long double x, long double y)", header = "math.h")
    Opaque fminimum_magl(Opaque x, Opaque y);

    /** {@code fminimum_numl(3)}: the smaller one that is a number. Since glibc 2.35. */
    @Wrap(prototype = "long double fminimum_numl(long double x, long double y)", header = "math.h")
    Opaque fminimum_numl(Opaque x, Opaque y);

    /** {@code fminimuml(3)}: the smaller one, or the NaN. Since glibc 2.35. */
    @Wrap(prototype = "long double fminimuml(long double x, long double y)", header = "math.h")
    Opaque fminimuml(Opaque x, Opaque y);

    /** {@code fminl(3)}: the smaller one. */
    @Wrap(prototype = "long double fminl(long double x, long double y)", header = "math.h")
    Opaque fminl(Opaque x, Opaque y);

    /** {@code fminmagl(3)}: the one of smaller magnitude. */
    @Wrap(prototype = "long double fminmagl(long double x, long double y)", header = "math.h")
    Opaque fminmagl(Opaque x, Opaque y);

    /** {@code fmodl(3)}: remainder of a division. */
    @Wrap(prototype = "long double fmodl(long double x, long double y)", header = "math.h")
    Opaque fmodl(Opaque x, Opaque y);

    /** {@code fmull(3)}: product, rounded to a narrower type. */
    @Wrap(prototype = "float fmull(long double x, long double y)", header = "math.h")
    float fmull(Opaque x, Opaque y);

    /** {@code __fpclassifyl(3)}: which kind of number it is. */
    @Wrap(prototype = "int __fpclassifyl(long double value)", header = "math.h")
    int __fpclassifyl(Opaque value);

    /** {@code frexpl(3)}: fraction and exponent. */
    @Wrap(prototype = "long double frexpl(long double x, int *exponent)", header = "math.h")
    Opaque frexpl(Opaque x, Pointer exponent);

    /** {@code fromfpl(3)}: signed integer of some width. */
    @Wrap(prototype = "intmax_t fromfpl(long double x, int round, unsigned int width)", header = "math.h")
    long fromfpl(Opaque x, int round, int width);

    /** {@code fromfpxl(3)}: signed integer of some width; tells that it was inexact. */
    @Wrap(prototype = "intmax_t fromfpxl(long double x, int round, unsigned int width)", header = "math.h")
    long fromfpxl(Opaque x, int round, int width);

    /** {@code fsqrtl(3)}: square root, rounded to a narrower type. Since glibc 2.35. */
    @Wrap(prototype = "float fsqrtl(long double x)", header = "math.h")
    float fsqrtl(Opaque x);

    /** {@code fsubl(3)}: difference, rounded to a narrower type. */
    @Wrap(prototype = "float fsubl(long double x, long double y)", header = "math.h")
    float fsubl(Opaque x, Opaque y);

    /** {@code gammal(3)}: logarithm of the gamma function. */
    @Wrap(prototype = "long double gammal(long double x)", header = "math.h")
    Opaque gammal(Opaque x);

    /** {@code getpayloadl(3)}: payload of a NaN. */
    @Wrap(prototype = "long double getpayloadl(const long double *x)", header = "math.h")
    Opaque getpayloadl(Pointer x);

    /** {@code hypotl(3)}: distance from the origin. */
    @Wrap(prototype = "long double hypotl(long double x, long double y)", header = "math.h")
    Opaque hypotl(Opaque x, Opaque y);

    /** {@code ilogbl(3)}: exponent, as an int. */
    @Wrap(prototype = "int ilogbl(long double x)", header = "math.h")
    int ilogbl(Opaque x);

    /** {@code __iscanonicall(3)}: whether the encoding is canonical. */
    @Wrap(prototype = "int __iscanonicall(long double x)", header = "math.h")
    int __iscanonicall(Opaque x);

    /** {@code __iseqsigl(3)}: whether numbers are equal; a NaN raises an exception. */
    @Wrap(prototype = "int __iseqsigl(long double x, long double y)", header = "math.h")
    int __iseqsigl(Opaque x, Opaque y);

    /** {@code __isinfl(3)}: whether and on which side a number is infinite. */
    @Wrap(prototype = "int __isinfl(long double value)", header = "math.h")
    int __isinfl(Opaque value);

    /** {@code isinfl(3)}: whether and on which side a number is infinite. */
    @Wrap(prototype = "int isinfl(long double value)", header = "math.h")
    int isinfl(Opaque value);

    /** {@code __isnanl(3)}: whether it is a NaN. */
    @Wrap(prototype = "int __isnanl(long double value)", header = "math.h")
    int __isnanl(Opaque value);

    /** {@code isnanl(3)}: whether it is a NaN. */
    @Wrap(prototype = "int isnanl(long double value)", header = "math.h")
    int isnanl(Opaque value);

    /** {@code __issignalingl(3)}: whether it is a signaling NaN. */
    @Wrap(prototype = "int __issignalingl(long double value)", header = "math.h")
    int __issignalingl(Opaque value);

    /** {@code j0l(3)}: Bessel function of the first kind, order 0. */
    @Wrap(prototype = "long double j0l(long double x)", header = "math.h")
    Opaque j0l(Opaque x);

    /** {@code j1l(3)}: Bessel function of the first kind, order 1. */
    @Wrap(prototype = "long double j1l(long double x)", header = "math.h")
    Opaque j1l(Opaque x);

    /** {@code jnl(3)}: Bessel function of the first kind, order n. */
    @Wrap(prototype = "long double jnl(int x, long double y)", header = "math.h")
    Opaque jnl(int x, Opaque y);

    /** {@code ldexpl(3)}: number times a power of two. */
    @Wrap(prototype = "long double ldexpl(long double x, int exponent)", header = "math.h")
    Opaque ldexpl(Opaque x, int exponent);

    /** {@code lgammal(3)}: logarithm of the gamma function. */
    @Wrap(prototype = "long double lgammal(long double x)", header = "math.h")
    Opaque lgammal(Opaque x);

    /** {@code lgammal_r(3)}: logarithm of the gamma function; the sign goes to the caller. */
    @Wrap(prototype = "long double lgammal_r(long double x, int *signgamp)", header = "math.h")
    Opaque lgammal_r(Opaque x, Pointer signgamp);

    /** {@code llogbl(3)}: exponent, as a long. */
    @Wrap(prototype = "long int llogbl(long double x)", header = "math.h")
    long llogbl(Opaque x);

    /** {@code llrintl(3)}: nearest integer in the current rounding. */
    @Wrap(prototype = "long long int llrintl(long double x)", header = "math.h")
    long llrintl(Opaque x);

    /** {@code llroundl(3)}: nearest integer, halves away from zero. */
    @Wrap(prototype = "long long int llroundl(long double x)", header = "math.h")
    long llroundl(Opaque x);

    /** {@code log10l(3)}: logarithm to base 10. */
    @Wrap(prototype = "long double log10l(long double x)", header = "math.h")
    Opaque log10l(Opaque x);

    /** {@code log1pl(3)}: logarithm of 1 plus the argument. */
    @Wrap(prototype = "long double log1pl(long double x)", header = "math.h")
    Opaque log1pl(Opaque x);

    /** {@code log2l(3)}: logarithm to base 2. */
    @Wrap(prototype = "long double log2l(long double x)", header = "math.h")
    Opaque log2l(Opaque x);

    /** {@code logbl(3)}: exponent. */
    @Wrap(prototype = "long double logbl(long double x)", header = "math.h")
    Opaque logbl(Opaque x);

    /** {@code logl(3)}: natural logarithm. */
    @Wrap(prototype = "long double logl(long double x)", header = "math.h")
    Opaque logl(Opaque x);

    /** {@code lrintl(3)}: nearest integer in the current rounding. */
    @Wrap(prototype = "long int lrintl(long double x)", header = "math.h")
    long lrintl(Opaque x);

    /** {@code lroundl(3)}: nearest integer, halves away from zero. */
    @Wrap(prototype = "long int lroundl(long double x)", header = "math.h")
    long lroundl(Opaque x);

    /** {@code modfl(3)}: integer and fraction. */
    @Wrap(prototype = "long double modfl(long double x, long double *iptr)", header = "math.h")
    Opaque modfl(Opaque x, Pointer iptr);

    /** {@code nanl(3)}: a NaN with a payload. */
    @Wrap(prototype = "long double nanl(const char *tagb)", header = "math.h")
    Opaque nanl(@Text String tagb);

    /** {@code nearbyintl(3)}: nearest integer in the current rounding, without an exception. */
    @Wrap(prototype = "long double nearbyintl(long double x)", header = "math.h")
    Opaque nearbyintl(Opaque x);

    /** {@code nextafterl(3)}: the next number in a direction. */
    @Wrap(prototype = "long double nextafterl(long double x, long double y)", header = "math.h")
    Opaque nextafterl(Opaque x, Opaque y);

    /** {@code nextdownl(3)}: the next number downwards. */
    @Wrap(prototype = "long double nextdownl(long double x)", header = "math.h")
    Opaque nextdownl(Opaque x);

    /** {@code nexttoward(3)}: the next number in a direction. */
    @Wrap(prototype = "double nexttoward(double x, long double y)", header = "math.h")
    double nexttoward(double x, Opaque y);

    /** {@code nexttowardf(3)}: the next number in a direction. */
    @Wrap(prototype = "float nexttowardf(float x, long double y)", header = "math.h")
    float nexttowardf(float x, Opaque y);

    /** {@code nexttowardl(3)}: the next number in a direction. */
    @Wrap(prototype = "long double nexttowardl(long double x, long double y)", header = "math.h")
    Opaque nexttowardl(Opaque x, Opaque y);

    /** {@code nextupl(3)}: the next number upwards. */
    @Wrap(prototype = "long double nextupl(long double x)", header = "math.h")
    Opaque nextupl(Opaque x);

    /** {@code powl(3)}: power. */
    @Wrap(prototype = "long double powl(long double x, long double y)", header = "math.h")
    Opaque powl(Opaque x, Opaque y);

    /** {@code remainderl(3)}: remainder of a division to the nearest. */
    @Wrap(prototype = "long double remainderl(long double x, long double y)", header = "math.h")
    Opaque remainderl(Opaque x, Opaque y);

    /** {@code remquol(3)}: remainder and low bits of the quotient. */
    @Wrap(prototype = "long double remquol(long double x, long double y, int *quo)", header = "math.h")
    Opaque remquol(Opaque x, Opaque y, Pointer quo);

    /** {@code rintl(3)}: nearest integer in the current rounding. */
    @Wrap(prototype = "long double rintl(long double x)", header = "math.h")
    Opaque rintl(Opaque x);

    /** {@code roundevenl(3)}: nearest integer, halves to even. */
    @Wrap(prototype = "long double roundevenl(long double x)", header = "math.h")
    Opaque roundevenl(Opaque x);

    /** {@code roundl(3)}: nearest integer, halves away from zero. */
    @Wrap(prototype = "long double roundl(long double x)", header = "math.h")
    Opaque roundl(Opaque x);

    /** {@code scalbl(3)}: number times a power of the radix. */
    @Wrap(prototype = "long double scalbl(long double x, long double n)", header = "math.h")
    Opaque scalbl(Opaque x, Opaque n);

    /** {@code scalblnl(3)}: number times a power of the radix. */
    @Wrap(prototype = "long double scalblnl(long double x, long int n)", header = "math.h")
    Opaque scalblnl(Opaque x, long n);

    /** {@code scalbnl(3)}: number times a power of the radix. */
    @Wrap(prototype = "long double scalbnl(long double x, int n)", header = "math.h")
    Opaque scalbnl(Opaque x, int n);

    /** {@code setpayloadl(3)}: a quiet NaN with a payload. */
    @Wrap(prototype = "int setpayloadl(long double *x, long double payload)", header = "math.h")
    int setpayloadl(Pointer x, Opaque payload);

    /** {@code setpayloadsigl(3)}: a signaling NaN with a payload. */
    @Wrap(prototype = "int setpayloadsigl(long double *x, long double payload)", header = "math.h")
    int setpayloadsigl(Pointer x, Opaque payload);

    /** {@code __signbitl(3)}: whether the sign is minus. */
    @Wrap(prototype = "int __signbitl(long double value)", header = "math.h")
    int __signbitl(Opaque value);

    /** {@code significandl(3)}: mantissa. */
    @Wrap(prototype = "long double significandl(long double x)", header = "math.h")
    Opaque significandl(Opaque x);

    /** {@code sincosl(3)}: sine and cosine of an angle in radians. */
    @Wrap(prototype = "void sincosl(long double x, long double *sinx, long double *cosx)", header = "math.h")
    void sincosl(Opaque x, Pointer sinx, Pointer cosx);

    /** {@code sinhl(3)}: hyperbolic sine. */
    @Wrap(prototype = "long double sinhl(long double x)", header = "math.h")
    Opaque sinhl(Opaque x);

    /** {@code sinl(3)}: sine of an angle in radians. */
    @Wrap(prototype = "long double sinl(long double x)", header = "math.h")
    Opaque sinl(Opaque x);

    /** {@code sqrtl(3)}: square root. */
    @Wrap(prototype = "long double sqrtl(long double x)", header = "math.h")
    Opaque sqrtl(Opaque x);

    /** {@code tanhl(3)}: hyperbolic tangent. */
    @Wrap(prototype = "long double tanhl(long double x)", header = "math.h")
    Opaque tanhl(Opaque x);

    /** {@code tanl(3)}: tangent of an angle in radians. */
    @Wrap(prototype = "long double tanl(long double x)", header = "math.h")
    Opaque tanl(Opaque x);

    /** {@code tgammal(3)}: gamma function. */
    @Wrap(prototype = "long double tgammal(long double x)", header = "math.h")
    Opaque tgammal(Opaque x);

    /** {@code truncl(3)}: the integer towards zero. */
    @Wrap(prototype = "long double truncl(long double x)", header = "math.h")
    Opaque truncl(Opaque x);

    /** {@code ufromfpl(3)}: unsigned integer of some width. */
    @Wrap(prototype = "uintmax_t ufromfpl(long double x, int round, unsigned int width)", header = "math.h")
    long ufromfpl(Opaque x, int round, int width);

    /** {@code ufromfpxl(3)}: unsigned integer of some width; tells that it was inexact. */
    @Wrap(prototype = "uintmax_t ufromfpxl(long double x, int round, unsigned int width)", header = "math.h")
    long ufromfpxl(Opaque x, int round, int width);

    /** {@code y0l(3)}: Bessel function of the second kind, order 0. */
    @Wrap(prototype = "long double y0l(long double x)", header = "math.h")
    Opaque y0l(Opaque x);

    /** {@code y1l(3)}: Bessel function of the second kind, order 1. */
    @Wrap(prototype = "long double y1l(long double x)", header = "math.h")
    Opaque y1l(Opaque x);

    /** {@code ynl(3)}: Bessel function of the second kind, order n. */
    @Wrap(prototype = "long double ynl(int x, long double y)", header = "math.h")
    Opaque ynl(int x, Opaque y);
}
