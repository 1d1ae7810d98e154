package dev.shimgen.spec.libc;

import dev.shimgen.spec.Fails;
import dev.shimgen.spec.Pointer;

/** Memory from the heap. Sizes are in bytes. */
public interface Allocation {

    /** {@code malloc(3)}. */
    Pointer malloc(long size);

    /** {@code free(3)}. */
    void free(Pointer ptr);

    /** {@code calloc(3)}. */
    Pointer calloc(long nmemb, long size);

    /** {@code realloc(3)}. */
    Pointer realloc(Pointer ptr, long size);

    /** {@code reallocarray(3)}. */
    Pointer reallocarray(Pointer ptr, long nmemb, long size);

    /** {@code aligned_alloc(3)}. */
    Pointer aligned_alloc(long alignment, long size);

    /** {@code posix_memalign(3)}: the result is the error number. */
    @Fails(Fails.When.ERROR_NUMBER)
    int posix_memalign(Pointer memptr, long alignment, long size);

    /** {@code memalign(3)}. */
    Pointer memalign(long alignment, long size);

    /** {@code valloc(3)}. */
    Pointer valloc(long size);

    /** {@code pvalloc(3)}. */
    Pointer pvalloc(long size);

    /** {@code malloc_usable_size(3)}. */
    long malloc_usable_size(Pointer ptr);
}
