package dev.shimgen.spec.libc;

import dev.shimgen.spec.Opaque;
import dev.shimgen.spec.Wrap;

/**
 * Mathematics with complex numbers of {@code _Float128}.
 *
 * <p>jextract does not describe them, so their prototypes are written out here.
 */
public interface Float128ComplexMath {

    /** {@code cabsf128(3)}: absolute value of a complex number. */
    @Wrap(prototype = "_Float128 cabsf128(__CFLOAT128 z)", header = "complex.h")
    Opaque cabsf128(Opaque z);

    /** {@code cacosf128(3)}: complex arc cosine. */
    @Wrap(prototype = "__CFLOAT128 cacosf128(__CFLOAT128 z)", header = "complex.h")
    Opaque cacosf128(Opaque z);

    /** {@code cacoshf128(3)}: complex inverse hyperbolic cosine. */
    @Wrap(prototype = "__CFLOAT128 cacoshf128(__CFLOAT128 z)", header = "complex.h")
    Opaque cacoshf128(Opaque z);

    /** {@code cargf128(3)}: angle of a complex number, in radians. */
    @Wrap(prototype = "_Float128 cargf128(__CFLOAT128 z)", header = "complex.h")
    Opaque cargf128(Opaque z);

    /** {@code casinf128(3)}: complex arc sine. */
    @Wrap(prototype = "__CFLOAT128 casinf128(__CFLOAT128 z)", header = "complex.h")
    Opaque casinf128(Opaque z);

    /** {@code casinhf128(3)}: complex inverse hyperbolic sine. */
    @Wrap(prototype = "__CFLOAT128 casinhf128(__CFLOAT128 z)", header = "complex.h")
    Opaque casinhf128(Opaque z);

    /** {@code catanf128(3)}: complex arc tangent. */
    @Wrap(prototype = "__CFLOAT128 catanf128(__CFLOAT128 z)", header = "complex.h")
    Opaque catanf128(Opaque z);

    /** {@code catanhf128(3)}: complex inverse hyperbolic tangent. */
    @Wrap(prototype = "__CFLOAT128 catanhf128(__CFLOAT128 z)", header = "complex.h")
    Opaque catanhf128(Opaque z);

    /** {@code ccosf128(3)}: complex cosine. */
    @Wrap(prototype = "__CFLOAT128 ccosf128(__CFLOAT128 z)", header = "complex.h")
    Opaque ccosf128(Opaque z);

    /** {@code ccoshf128(3)}: complex hyperbolic cosine. */
    @Wrap(prototype = "__CFLOAT128 ccoshf128(__CFLOAT128 z)", header = "complex.h")
    Opaque ccoshf128(Opaque z);

    /** {@code cexpf128(3)}: complex exponential. */
    @Wrap(prototype = "__CFLOAT128 cexpf128(__CFLOAT128 z)", header = "complex.h")
    Opaque cexpf128(Opaque z);

    /** {@code cimagf128(3)}: imaginary part. */
    @Wrap(prototype = "_Float128 cimagf128(__CFLOAT128 z)", header = "complex.h")
    Opaque cimagf128(Opaque z);

    /** {@code clog10f128(3)}: complex logarithm to base 10. */
    @Wrap(prototype = "__CFLOAT128 clog10f128(__CFLOAT128 z)", header = "complex.h")
    Opaque clog10f128(Opaque z);

    /** {@code clogf128(3)}: complex natural logarithm. */
    @Wrap(prototype = "__CFLOAT128 clogf128(__CFLOAT128 z)", header = "complex.h")
    Opaque clogf128(Opaque z);

    /** {@code conjf128(3)}: complex conjugate. */
    @Wrap(prototype = "__CFLOAT128 conjf128(__CFLOAT128 z)", header = "complex.h")
    Opaque conjf128(Opaque z);

    /** {@code cpowf128(3)}: complex power. */
    @Wrap(prototype = "__CFLOAT128 cpowf128(__CFLOAT128 x, __CFLOAT128 y)", header = "complex.h")
    Opaque cpowf128(Opaque x, Opaque y);

    /** {@code cprojf128(3)}: projection onto the Riemann sphere. */
    @Wrap(prototype = "__CFLOAT128 cprojf128(__CFLOAT128 z)", header = "complex.h")
    Opaque cprojf128(Opaque z);

    /** {@code crealf128(3)}: real part. */
    @Wrap(prototype = "_Float128 crealf128(__CFLOAT128 z)", header = "complex.h")
    Opaque crealf128(Opaque z);

    /** {@code csinf128(3)}: complex sine. */
    @Wrap(prototype = "__CFLOAT128 csinf128(__CFLOAT128 z)", header = "complex.h")
    Opaque csinf128(Opaque z);

    /** {@code csinhf128(3)}: complex hyperbolic sine. */
    @Wrap(prototype = "__CFLOAT128 csinhf128(__CFLOAT128 z)", header = "complex.h")
    Opaque csinhf128(Opaque z);

    /** {@code csqrtf128(3)}: complex square root. */
    @Wrap(prototype = "__CFLOAT128 csqrtf128(__CFLOAT128 z)", header = "complex.h")
    Opaque csqrtf128(Opaque z);

    /** {@code ctanf128(3)}: complex tangent. */
    @Wrap(prototype = "__CFLOAT128 ctanf128(__CFLOAT128 z)", header = "complex.h")
    Opaque ctanf128(Opaque z);

    /** {@code ctanhf128(3)}: complex hyperbolic tangent. */
    @Wrap(prototype = "__CFLOAT128 ctanhf128(__CFLOAT128 z)", header = "complex.h")
    Opaque ctanhf128(Opaque z);
}
