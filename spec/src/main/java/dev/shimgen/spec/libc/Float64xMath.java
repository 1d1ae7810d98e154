package dev.shimgen.spec.libc;

import dev.shimgen.spec.Opaque;
import dev.shimgen.spec.Pointer;
import dev.shimgen.spec.Text;
import dev.shimgen.spec.Wrap;

/**
 * Mathematics with {@code _Float64x}: ISO/IEC TS 18661-3, where a suffix says the type.
 *
 * <p>jextract does not describe them, so their prototypes are written out here.
 */
public interface Float64xMath {

    /** {@code acosf64x(3)}: arc cosine, in radians. */
    @Wrap(prototype = "_Float64x acosf64x(_Float64x x)", header = "math.h")
    Opaque acosf64x(Opaque x);

    /** {@code acoshf64x(3)}: inverse hyperbolic cosine. */
    @Wrap(prototype = "_Float64x acoshf64x(_Float64x x)", header = "math.h")
    Opaque acoshf64x(Opaque x);

    /** {@code asinf64x(3)}: arc sine, in radians. */
    @Wrap(prototype = "_Float64x asinf64x(_Float64x x)", header = "math.h")
    Opaque asinf64x(Opaque x);

    /** {@code asinhf64x(3)}: inverse hyperbolic sine. */
    @Wrap(prototype = "_Float64x asinhf64x(_Float64x x)", header = "math.h")
    Opaque asinhf64x(Opaque x);

    /** {@code atan2f64x(3)}: angle of a point, in radians. */
    @Wrap(prototype = "_Float64x atan2f64x(_Float64x y, _Float64x x)", header = "math.h")
    Opaque atan2f64x(Opaque y, Opaque x);

    /** {@code atanf64x(3)}: arc tangent, in radians. */
    @Wrap(prototype = "_Float64x atanf64x(_Float64x x)", header = "math.h")
    Opaque atanf64x(Opaque x);

    /** {@code atanhf64x(3)}: inverse hyperbolic tangent. */
    @Wrap(prototype = "_Float64x atanhf64x(_Float64x x)", header = "math.h")
    Opaque atanhf64x(Opaque x);

    /** {@code cbrtf64x(3)}: cube root. */
    @Wrap(prototype = "_Float64x cbrtf64x(_Float64x x)", header = "math.h")
    Opaque cbrtf64x(Opaque x);

    /** {@code ceilf64x(3)}: the next integer upwards. */
    @Wrap(prototype = "_Float64x ceilf64x(_Float64x x)", header = "math.h")
    Opaque ceilf64x(Opaque x);

    /** {@code copysignf64x(3)}: a number with the sign of another. */
    @Wrap(prototype = "_Float64x copysignf64x(_Float64x x, _Float64x y)", header = "math.h")
    Opaque copysignf64x(Opaque x, Opaque y);

    /** {@code cosf64x(3)}: cosine of an angle in radians. */
    @Wrap(prototype = "_Float64x cosf64x(_Float64x x)", header = "math.h")
    Opaque cosf64x(Opaque x);

    /** {@code coshf64x(3)}: hyperbolic cosine. */
    @Wrap(prototype = "_Float64x coshf64x(_Float64x x)", header = "math.h")
    Opaque coshf64x(Opaque x);

    /** {@code erfcf64x(3)}: complementary error function. */
    @Wrap(prototype = "_Float64x erfcf64x(_Float64x x)", header = "math.h")
    Opaque erfcf64x(Opaque x);

    /** {@code erff64x(3)}: error function. */
    @Wrap(prototype = "_Float64x erff64x(_Float64x x)", header = "math.h")
    Opaque erff64x(Opaque x);

    /** {@code exp10f64x(3)}: power of ten. */
    @Wrap(prototype = "_Float64x exp10f64x(_Float64x x)", header = "math.h")
    Opaque exp10f64x(Opaque x);

    /** {@code exp2f64x(3)}: power of two. */
    @Wrap(prototype = "_Float64x exp2f64x(_Float64x x)", header = "math.h")
    Opaque exp2f64x(Opaque x);

    /** {@code expf64x(3)}: exponential. */
    @Wrap(prototype = "_Float64x expf64x(_Float64x x)", header = "math.h")
    Opaque expf64x(Opaque x);

    /** {@code expm1f64x(3)}: exponential minus 1. */
    @Wrap(prototype = "_Float64x expm1f64x(_Float64x x)", header = "math.h")
    Opaque expm1f64x(Opaque x);

    /** {@code f32addf64x(3)}: sum, rounded to a narrower type. */
    @Wrap(prototype = "_Float32 f32addf64x(_Float64x x, _Float64x y)", header = "math.h")
    float f32addf64x(Opaque x, Opaque y);

    /** {@code f32divf64x(3)}: quotient, rounded to a narrower type. */
    @Wrap(prototype = "_Float32 f32divf64x(_Float64x x, _Float64x y)", header = "math.h")
    float f32divf64x(Opaque x, Opaque y);

    /** {@code f32fmaf64x(3)}: product and sum, rounded once to a narrower type. Since glibc 2.35. */
    @Wrap(prototype = "_Float32 f32fmaf64x(_Float64x x, _Float64x y, _Float64x z)", header = "math.h")
    float f32fmaf64x(Opaque x, Opaque y, Opaque z);

    /** {@code f32mulf64x(3)}: product, rounded to a narrower type. */
    @Wrap(prototype = "_Float32 f32mulf64x(_Float64x x, _Float64x y)", header = "math.h")
    float f32mulf64x(Opaque x, Opaque y);

    /** {@code f32sqrtf64x(3)}: square root, rounded to a narrower type. Since glibc 2.35. */
    @Wrap(prototype = "_Float32 f32sqrtf64x(_Float64x x)", header = "math.h")
    float f32sqrtf64x(Opaque x);

    /** {@code f32subf64x(3)}: difference, rounded to a narrower type. */
    @Wrap(prototype = "_Float32 f32subf64x(_Float64x x, _Float64x y)", header = "math.h")
    float f32subf64x(Opaque x, Opaque y);

    /** {@code f32xaddf64x(3)}: sum, rounded to a narrower type. */
    @Wrap(prototype = "_Float32x f32xaddf64x(_Float64x x, _Float64x y)", header = "math.h")
    double f32xaddf64x(Opaque x, Opaque y);

    /** {@code f32xdivf64x(3)}: quotient, rounded to a narrower type. */
    @Wrap(prototype = "_Float32x f32xdivf64x(_Float64x x, _Float64x y)", header = "math.h")
    double f32xdivf64x(Opaque x, Opaque y);

    /** {@code f32xfmaf64x(3)}: product and sum, rounded once to a narrower type. Since glibc 2.35. */
    @Wrap(prototype = "_Float32x f32xfmaf64x(_Float64x x, _Float64x y, _Float64x z)", header = "math.h")
    double f32xfmaf64x(Opaque x, Opaque y, Opaque z);

    /** {@code f32xmulf64x(3)}: product, rounded to a narrower type. */
    @Wrap(prototype = "_Float32x f32xmulf64x(_Float64x x, _Float64x y)", header = "math.h")
    double f32xmulf64x(Opaque x, Opaque y);

    /** {@code f32xsqrtf64x(3)}: square root, rounded to a narrower type. Since glibc 2.35. */
    @Wrap(prototype = "_Float32x f32xsqrtf64x(_Float64x x)", header = "math.h")
    double f32xsqrtf64x(Opaque x);

    /** {@code f32xsubf64x(3)}: difference, rounded to a narrower type. */
    @Wrap(prototype = "_Float32x f32xsubf64x(_Float64x x, _Float64x y)", header = "math.h")
    double f32xsubf64x(Opaque x, Opaque y);

    /** {@code f64addf64x(3)}: sum, rounded to a narrower type. */
    @Wrap(prototype = "_Float64 f64addf64x(_Float64x x, _Float64x y)", header = "math.h")
    double f64addf64x(Opaque x, Opaque y);

    /** {@code f64divf64x(3)}: quotient, rounded to a narrower type. */
    @Wrap(prototype = "_Float64 f64divf64x(_Float64x x, _Float64x y)", header = "math.h")
    double f64divf64x(Opaque x, Opaque y);

    /** {@code f64fmaf64x(3)}: product and sum, rounded once to a narrower type. Since glibc 2.35. */
    @Wrap(prototype = "_Float64 f64fmaf64x(_Float64x x, _Float64x y, _Float64x z)", header = "math.h")
    double f64fmaf64x(Opaque x, Opaque y, Opaque z);

    /** {@code f64mulf64x(3)}: product, rounded to a narrower type. */
    @Wrap(prototype = "_Float64 f64mulf64x(_Float64x x, _Float64x y)", header = "math.h")
    double f64mulf64x(Opaque x, Opaque y);

    /** {@code f64sqrtf64x(3)}: square root, rounded to a narrower type. Since glibc 2.35. */
    @Wrap(prototype = "_Float64 f64sqrtf64x(_Float64x x)", header = "math.h")
    double f64sqrtf64x(Opaque x);

    /** {@code f64subf64x(3)}: difference, rounded to a narrower type. */
    @Wrap(prototype = "_Float64 f64subf64x(_Float64x x, _Float64x y)", header = "math.h")
    double f64subf64x(Opaque x, Opaque y);

    /** {@code fabsf64x(3)}: absolute value. */
    @Wrap(prototype = "_Float64x fabsf64x(_Float64x x)", header = "math.h")
    Opaque fabsf64x(Opaque x);

    /** {@code fdimf64x(3)}: positive difference. */
    @Wrap(prototype = "_Float64x fdimf64x(_Float64x x, _Float64x y)", header = "math.h")
    Opaque fdimf64x(Opaque x, Opaque y);

    /** {@code floorf64x(3)}: the next integer downwards. */
    @Wrap(prototype = "_Float64x floorf64x(_Float64x x)", header = "math.h")
    Opaque floorf64x(Opaque x);

    /** {@code fmaf64x(3)}: product and sum, rounded once. */
    @Wrap(prototype = "_Float64x fmaf64x(_Float64x x, _Float64x y, _Float64x z)", header = "math.h")
    Opaque fmaf64x(Opaque x, Opaque y, Opaque z);

    /** {@code fmaxf64x(3)}: the larger one. */
    @Wrap(prototype = "_Float64x fmaxf64x(_Float64x x, _Float64x y)", header = "math.h")
    Opaque fmaxf64x(Opaque x, Opaque y);

    /** {@code fmaximum_mag_numf64x(3)}: the one of larger magnitude that is a number. Since glibc 2.35. */
    @Wrap(prototype = "_Float64x fmaximum_mag_numf64x(_Float64x x, _Float64x y)", header = "math.h")
    Opaque fmaximum_mag_numf64x(Opaque x, Opaque y);

    /** {@code fmaximum_magf64x(3)}: the one of larger magnitude, or the NaN. Since glibc 2.35. */
    @Wrap(prototype = "_Float64x fmaximum_magf64x(_Float64x x, _Float64x y)", header = "math.h")
    Opaque fmaximum_magf64x(Opaque x, Opaque y);

    /** {@code fmaximum_numf64x(3)}: the larger one that is a number. Since glibc 2.35. */
    @Wrap(prototype = "_Float64x fmaximum_numf64x(_Float64x x, _Float64x y)", header = "math.h")
    Opaque fmaximum_numf64x(Opaque x, Opaque y);

    /** {@code fmaximumf64x(3)}: the larger one, or the NaN. Since glibc 2.35. */
    @Wrap(prototype = "_Float64x fmaximumf64x(_Float64x x, _Float64x y)", header = "math.h")
    Opaque fmaximumf64x(Opaque x, Opaque y);

    /** {@code fmaxmagf64x(3)}: the one of larger magnitude. */
    @Wrap(prototype = "_Float64x fmaxmagf64x(_Float64x x, _Float64x y)", header = "math.h")
    Opaque fmaxmagf64x(Opaque x, Opaque y);

    /** {@code fminf64x(3)}: the smaller one. */
    @Wrap(prototype = "_Float64x fminf64x(_Float64x x, _Float64x y)", header = "math.h")
    Opaque fminf64x(Opaque x, Opaque y);

    /** {@code fminimum_mag_numf64x(3)}: the one of smaller magnitude that is a number. Since glibc 2.35. */
    @Wrap(prototype = "_Float64x fminimum_mag_numf64x(_Float64x x, _Float64x y)", header = "math.h")
    Opaque fminimum_mag_numf64x(Opaque x, Opaque y);

    /** {@code fminimum_magf64x(3)}: the one of smaller magnitude, or the NaN. Since glibc 2.35. */
    @Wrap(prototype = "_Float64x fminimum_magf64x(_Float64x x, _Float64x y)", header = "math.h")
    Opaque fminimum_magf64x(Opaque x, Opaque y);

    /** {@code fminimum_numf64x(3)}: the smaller one that is a number. Since glibc 2.35. */
    @Wrap(prototype = "_Float64x fminimum_numf64x(_Float64x x, _Float64x y)", header = "math.h")
    Opaque fminimum_numf64x(Opaque x, Opaque y);

    /** {@code fminimumf64x(3)}: the smaller one, or the NaN. Since glibc 2.35. */
    @Wrap(prototype = "_Float64x fminimumf64x(_Float64x x, _Float64x y)", header = "math.h")
    Opaque fminimumf64x(Opaque x, Opaque y);

    /** {@code fminmagf64x(3)}: the one of smaller magnitude. */
    @Wrap(prototype = "_Float64x fminmagf64x(_Float64x x, _Float64x y)", header = "math.h")
    Opaque fminmagf64x(Opaque x, Opaque y);

    /** {@code fmodf64x(3)}: remainder of a division. */
    @Wrap(prototype = "_Float64x fmodf64x(_Float64x x, _Float64x y)", header = "math.h")
    Opaque fmodf64x(Opaque x, Opaque y);

    /** {@code frexpf64x(3)}: fraction and exponent. */
    @Wrap(prototype = "_Float64x frexpf64x(_Float64x x, int *exponent)", header = "math.h")
    Opaque frexpf64x(Opaque x, Pointer exponent);

    /** {@code fromfpf64x(3)}: signed integer of some width. */
    @Wrap(prototype = "intmax_t fromfpf64x(_Float64x x, int round, unsigned int width)", header = "math.h")
    long fromfpf64x(Opaque x, int round, int width);

    /** {@code fromfpxf64x(3)}: signed integer of some width; tells that it was inexact. */
    @Wrap(prototype = "intmax_t fromfpxf64x(_Float64x x, int round, unsigned int width)", header = "math.h")
    long fromfpxf64x(Opaque x, int round, int width);

    /** {@code getpayloadf64x(3)}: payload of a NaN. */
    @Wrap(prototype = "_Float64x getpayloadf64x(const _Float64x *x)", header = "math.h")
    Opaque getpayloadf64x(Pointer x);

    /** {@code hypotf64x(3)}: distance from the origin. */
    @Wrap(prototype = "_Float64x hypotf64x(_Float64x x, _Float64x y)", header = "math.h")
    Opaque hypotf64x(Opaque x, Opaque y);

    /** {@code ilogbf64x(3)}: exponent, as an int. */
    @Wrap(prototype = "int ilogbf64x(_Float64x x)", header = "math.h")
    int ilogbf64x(Opaque x);

    /** {@code j0f64x(3)}: Bessel function of the first kind, order 0. */
    @Wrap(prototype = "_Float64x j0f64x(_Float64x x)", header = "math.h")
    Opaque j0f64x(Opaque x);

    /** {@code j1f64x(3)}: Bessel function of the first kind, order 1. */
    @Wrap(prototype = "_Float64x j1f64x(_Float64x x)", header = "math.h")
    Opaque j1f64x(Opaque x);

    /** {@code jnf64x(3)}: Bessel function of the first kind, order n. */
    @Wrap(prototype = "_Float64x jnf64x(int x, _Float64x y)", header = "math.h")
    Opaque jnf64x(int x, Opaque y);

    /** {@code ldexpf64x(3)}: number times a power of two. */
    @Wrap(prototype = "_Float64x ldexpf64x(_Float64x x, int exponent)", header = "math.h")
    Opaque ldexpf64x(Opaque x, int exponent);

    /** {@code lgammaf64x(3)}: logarithm of the gamma function. */
    @Wrap(prototype = "_Float64x lgammaf64x(_Float64x x)", header = "math.h")
    Opaque lgammaf64x(Opaque x);

    /** {@code lgammaf64x_r(3)}: logarithm of the gamma function; the sign goes to the caller. */
    @Wrap(prototype = "_Float64x lgammaf64x_r(_Float64x x, int *signgamp)", header = "math.h")
    Opaque lgammaf64x_r(Opaque x, Pointer signgamp);

    /** {@code llogbf64x(3)}: exponent, as a long. */
    @Wrap(prototype = "long int llogbf64x(_Float64x x)", header = "math.h")
    long llogbf64x(Opaque x);

    /** {@code llrintf64x(3)}: nearest integer in the current rounding. */
    @Wrap(prototype = "long long int llrintf64x(_Float64x x)", header = "math.h")
    long llrintf64x(Opaque x);

    /** {@code llroundf64x(3)}: nearest integer, halves away from zero. */
    @Wrap(prototype = "long long int llroundf64x(_Float64x x)", header = "math.h")
    long llroundf64x(Opaque x);

    /** {@code log10f64x(3)}: logarithm to base 10. */
    @Wrap(prototype = "_Float64x log10f64x(_Float64x x)", header = "math.h")
    Opaque log10f64x(Opaque x);

    /** {@code log1pf64x(3)}: logarithm of 1 plus the argument. */
    @Wrap(prototype = "_Float64x log1pf64x(_Float64x x)", header = "math.h")
    Opaque log1pf64x(Opaque x);

    /** {@code log2f64x(3)}: logarithm to base 2. */
    @Wrap(prototype = "_Float64x log2f64x(_Float64x x)", header = "math.h")
    Opaque log2f64x(Opaque x);

    /** {@code logbf64x(3)}: exponent. */
    @Wrap(prototype = "_Float64x logbf64x(_Float64x x)", header = "math.h")
    Opaque logbf64x(Opaque x);

    /** {@code logf64x(3)}: natural logarithm. */
    @Wrap(prototype = "_Float64x logf64x(_Float64x x)", header = "math.h")
    Opaque logf64x(Opaque x);

    /** {@code lrintf64x(3)}: nearest integer in the current rounding. */
    @Wrap(prototype = "long int lrintf64x(_Float64x x)", header = "math.h")
    long lrintf64x(Opaque x);

    /** {@code lroundf64x(3)}: nearest integer, halves away from zero. */
    @Wrap(prototype = "long int lroundf64x(_Float64x x)", header = "math.h")
    long lroundf64x(Opaque x);

    /** {@code modff64x(3)}: integer and fraction. */
    @Wrap(prototype = "_Float64x modff64x(_Float64x x, _Float64x *iptr)", header = "math.h")
    Opaque modff64x(Opaque x, Pointer iptr);

    /** {@code nanf64x(3)}: a NaN with a payload. */
    @Wrap(prototype = "_Float64x nanf64x(const char *tagb)", header = "math.h")
    Opaque nanf64x(@Text String tagb);

    /** {@code nearbyintf64x(3)}: nearest integer in the current rounding, without an exception. */
    @Wrap(prototype = "_Float64x nearbyintf64x(_Float64x x)", header = "math.h")
    Opaque nearbyintf64x(Opaque x);

    /** {@code nextafterf64x(3)}: the next number in a direction. */
    @Wrap(prototype = "_Float64x nextafterf64x(_Float64x x, _Float64x y)", header = "math.h")
    Opaque nextafterf64x(Opaque x, Opaque y);

    /** {@code nextdownf64x(3)}: the next number downwards. */
    @Wrap(prototype = "_Float64x nextdownf64x(_Float64x x)", header = "math.h")
    Opaque nextdownf64x(Opaque x);

    /** {@code nextupf64x(3)}: the next number upwards. */
    @Wrap(prototype = "_Float64x nextupf64x(_Float64x x)", header = "math.h")
    Opaque nextupf64x(Opaque x);

    /** {@code powf64x(3)}: power. */
    @Wrap(prototype = "_Float64x powf64x(_Float64x x, _Float64x y)", header = "math.h")
    Opaque powf64x(Opaque x, Opaque y);

    /** {@code remainderf64x(3)}: remainder of a division to the nearest. */
    @Wrap(prototype = "_Float64x remainderf64x(_Float64x x, _Float64x y)", header = "math.h")
    Opaque remainderf64x(Opaque x, Opaque y);

    /** {@code remquof64x(3)}: remainder and low bits of the quotient. */
    @Wrap(prototype = "_Float64x remquof64x(_Float64x x, _Float64x y, int *quo)", header = "math.h")
    Opaque remquof64x(Opaque x, Opaque y, Pointer quo);

    /** {@code rintf64x(3)}: nearest integer in the current rounding. */
    @Wrap(prototype = "_Float64x rintf64x(_Float64x x)", header = "math.h")
    Opaque rintf64x(Opaque x);

    /** {@code roundevenf64x(3)}: nearest integer, halves to even. */
    @Wrap(prototype = "_Float64x roundevenf64x(_Float64x x)", header = "math.h")
    Opaque roundevenf64x(Opaque x);

    /** {@code roundf64x(3)}: nearest integer, halves away from zero. */
    @Wrap(prototype = "_Float64x roundf64x(_Float64x x)", header = "math.h")
    Opaque roundf64x(Opaque x);

    /** {@code scalblnf64x(3)}: number times a power of the radix. */
    @Wrap(prototype = "_Float64x scalblnf64x(_Float64x x, long int n)", header = "math.h")
    Opaque scalblnf64x(Opaque x, long n);

    /** {@code scalbnf64x(3)}: number times a power of the radix. */
    @Wrap(prototype = "_Float64x scalbnf64x(_Float64x x, int n)", header = "math.h")
    Opaque scalbnf64x(Opaque x, int n);

    /** {@code setpayloadf64x(3)}: a quiet NaN with a payload. */
    @Wrap(prototype = "int setpayloadf64x(_Float64x *x, _Float64x payload)", header = "math.h")
    int setpayloadf64x(Pointer x, Opaque payload);

    /** {@code setpayloadsigf64x(3)}: a signaling NaN with a payload. */
    @Wrap(prototype = "int setpayloadsigf64x(_Float64x *x, _Float64x payload)", header = "math.h")
    int setpayloadsigf64x(Pointer x, Opaque payload);

    /** {@code sincosf64x(3)}: sine and cosine of an angle in radians. */
    @Wrap(prototype = "void sincosf64x(_Float64x x, _Float64x *sinx, _Float64x *cosx)", header = "math.h")
    void sincosf64x(Opaque x, Pointer sinx, Pointer cosx);

    /** {@code sinf64x(3)}: sine of an angle in radians. */
    @Wrap(prototype = "_Float64x sinf64x(_Float64x x)", header = "math.h")
    Opaque sinf64x(Opaque x);

    /** {@code sinhf64x(3)}: hyperbolic sine. */
    @Wrap(prototype = "_Float64x sinhf64x(_Float64x x)", header = "math.h")
    Opaque sinhf64x(Opaque x);

    /** {@code sqrtf64x(3)}: square root. */
    @Wrap(prototype = "_Float64x sqrtf64x(_Float64x x)", header = "math.h")
    Opaque sqrtf64x(Opaque x);

    /** {@code tanf64x(3)}: tangent of an angle in radians. */
    @Wrap(prototype = "_Float64x tanf64x(_Float64x x)", header = "math.h")
    Opaque tanf64x(Opaque x);

    /** {@code tanhf64x(3)}: hyperbolic tangent. */
    @Wrap(prototype = "_Float64x tanhf64x(_Float64x x)", header = "math.h")
    Opaque tanhf64x(Opaque x);

    /** {@code tgammaf64x(3)}: gamma function. */
    @Wrap(prototype = "_Float64x tgammaf64x(_Float64x x)", header = "math.h")
    Opaque tgammaf64x(Opaque x);

    /** {@code truncf64x(3)}: the integer towards zero. */
    @Wrap(prototype = "_Float64x truncf64x(_Float64x x)", header = "math.h")
    Opaque truncf64x(Opaque x);

    /** {@code ufromfpf64x(3)}: unsigned integer of some width. */
    @Wrap(prototype = "uintmax_t ufromfpf64x(_Float64x x, int round, unsigned int width)", header = "math.h")
    long ufromfpf64x(Opaque x, int round, int width);

    /** {@code ufromfpxf64x(3)}: unsigned integer of some width; tells that it was inexact. */
    @Wrap(prototype = "uintmax_t ufromfpxf64x(_Float64x x, int round, unsigned int width)", header = "math.h")
    long ufromfpxf64x(Opaque x, int round, int width);

    /** {@code y0f64x(3)}: Bessel function of the second kind, order 0. */
    @Wrap(prototype = "_Float64x y0f64x(_Float64x x)", header = "math.h")
    Opaque y0f64x(Opaque x);

    /** {@code y1f64x(3)}: Bessel function of the second kind, order 1. */
    @Wrap(prototype = "_Float64x y1f64x(_Float64x x)", header = "math.h")
    Opaque y1f64x(Opaque x);

    /** {@code ynf64x(3)}: Bessel function of the second kind, order n. */
    @Wrap(prototype = "_Float64x ynf64x(int x, _Float64x y)", header = "math.h")
    Opaque ynf64x(int x, Opaque y);
}
