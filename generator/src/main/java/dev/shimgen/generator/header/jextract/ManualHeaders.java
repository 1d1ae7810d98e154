package dev.shimgen.generator.header.jextract;

import java.util.Map;
import java.util.Optional;

/** Which of the headers that declare a function the manual names under SYNOPSIS, where that is not the first of them. */
final class ManualHeaders {

    private static final String ALLOCATION = "stdlib.h";

    /**
     * malloc(3), posix_memalign(3); {@code <malloc.h>} is glibc's own. {@code <pthread.h>} has {@code __sigsetjmp} only where its
     * cleanup is made of macros that jump, which is not so under {@code -fexceptions}.
     */
    private static final Map<String, String> HEADERS = Map.of(
            "malloc", ALLOCATION,
            "calloc", ALLOCATION,
            "realloc", ALLOCATION,
            "reallocarray", ALLOCATION,
            "free", ALLOCATION,
            "valloc", ALLOCATION,
            "__sigsetjmp", "setjmp.h");

    private ManualHeaders() {}

    /** {@return the header that the manual names, if the first one would be wrong} */
    static Optional<String> of(String function) {
        return Optional.ofNullable(HEADERS.get(function));
    }
}
