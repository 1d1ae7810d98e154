package dev.shimgen.generator.audit;

/**
 * Who made a system call.
 *
 * @param way how the call came about
 * @param function the libc function that was called, or that contains the instruction; empty if it has no name
 * @param library the file name of the program or library that called the function; empty if it is not known
 */
record Origin(Way way, String function, String library) {

    /** How a system call came about. */
    enum Way {
        /** A wrapper of the shim called the real function. */
        SEEN,
        /** A function of libc that the shim does not wrap. */
        LIBC,
        /** A function that the shim wraps, called without going through the wrapper. */
        PAST_WRAPPER,
        /** A function that the shim wraps, called by an address that may or may not be the wrapper's. */
        AMBIGUOUS,
        /** libc itself, on nobody's behalf: at the start or the end of the program or of a thread. */
        LIBC_ITSELF,
        /** An instruction outside of libc. */
        DIRECT,
        /** The dynamic linker, while it loads libraries. */
        DYNAMIC_LINKER,
        /** The shim's own code. */
        SHIM,
        /** Unknown, since the stack is not known. */
        UNKNOWN
    }
}
