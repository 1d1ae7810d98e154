package dev.shimgen.spec.libc;

import dev.shimgen.spec.Opaque;
import dev.shimgen.spec.Wrap;

/**
 * Mathematics with complex numbers of {@code _Float64x}.
 *
 * <p>jextract does not describe them, so their prototypes are written out here.
 */
public interface Float64xComplexMath {

    /** {@code cabsf64x(3)}: absolute value of a complex number. */
    @Wrap(prototype = "_Float64x cabsf64x(__CFLOAT64X z)", header = "complex.h")
    Opaque cabsf64x(Opaque z);

    /** {@code cacosf64x(3)}: complex arc cosine. */
    @Wrap(prototype = "__CFLOAT64X cacosf64x(__CFLOAT64X z)", header = "complex.h")
    Opaque cacosf64x(Opaque z);

    /** {@code cacoshf64x(3)}: complex inverse hyperbolic cosine. */
    @Wrap(prototype = "__CFLOAT64X cacoshf64x(__CFLOAT64X z)", header = "complex.h")
    Opaque cacoshf64x(Opaque z);

    /** {@code cargf64x(3)}: angle of a complex number, in radians. */
    @Wrap(prototype = "_Float64x cargf64x(__CFLOAT64X z)", header = "complex.h")
    Opaque cargf64x(Opaque z);

    /** {@code casinf64x(3)}: complex arc sine. */
    @Wrap(prototype = "__CFLOAT64X casinf64x(__CFLOAT64X z)", header = "complex.h")
    Opaque casinf64x(Opaque z);

    /** {@code casinhf64x(3)}: complex inverse hyperbolic sine. */
    @Wrap(prototype = "__CFLOAT64X casinhf64x(__CFLOAT64X z)", header = "complex.h")
    Opaque casinhf64x(Opaque z);

    /** {@code catanf64x(3)}: complex arc tangent. */
    @Wrap(prototype = "__CFLOAT64X catanf64x(__CFLOAT64X z)", header = "complex.h")
    Opaque catanf64x(Opaque z);

    /** {@code catanhf64x(3)}: complex inverse hyperbolic tangent. */
    @Wrap(prototype = "__CFLOAT64X catanhf64x(__CFLOAT64X z)", header = "complex.h")
    Opaque catanhf64x(Opaque z);

    /** {@code ccosf64x(3)}: complex cosine. */
    @Wrap(prototype = "__CFLOAT64X ccosf64x(__CFLOAT64X z)", header = "complex.h")
    Opaque ccosf64x(Opaque z);

    /** {@code ccoshf64x(3)}: complex hyperbolic cosine. */
    @Wrap(prototype = "__CFLOAT64X ccoshf64x(__CFLOAT64X z)", header = "complex.h")
    Opaque ccoshf64x(Opaque z);

    /** {@code cexpf64x(3)}: complex exponential. */
    @Wrap(prototype = "__CFLOAT64X cexpf64x(__CFLOAT64X z)", header = "complex.h")
    Opaque cexpf64x(Opaque z);

    /** {@code cimagf64x(3)}: imaginary part. */
    @Wrap(prototype = "_Float64x cimagf64x(__CFLOAT64X z)", header = "complex.h")
    Opaque cimagf64x(Opaque z);

    /** {@code clog10f64x(3)}: complex logarithm to base 10. */
    @Wrap(prototype = "__CFLOAT64X clog10f64x(__CFLOAT64X z)", header = "complex.h")
    Opaque clog10f64x(Opaque z);

    /** {@code clogf64x(3)}: complex natural logarithm. */
    @Wrap(prototype = "__CFLOAT64X clogf64x(__CFLOAT64X z)", header = "complex.h")
    Opaque clogf64x(Opaque z);

    /** {@code conjf64x(3)}: complex conjugate. */
    @Wrap(prototype = "__CFLOAT64X conjf64x(__CFLOAT64X z)", header = "complex.h")
    Opaque conjf64x(Opaque z);

    /** {@code cpowf64x(3)}: complex power. */
    @Wrap(prototype = "__CFLOAT64X cpowf64x(__CFLOAT64X x, __CFLOAT64X y)", header = "complex.h")
    Opaque cpowf64x(Opaque x, Opaque y);

    /** {@code cprojf64x(3)}: projection onto the Riemann sphere. */
    @Wrap(prototype = "__CFLOAT64X cprojf64x(__CFLOAT64X z)", header = "complex.h")
    Opaque cprojf64x(Opaque z);

    /** {@code crealf64x(3)}: real part. */
    @Wrap(prototype = "_Float64x crealf64x(__CFLOAT64X z)", header = "complex.h")
    Opaque crealf64x(Opaque z);

    /** {@code csinf64x(3)}: complex sine. */
    @Wrap(prototype = "__CFLOAT64X csinf64x(__CFLOAT64X z)", header = "complex.h")
    Opaque csinf64x(Opaque z);

    /** {@code csinhf64x(3)}: complex hyperbolic sine. */
    @Wrap(prototype = "__CFLOAT64X csinhf64x(__CFLOAT64X z)", header = "complex.h")
    Opaque csinhf64x(Opaque z);

    /** {@code csqrtf64x(3)}: complex square root. */
    @Wrap(prototype = "__CFLOAT64X csqrtf64x(__CFLOAT64X z)", header = "complex.h")
    Opaque csqrtf64x(Opaque z);

    /** {@code ctanf64x(3)}: complex tangent. */
    @Wrap(prototype = "__CFLOAT64X ctanf64x(__CFLOAT64X z)", header = "complex.h")
    Opaque ctanf64x(Opaque z);

    /** {@code ctanhf64x(3)}: complex hyperbolic tangent. */
    @Wrap(prototype = "__CFLOAT64X ctanhf64x(__CFLOAT64X z)", header = "complex.h")
    Opaque ctanhf64x(Opaque z);
}
