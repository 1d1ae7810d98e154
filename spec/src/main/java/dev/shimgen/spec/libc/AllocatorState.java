package dev.shimgen.spec.libc;

import dev.shimgen.spec.Fails;
import dev.shimgen.spec.OneOf;
import dev.shimgen.spec.Pointer;

/** What the allocator says of itself, and how it can be told. */
public interface AllocatorState {

    /** {@code malloc_trim(3)}: 1 if memory went back to the system. */
    @Fails(Fails.When.NEVER)
    int malloc_trim(long pad);

    /** {@code mallopt(3)}: 1 is a success. */
    @Fails(Fails.When.NEVER)
    int mallopt(@OneOf("M_") int param, int value);

    /** {@code malloc_info(3)}. */
    int malloc_info(int options, Pointer stream);

    /** {@code malloc_stats(3)}. */
    void malloc_stats();
}
