package dev.shimgen.spec.libc;

import dev.shimgen.spec.Opaque;
import dev.shimgen.spec.Wrap;

/**
 * Mathematics with {@code _Complex long double}.
 *
 * <p>jextract does not describe them, so their prototypes are written out here.
 */
public interface LongDoubleComplexMath {

    /** {@code cabsl(3)}: absolute value of a complex number. */
    @Wrap(prototype = "long double cabsl(_Complex long double z)", header = "complex.h")
    Opaque cabsl(Opaque z);

    /** {@code cacoshl(3)}: complex inverse hyperbolic cosine. */
    @Wrap(prototype = "_Complex long double cacoshl(_Complex long double z)", header = "complex.h")
    Opaque cacoshl(Opaque z);

    /** {@code cacosl(3)}: complex arc cosine. */
    @Wrap(prototype = "_Complex long double cacosl(_Complex long double z)", header = "complex.h")
    Opaque cacosl(Opaque z);

    /** {@code cargl(3)}: angle of a complex number, in radians. */
    @Wrap(prototype = "long double cargl(_Complex long double z)", header = "complex.h")
    Opaque cargl(Opaque z);

    /** {@code casinhl(3)}: complex inverse hyperbolic sine. */
    @Wrap(prototype = "_Complex long double casinhl(_Complex long double z)", header = "complex.h")
    Opaque casinhl(Opaque z);

    /** {@code casinl(3)}: complex arc sine. */
    @Wrap(prototype = "_Complex long double casinl(_Complex long double z)", header = "complex.h")
    Opaque casinl(Opaque z);

    /** {@code catanhl(3)}: complex inverse hyperbolic tangent. */
    @Wrap(prototype = "_Complex long double catanhl(_Complex long double z)", header = "complex.h")
    Opaque catanhl(Opaque z);

    /** {@code catanl(3)}: complex arc tangent. */
    @Wrap(prototype = "_Complex long double catanl(_Complex long double z)", header = "complex.h")
    Opaque catanl(Opaque z);

    /** {@code ccoshl(3)}: complex hyperbolic cosine. */
    @Wrap(prototype = "_Complex long double ccoshl(_Complex long double z)", header = "complex.h")
    Opaque ccoshl(Opaque z);

    /** {@code ccosl(3)}: complex cosine. */
    @Wrap(prototype = "_Complex long double ccosl(_Complex long double z)", header = "complex.h")
    Opaque ccosl(Opaque z);

    /** {@code cexpl(3)}: complex exponential. */
    @Wrap(prototype = "_Complex long double cexpl(_Complex long double z)", header = "complex.h")
    Opaque cexpl(Opaque z);

    /** {@code cimagl(3)}: imaginary part. */
    @Wrap(prototype = "long double cimagl(_Complex long double z)", header = "complex.h")
    Opaque cimagl(Opaque z);

    /** {@code __clog10l(3)}: complex logarithm to base 10. */
    @Wrap(prototype = "_Complex long double __clog10l(_Complex long double z)", header = "complex.h")
    Opaque __clog10l(Opaque z);

    /** {@code clog10l(3)}: complex logarithm to base 10. */
    @Wrap(prototype = "_Complex long double clog10l(_Complex long double z)", header = "complex.h")
    Opaque clog10l(Opaque z);

    /** {@code clogl(3)}: complex natural logarithm. */
    @Wrap(prototype = "_Complex long double clogl(_Complex long double z)", header = "complex.h")
    Opaque clogl(Opaque z);

    /** {@code conjl(3)}: complex conjugate. */
    @Wrap(prototype = "_Complex long double conjl(_Complex long double z)", header = "complex.h")
    Opaque conjl(Opaque z);

    /** {@code cpowl(3)}: complex power. */
    @Wrap(
            prototype = "_Complex long double cpowl(_Complex long double x, _Complex long double y)",
            header = "complex.h")
    Opaque cpowl(Opaque x, Opaque y);

    /** {@code cprojl(3)}: projection onto the Riemann sphere. */
    @Wrap(prototype = "_Complex long double cprojl(_Complex long double z)", header = "complex.h")
    Opaque cprojl(Opaque z);

    /** {@code creall(3)}: real part. */
    @Wrap(prototype = "long double creall(_Complex long double z)", header = "complex.h")
    Opaque creall(Opaque z);

    /** {@code csinhl(3)}: complex hyperbolic sine. */
    @Wrap(prototype = "_Complex long double csinhl(_Complex long double z)", header = "complex.h")
    Opaque csinhl(Opaque z);

    /** {@code csinl(3)}: complex sine. */
    @Wrap(prototype = "_Complex long double csinl(_Complex long double z)", header = "complex.h")
    Opaque csinl(Opaque z);

    /** {@code csqrtl(3)}: complex square root. */
    @Wrap(prototype = "_Complex long double csqrtl(_Complex long double z)", header = "complex.h")
    Opaque csqrtl(Opaque z);

    /** {@code ctanhl(3)}: complex hyperbolic tangent. */
    @Wrap(prototype = "_Complex long double ctanhl(_Complex long double z)", header = "complex.h")
    Opaque ctanhl(Opaque z);

    /** {@code ctanl(3)}: complex tangent. */
    @Wrap(prototype = "_Complex long double ctanl(_Complex long double z)", header = "complex.h")
    Opaque ctanl(Opaque z);
}
