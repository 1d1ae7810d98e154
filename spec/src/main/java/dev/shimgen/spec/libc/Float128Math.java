package dev.shimgen.spec.libc;

import dev.shimgen.spec.Opaque;
import dev.shimgen.spec.Pointer;
import dev.shimgen.spec.Text;
import dev.shimgen.spec.Wrap;

/**
 * Mathematics with {@code _Float128}: ISO/IEC TS 18661-3, where a suffix says the type.
 *
 * <p>jextract does not describe them, so their prototypes are written out here.
 */
public interface Float128Math {

    /** {@code acosf128(3)}: arc cosine, in radians. */
    @Wrap(prototype = "_Float128 acosf128(_Float128 x)", header = "math.h")
    Opaque acosf128(Opaque x);

    /** {@code acoshf128(3)}: inverse hyperbolic cosine. */
    @Wrap(prototype = "_Float128 acoshf128(_Float128 x)", header = "math.h")
    Opaque acoshf128(Opaque x);

    /** {@code asinf128(3)}: arc sine, in radians. */
    @Wrap(prototype = "_Float128 asinf128(_Float128 x)", header = "math.h")
    Opaque asinf128(Opaque x);

    /** {@code asinhf128(3)}: inverse hyperbolic sine. */
    @Wrap(prototype = "_Float128 asinhf128(_Float128 x)", header = "math.h")
    Opaque asinhf128(Opaque x);

    /** {@code atan2f128(3)}: angle of a point, in radians. */
    @Wrap(prototype = "_Float128 atan2f128(_Float128 y, _Float128 x)", header = "math.h")
    Opaque atan2f128(Opaque y, Opaque x);

    /** {@code atanf128(3)}: arc tangent, in radians. */
    @Wrap(prototype = "_Float128 atanf128(_Float128 x)", header = "math.h")
    Opaque atanf128(Opaque x);

    /** {@code atanhf128(3)}: inverse hyperbolic tangent. */
    @Wrap(prototype = "_Float128 atanhf128(_Float128 x)", header = "math.h")
    Opaque atanhf128(Opaque x);

    /** {@code canonicalizef128(3)}: canonical form of a number. */
    @Wrap(prototype = "int canonicalizef128(_Float128 *cx, const _Float128 *x)", header = "math.h")
    int canonicalizef128(Pointer cx, Pointer x);

    /** {@code cbrtf128(3)}: cube root. */
    @Wrap(prototype = "_Float128 cbrtf128(_Float128 x)", header = "math.h")
    Opaque cbrtf128(Opaque x);

    /** {@code ceilf128(3)}: the next integer upwards. */
    @Wrap(prototype = "_Float128 ceilf128(_Float128 x)", header = "math.h")
    Opaque ceilf128(Opaque x);

    /** {@code copysignf128(3)}: a number with the sign of another. */
    @Wrap(prototype = "_Float128 copysignf128(_Float128 x, _Float128 y)", header = "math.h")
    Opaque copysignf128(Opaque x, Opaque y);

    /** {@code cosf128(3)}: cosine of an angle in radians. */
    @Wrap(prototype = "_Float128 cosf128(_Float128 x)", header = "math.h")
    Opaque cosf128(Opaque x);

    /** {@code coshf128(3)}: hyperbolic cosine. */
    @Wrap(prototype = "_Float128 coshf128(_Float128 x)", header = "math.h")
    Opaque coshf128(Opaque x);

    /** {@code erfcf128(3)}: complementary error function. */
    @Wrap(prototype = "_Float128 erfcf128(_Float128 x)", header = "math.h")
    Opaque erfcf128(Opaque x);

    /** {@code erff128(3)}: error function. */
    @Wrap(prototype = "_Float128 erff128(_Float128 x)", header = "math.h")
    Opaque erff128(Opaque x);

    /** {@code exp10f128(3)}: power of ten. */
    @Wrap(prototype = "_Float128 exp10f128(_Float128 x)", header = "math.h")
    Opaque exp10f128(Opaque x);

    /** {@code exp2f128(3)}: power of two. */
    @Wrap(prototype = "_Float128 exp2f128(_Float128 x)", header = "math.h")
    Opaque exp2f128(Opaque x);

    /** {@code expf128(3)}: exponential. */
    @Wrap(prototype = "_Float128 expf128(_Float128 x)", header = "math.h")
    Opaque expf128(Opaque x);

    /** {@code expm1f128(3)}: exponential minus 1. */
    @Wrap(prototype = "_Float128 expm1f128(_Float128 x)", header = "math.h")
    Opaque expm1f128(Opaque x);

    /** {@code f32addf128(3)}: sum, rounded to a narrower type. */
    @Wrap(prototype = "_Float32 f32addf128(_Float128 x, _Float128 y)", header = "math.h")
    float f32addf128(Opaque x, Opaque y);

    /** {@code f32divf128(3)}: quotient, rounded to a narrower type. */
    @Wrap(prototype = "_Float32 f32divf128(_Float128 x, _Float128 y)", header = "math.h")
    float f32divf128(Opaque x, Opaque y);

    /** {@code f32fmaf128(3)}: product and sum, rounded once to a narrower type. Since glibc 2.35. */
    @Wrap(prototype = "_Float32 f32fmaf128(_Float128 x, _Float128 y, _Float128 z)", header = "math.h")
    float f32fmaf128(Opaque x, Opaque y, Opaque z);

    /** {@code f32mulf128(3)}: product, rounded to a narrower type. */
    @Wrap(prototype = "_Float32 f32mulf128(_Float128 x, _Float128 y)", header = "math.h")
    float f32mulf128(Opaque x, Opaque y);

    /** {@code f32sqrtf128(3)}: square root, rounded to a narrower type. Since glibc 2.35. */
    @Wrap(prototype = "_Float32 f32sqrtf128(_Float128 x)", header = "math.h")
    float f32sqrtf128(Opaque x);

    /** {@code f32subf128(3)}: difference, rounded to a narrower type. */
    @Wrap(prototype = "_Float32 f32subf128(_Float128 x, _Float128 y)", header = "math.h")
    float f32subf128(Opaque x, Opaque y);

    /** {@code f32xaddf128(3)}: sum, rounded to a narrower type. */
    @Wrap(prototype = "_Float32x f32xaddf128(_Float128 x, _Float128 y)", header = "math.h")
    double f32xaddf128(Opaque x, Opaque y);

    /** {@code f32xdivf128(3)}: quotient, rounded to a narrower type. */
    @Wrap(prototype = "_Float32x f32xdivf128(_Float128 x, _Float128 y)", header = "math.h")
    double f32xdivf128(Opaque x, Opaque y);

    /** {@code f32xfmaf128(3)}: product and sum, rounded once to a narrower type. Since glibc 2.35. */
    @Wrap(prototype = "_Float32x f32xfmaf128(_Float128 x, _Float128 y, _Float128 z)", header = "math.h")
    double f32xfmaf128(Opaque x, Opaque y, Opaque z);

    /** {@code f32xmulf128(3)}: product, rounded to a narrower type. */
    @Wrap(prototype = "_Float32x f32xmulf128(_Float128 x, _Float128 y)", header = "math.h")
    double f32xmulf128(Opaque x, Opaque y);

    /** {@code f32xsqrtf128(3)}: square root, rounded to a narrower type. Since glibc 2.35. */
    @Wrap(prototype = "_Float32x f32xsqrtf128(_Float128 x)", header = "math.h")
    double f32xsqrtf128(Opaque x);

    /** {@code f32xsubf128(3)}: difference, rounded to a narrower type. */
    @Wrap(prototype = "_Float32x f32xsubf128(_Float128 x, _Float128 y)", header = "math.h")
    double f32xsubf128(Opaque x, Opaque y);

    /** {@code f64addf128(3)}: sum, rounded to a narrower type. */
    @Wrap(prototype = "_Float64 f64addf128(_Float128 x, _Float128 y)", header = "math.h")
    double f64addf128(Opaque x, Opaque y);

    /** {@code f64divf128(3)}: quotient, rounded to a narrower type. */
    @Wrap(prototype = "_Float64 f64divf128(_Float128 x, _Float128 y)", header = "math.h")
    double f64divf128(Opaque x, Opaque y);

    /** {@code f64fmaf128(3)}: product and sum, rounded once to a narrower type. Since glibc 2.35. */
    @Wrap(prototype = "_Float64 f64fmaf128(_Float128 x, _Float128 y, _Float128 z)", header = "math.h")
    double f64fmaf128(Opaque x, Opaque y, Opaque z);

    /** {@code f64mulf128(3)}: product, rounded to a narrower type. */
    @Wrap(prototype = "_Float64 f64mulf128(_Float128 x, _Float128 y)", header = "math.h")
    double f64mulf128(Opaque x, Opaque y);

    /** {@code f64sqrtf128(3)}: square root, rounded to a narrower type. Since glibc 2.35. */
    @Wrap(prototype = "_Float64 f64sqrtf128(_Float128 x)", header = "math.h")
    double f64sqrtf128(Opaque x);

    /** {@code f64subf128(3)}: difference, rounded to a narrower type. */
    @Wrap(prototype = "_Float64 f64subf128(_Float128 x, _Float128 y)", header = "math.h")
    double f64subf128(Opaque x, Opaque y);

    /** {@code f64xaddf128(3)}: sum, rounded to a narrower type. */
    @Wrap(prototype = "_Float64x f64xaddf128(_Float128 x, _Float128 y)", header = "math.h")
    Opaque f64xaddf128(Opaque x, Opaque y);

    /** {@code f64xdivf128(3)}: quotient, rounded to a narrower type. */
    @Wrap(prototype = "_Float64x f64xdivf128(_Float128 x, _Float128 y)", header = "math.h")
    Opaque f64xdivf128(Opaque x, Opaque y);

    /** {@code f64xfmaf128(3)}: product and sum, rounded once to a narrower type. Since glibc 2.35. */
    @Wrap(prototype = "_Float64x f64xfmaf128(_Float128 x, _Float128 y, _Float128 z)", header = "math.h")
    Opaque f64xfmaf128(Opaque x, Opaque y, Opaque z);

    /** {@code f64xmulf128(3)}: product, rounded to a narrower type. */
    @Wrap(prototype = "_Float64x f64xmulf128(_Float128 x, _Float128 y)", header = "math.h")
    Opaque f64xmulf128(Opaque x, Opaque y);

    /** {@code f64xsqrtf128(3)}: square root, rounded to a narrower type. Since glibc 2.35. */
    @Wrap(prototype = "_Float64x f64xsqrtf128(_Float128 x)", header = "math.h")
    Opaque f64xsqrtf128(Opaque x);

    /** {@code f64xsubf128(3)}: difference, rounded to a narrower type. */
    @Wrap(prototype = "_Float64x f64xsubf128(_Float128 x, _Float128 y)", header = "math.h")
    Opaque f64xsubf128(Opaque x, Opaque y);

    /** {@code fabsf128(3)}: absolute value. */
    @Wrap(prototype = "_Float128 fabsf128(_Float128 x)", header = "math.h")
    Opaque fabsf128(Opaque x);

    /** {@code fdimf128(3)}: positive difference. */
    @Wrap(prototype = "_Float128 fdimf128(_Float128 x, _Float128 y)", header = "math.h")
    Opaque fdimf128(Opaque x, Opaque y);

    /** {@code __finitef128(3)}: whether a number is finite. */
    @Wrap(prototype = "int __finitef128(_Float128 value)", header = "math.h")
    int __finitef128(Opaque value);

    /** {@code floorf128(3)}: the next integer downwards. */
    @Wrap(prototype = "_Float128 floorf128(_Float128 x)", header = "math.h")
    Opaque floorf128(Opaque x);

    /** {@code fmaf128(3)}: product and sum, rounded once. */
    @Wrap(prototype = "_Float128 fmaf128(_Float128 x, _Float128 y, _Float128 z)", header = "math.h")
    Opaque fmaf128(Opaque x, Opaque y, Opaque z);

    /** {@code fmaxf128(3)}: the larger one. */
    @Wrap(prototype = "_Float128 fmaxf128(_Float128 x, _Float128 y)", header = "math.h")
    Opaque fmaxf128(Opaque x, Opaque y);

    /** {@code fmaximum_mag_numf128(3)}: the one of larger magnitude that is a number. Since glibc 2.35. */
    @Wrap(prototype = "_Float128 fmaximum_mag_numf128(_Float128 x, _Float128 y)", header = "math.h")
    Opaque fmaximum_mag_numf128(Opaque x, Opaque y);

    /** {@code fmaximum_magf128(3)}: the one of larger magnitude, or the NaN. Since glibc 2.35. */
    @Wrap(prototype = "_Float128 fmaximum_magf128(_Float128 x, _Float128 y)", header = "math.h")
    Opaque fmaximum_magf128(Opaque x, Opaque y);

    /** {@code fmaximum_numf128(3)}: the larger one that is a number. Since glibc 2.35. */
    @Wrap(prototype = "_Float128 fmaximum_numf128(_Float128 x, _Float128 y)", header = "math.h")
    Opaque fmaximum_numf128(Opaque x, Opaque y);

    /** {@code fmaximumf128(3)}: the larger one, or the NaN. Since glibc 2.35. */
    @Wrap(prototype = "_Float128 fmaximumf128(_Float128 x, _Float128 y)", header = "math.h")
    Opaque fmaximumf128(Opaque x, Opaque y);

    /** {@code fmaxmagf128(3)}: the one of larger magnitude. */
    @Wrap(prototype = "_Float128 fmaxmagf128(_Float128 x, _Float128 y)", header = "math.h")
    Opaque fmaxmagf128(Opaque x, Opaque y);

    /** {@code fminf128(3)}: the smaller one. */
    @Wrap(prototype = "_Float128 fminf128(_Float128 x, _Float128 y)", header = "math.h")
    Opaque fminf128(Opaque x, Opaque y);

    /** {@code fminimum_mag_numf128(3)}: the one of smaller magnitude that is a number. Since glibc 2.35. */
    @Wrap(prototype = "_Float128 fminimum_mag_numf128(_Float128 x, _Float128 y)", header = "math.h")
    Opaque fminimum_mag_numf128(Opaque x, Opaque y);

    /** {@code fminimum_magf128(3)}: the one of smaller magnitude, or the NaN. Since glibc 2.35. */
    @Wrap(prototype = "_Float128 fminimum_magf128(_Float128 x, _Float128 y)", header = "math.h")
    Opaque fminimum_magf128(Opaque x, Opaque y);

    /** {@code fminimum_numf128(3)}: the smaller one that is a number. Since glibc 2.35. */
    @Wrap(prototype = "_Float128 fminimum_numf128(_Float128 x, _Float128 y)", header = "math.h")
    Opaque fminimum_numf128(Opaque x, Opaque y);

    /** {@code fminimumf128(3)}: the smaller one, or the NaN. Since glibc 2.35. */
    @Wrap(prototype = "_Float128 fminimumf128(_Float128 x, _Float128 y)", header = "math.h")
    Opaque fminimumf128(Opaque x, Opaque y);

    /** {@code fminmagf128(3)}: the one of smaller magnitude. */
    @Wrap(prototype = "_Float128 fminmagf128(_Float128 x, _Float128 y)", header = "math.h")
    Opaque fminmagf128(Opaque x, Opaque y);

    /** {@code fmodf128(3)}: remainder of a division. */
    @Wrap(prototype = "_Float128 fmodf128(_Float128 x, _Float128 y)", header = "math.h")
    Opaque fmodf128(Opaque x, Opaque y);

    /** {@code __fpclassifyf128(3)}: which kind of number it is. */
    @Wrap(prototype = "int __fpclassifyf128(_Float128 value)", header = "math.h")
    int __fpclassifyf128(Opaque value);

    /** {@code frexpf128(3)}: fraction and exponent. */
    @Wrap(prototype = "_Float128 frexpf128(_Float128 x, int *exponent)", header = "math.h")
    Opaque frexpf128(Opaque x, Pointer exponent);

    /** {@code fromfpf128(3)}: signed integer of some width. */
    @Wrap(prototype = "intmax_t fromfpf128(_Float128 x, int round, unsigned int width)", header = "math.h")
    long fromfpf128(Opaque x, int round, int width);

    /** {@code fromfpxf128(3)}: signed integer of some width; tells that it was inexact. */
    @Wrap(prototype = "intmax_t fromfpxf128(_Float128 x, int round, unsigned int width)", header = "math.h")
    long fromfpxf128(Opaque x, int round, int width);

    /** {@code getpayloadf128(3)}: payload of a NaN. */
    @Wrap(prototype = "_Float128 getpayloadf128(const _Float128 *x)", header = "math.h")
    Opaque getpayloadf128(Pointer x);

    /** {@code hypotf128(3)}: distance from the origin. */
    @Wrap(prototype = "_Float128 hypotf128(_Float128 x, _Float128 y)", header = "math.h")
    Opaque hypotf128(Opaque x, Opaque y);

    /** {@code ilogbf128(3)}: exponent, as an int. */
    @Wrap(prototype = "int ilogbf128(_Float128 x)", header = "math.h")
    int ilogbf128(Opaque x);

    /** {@code __iseqsigf128(3)}: whether numbers are equal; a NaN raises an exception. */
    @Wrap(prototype = "int __iseqsigf128(_Float128 x, _Float128 y)", header = "math.h")
    int __iseqsigf128(Opaque x, Opaque y);

    /** {@code __isinff128(3)}: whether and on which side a number is infinite. */
    @Wrap(prototype = "int __isinff128(_Float128 value)", header = "math.h")
    int __isinff128(Opaque value);

    /** {@code __isnanf128(3)}: whether it is a NaN. */
    @Wrap(prototype = "int __isnanf128(_Float128 value)", header = "math.h")
    int __isnanf128(Opaque value);

    /** {@code __issignalingf128(3)}: whether it is a signaling NaN. */
    @Wrap(prototype = "int __issignalingf128(_Float128 value)", header = "math.h")
    int __issignalingf128(Opaque value);

    /** {@code j0f128(3)}: Bessel function of the first kind, order 0. */
    @Wrap(prototype = "_Float128 j0f128(_Float128 x)", header = "math.h")
    Opaque j0f128(Opaque x);

    /** {@code j1f128(3)}: Bessel function of the first kind, order 1. */
    @Wrap(prototype = "_Float128 j1f128(_Float128 x)", header = "math.h")
    Opaque j1f128(Opaque x);

    /** {@code jnf128(3)}: Bessel function of the first kind, order n. */
    @Wrap(prototype = "_Float128 jnf128(int x, _Float128 y)", header = "math.h")
    Opaque jnf128(int x, Opaque y);

    /** {@code ldexpf128(3)}: number times a power of two. */
    @Wrap(prototype = "_Float128 ldexpf128(_Float128 x, int exponent)", header = "math.h")
    Opaque ldexpf128(Opaque x, int exponent);

    /** {@code lgammaf128(3)}: logarithm of the gamma function. */
    @Wrap(prototype = "_Float128 lgammaf128(_Float128 x)", header = "math.h")
    Opaque lgammaf128(Opaque x);

    /** {@code lgammaf128_r(3)}: logarithm of the gamma function; the sign goes to the caller. */
    @Wrap(prototype = "_Float128 lgammaf128_r(_Float128 x, int *signgamp)", header = "math.h")
    Opaque lgammaf128_r(Opaque x, Pointer signgamp);

    /** {@code llogbf128(3)}: exponent, as a long. */
    @Wrap(prototype = "long int llogbf128(_Float128 x)", header = "math.h")
    long llogbf128(Opaque x);

    /** {@code llrintf128(3)}: nearest integer in the current rounding. */
    @Wrap(prototype = "long long int llrintf128(_Float128 x)", header = "math.h")
    long llrintf128(Opaque x);

    /** {@code llroundf128(3)}: nearest integer, halves away from zero. */
    @Wrap(prototype = "long long int llroundf128(_Float128 x)", header = "math.h")
    long llroundf128(Opaque x);

    /** {@code log10f128(3)}: logarithm to base 10. */
    @Wrap(prototype = "_Float128 log10f128(_Float128 x)", header = "math.h")
    Opaque log10f128(Opaque x);

    /** {@code log1pf128(3)}: logarithm of 1 plus the argument. */
    @Wrap(prototype = "_Float128 log1pf128(_Float128 x)", header = "math.h")
    Opaque log1pf128(Opaque x);

    /** {@code log2f128(3)}: logarithm to base 2. */
    @Wrap(prototype = "_Float128 log2f128(_Float128 x)", header = "math.h")
    Opaque log2f128(Opaque x);

    /** {@code logbf128(3)}: exponent. */
    @Wrap(prototype = "_Float128 logbf128(_Float128 x)", header = "math.h")
    Opaque logbf128(Opaque x);

    /** {@code logf128(3)}: natural logarithm. */
    @Wrap(prototype = "_Float128 logf128(_Float128 x)", header = "math.h")
    Opaque logf128(Opaque x);

    /** {@code lrintf128(3)}: nearest integer in the current rounding. */
    @Wrap(prototype = "long int lrintf128(_Float128 x)", header = "math.h")
    long lrintf128(Opaque x);

    /** {@code lroundf128(3)}: nearest integer, halves away from zero. */
    @Wrap(prototype = "long int lroundf128(_Float128 x)", header = "math.h")
    long lroundf128(Opaque x);

    /** {@code modff128(3)}: integer and fraction. */
    @Wrap(prototype = "_Float128 modff128(_Float128 x, _Float128 *iptr)", header = "math.h")
    Opaque modff128(Opaque x, Pointer iptr);

    /** {@code nanf128(3)}: a NaN with a payload. */
    @Wrap(prototype = "_Float128 nanf128(const char *tagb)", header = "math.h")
    Opaque nanf128(@Text String tagb);

    /** {@code nearbyintf128(3)}: nearest integer in the current rounding, without an exception. */
    @Wrap(prototype = "_Float128 nearbyintf128(_Float128 x)", header = "math.h")
    Opaque nearbyintf128(Opaque x);

    /** {@code nextafterf128(3)}: the next number in a direction. */
    @Wrap(prototype = "_Float128 nextafterf128(_Float128 x, _Float128 y)", header = "math.h")
    Opaque nextafterf128(Opaque x, Opaque y);

    /** {@code nextdownf128(3)}: the next number downwards. */
    @Wrap(prototype = "_Float128 nextdownf128(_Float128 x)", header = "math.h")
    Opaque nextdownf128(Opaque x);

    /** {@code nextupf128(3)}: the next number upwards. */
    @Wrap(prototype = "_Float128 nextupf128(_Float128 x)", header = "math.h")
    Opaque nextupf128(Opaque x);

    /** {@code powf128(3)}: power. */
    @Wrap(prototype = "_Float128 powf128(_Float128 x, _Float128 y)", header = "math.h")
    Opaque powf128(Opaque x, Opaque y);

    /** {@code remainderf128(3)}: remainder of a division to the nearest. */
    @Wrap(prototype = "_Float128 remainderf128(_Float128 x, _Float128 y)", header = "math.h")
    Opaque remainderf128(Opaque x, Opaque y);

    /** {@code remquof128(3)}: remainder and low bits of the quotient. */
    @Wrap(prototype = "_Float128 remquof128(_Float128 x, _Float128 y, int *quo)", header = "math.h")
    Opaque remquof128(Opaque x, Opaque y, Pointer quo);

    /** {@code rintf128(3)}: nearest integer in the current rounding. */
    @Wrap(prototype = "_Float128 rintf128(_Float128 x)", header = "math.h")
    Opaque rintf128(Opaque x);

    /** {@code roundevenf128(3)}: nearest integer, halves to even. */
    @Wrap(prototype = "_Float128 roundevenf128(_Float128 x)", header = "math.h")
    Opaque roundevenf128(Opaque x);

    /** {@code roundf128(3)}: nearest integer, halves away from zero. */
    @Wrap(prototype = "_Float128 roundf128(_Float128 x)", header = "math.h")
    Opaque roundf128(Opaque x);

    /** {@code scalblnf128(3)}: number times a power of the radix. */
    @Wrap(prototype = "_Float128 scalblnf128(_Float128 x, long int n)", header = "math.h")
    Opaque scalblnf128(Opaque x, long n);

    /** {@code scalbnf128(3)}: number times a power of the radix. */
    @Wrap(prototype = "_Float128 scalbnf128(_Float128 x, int n)", header = "math.h")
    Opaque scalbnf128(Opaque x, int n);

    /** {@code setpayloadf128(3)}: a quiet NaN with a payload. */
    @Wrap(prototype = "int setpayloadf128(_Float128 *x, _Float128 payload)", header = "math.h")
    int setpayloadf128(Pointer x, Opaque payload);

    /** {@code setpayloadsigf128(3)}: a signaling NaN with a payload. */
    @Wrap(prototype = "int setpayloadsigf128(_Float128 *x, _Float128 payload)", header = "math.h")
    int setpayloadsigf128(Pointer x, Opaque payload);

    /** {@code __signbitf128(3)}: whether the sign is minus. */
    @Wrap(prototype = "int __signbitf128(_Float128 value)", header = "math.h")
    int __signbitf128(Opaque value);

    /** {@code sincosf128(3)}: sine and cosine of an angle in radians. */
    @Wrap(prototype = "void sincosf128(_Float128 x, _Float128 *sinx, _Float128 *cosx)", header = "math.h")
    void sincosf128(Opaque x, Pointer sinx, Pointer cosx);

    /** {@code sinf128(3)}: sine of an angle in radians. */
    @Wrap(prototype = "_Float128 sinf128(_Float128 x)", header = "math.h")
    Opaque sinf128(Opaque x);

    /** {@code sinhf128(3)}: hyperbolic sine. */
    @Wrap(prototype = "_Float128 sinhf128(_Float128 x)", header = "math.h")
    Opaque sinhf128(Opaque x);

    /** {@code sqrtf128(3)}: square root. */
    @Wrap(prototype = "_Float128 sqrtf128(_Float128 x)", header = "math.h")
    Opaque sqrtf128(Opaque x);

    /** {@code tanf128(3)}: tangent of an angle in radians. */
    @Wrap(prototype = "_Float128 tanf128(_Float128 x)", header = "math.h")
    Opaque tanf128(Opaque x);

    /** {@code tanhf128(3)}: hyperbolic tangent. */
    @Wrap(prototype = "_Float128 tanhf128(_Float128 x)", header = "math.h")
    Opaque tanhf128(Opaque x);

    /** {@code tgammaf128(3)}: gamma function. */
    @Wrap(prototype = "_Float128 tgammaf128(_Float128 x)", header = "math.h")
    Opaque tgammaf128(Opaque x);

    /** {@code totalorderf128(3)}: whether numbers are in total order. */
    @Wrap(prototype = "int totalorderf128(const _Float128 *x, const _Float128 *y)", header = "math.h")
    int totalorderf128(Pointer x, Pointer y);

    /** {@code totalordermagf128(3)}: whether magnitudes are in total order. */
    @Wrap(prototype = "int totalordermagf128(const _Float128 *x, const _Float128 *y)", header = "math.h")
    int totalordermagf128(Pointer x, Pointer y);

    /** {@code truncf128(3)}: the integer towards zero. */
    @Wrap(prototype = "_Float128 truncf128(_Float128 x)", header = "math.h")
    Opaque truncf128(Opaque x);

    /** {@code ufromfpf128(3)}: unsigned integer of some width. */
    @Wrap(prototype = "uintmax_t ufromfpf128(_Float128 x, int round, unsigned int width)", header = "math.h")
    long ufromfpf128(Opaque x, int round, int width);

    /** {@code ufromfpxf128(3)}: unsigned integer of some width; tells that it was inexact. */
    @Wrap(prototype = "uintmax_t ufromfpxf128(_Float128 x, int round, unsigned int width)", header = "math.h")
    long ufromfpxf128(Opaque x, int round, int width);

    /** {@code y0f128(3)}: Bessel function of the second kind, order 0. */
    @Wrap(prototype = "_Float128 y0f128(_Float128 x)", header = "math.h")
    Opaque y0f128(Opaque x);

    /** {@code y1f128(3)}: Bessel function of the second kind, order 1. */
    @Wrap(prototype = "_Float128 y1f128(_Float128 x)", header = "math.h")
    Opaque y1f128(Opaque x);

    /** {@code ynf128(3)}: Bessel function of the second kind, order n. */
    @Wrap(prototype = "_Float128 ynf128(int x, _Float128 y)", header = "math.h")
    Opaque ynf128(int x, Opaque y);
}
