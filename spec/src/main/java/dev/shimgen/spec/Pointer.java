package dev.shimgen.spec;

/**
 * A C pointer of which Java knows nothing but the address: {@code FILE *}, {@code DIR *}, {@code void *}, a function.
 *
 * @param address the address in the process that the call was made in; 0 is {@code NULL}
 */
public record Pointer(long address) {

    /** The pointer that points nowhere. */
    public static final Pointer NULL = new Pointer(0);

    /** {@return whether this is {@code NULL}} */
    public boolean isNull() {
        return address == 0;
    }
}
