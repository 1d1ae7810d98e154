package dev.shimgen.generator.scaffold;

import java.util.Map;
import java.util.Optional;

/**
 * Headers as the manual has them under SYNOPSIS, of functions that others declare as well. The facts have one header for a
 * function, the last that a compiler has seen it in.
 */
final class ManualHeaders {

    private static final String ALLOCATION = "stdlib.h";

    /** malloc(3); {@code <malloc.h>} is glibc's and obsolete, and {@code <pthread.h>} has cleanup by macros that jump. */
    private static final Map<String, String> HEADERS = Map.of(
            "malloc", ALLOCATION,
            "calloc", ALLOCATION,
            "realloc", ALLOCATION,
            "reallocarray", ALLOCATION,
            "free", ALLOCATION,
            "__sigsetjmp", "setjmp.h");

    private ManualHeaders() {}

    /** {@return the header that the manual names, where it is another than that of the facts} */
    static Optional<String> of(String function) {
        return Optional.ofNullable(HEADERS.get(function));
    }
}
