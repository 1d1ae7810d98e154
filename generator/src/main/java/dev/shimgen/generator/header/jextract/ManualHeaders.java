package dev.shimgen.generator.header.jextract;

import java.util.Map;
import java.util.Optional;

/** The headers that the manual's SYNOPSIS names for functions, where the first header that declares one is another. */
final class ManualHeaders {

    private static final String ALLOCATION = "stdlib.h";

    /**
     * malloc(3), posix_memalign(3): {@code <malloc.h>} is glibc's own header. {@code <pthread.h>} declares {@code
     * __sigsetjmp} only where its cleanup macros use a jump, which they do not under {@code -fexceptions}.
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
