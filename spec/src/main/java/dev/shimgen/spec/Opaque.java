package dev.shimgen.spec;

/**
 * A C value that Java has no type for: {@code long double}, {@code _Float64x}, {@code _Float128}, a complex number of
 * them.
 *
 * <p>A method with such a parameter or result can be wrapped like any other, and is traced. It cannot be called from Java:
 * in the generated class it throws {@link UnsupportedOperationException}. So there is no object of this type.
 */
public final class Opaque {

    /** Never called. */
    private Opaque() {}
}
