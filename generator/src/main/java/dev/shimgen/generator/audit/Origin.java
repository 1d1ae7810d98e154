package dev.shimgen.generator.audit;

/**
 * Who made a system call.
 *
 * @param way how it came about
 * @param function the function of libc that was called for it, or the one that has the instruction; empty if it has no name
 * @param library the file name of the program or library that called the function; empty if it is not known
 */
record Origin(Way way, String function, String library) {

    /** How a system call came about. */
    enum Way {
        /** A wrapper of the shim called the real function. */
        SEEN,
        /** A function of libc that the shim does not stand before. */
        LIBC,
        /** A function that the shim stands before, called past the wrapper. */
        PAST_WRAPPER,
        /** A function that the shim stands before, by an address that may be the wrapper's or not. */
        AMBIGUOUS,
        /** libc itself, for no one: at the start or the end of the program or of a thread. */
        LIBC_ITSELF,
        /** An instruction outside of libc. */
        DIRECT,
        /** The dynamic linker, while it loads libraries. */
        DYNAMIC_LINKER,
        /** The shim's own code. */
        SHIM,
        /** The stack is not known. */
        UNKNOWN
    }
}
