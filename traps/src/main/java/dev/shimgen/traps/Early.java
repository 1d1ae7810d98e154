package dev.shimgen.traps;

import dev.shimgen.spec.Pointer;
import dev.shimgen.spec.Shim;
import dev.shimgen.spec.Text;
import dev.shimgen.spec.Trace;

/** Functions that are called before anything is ready: those of the programs whose comment says "Shim: early". */
@Shim("early")
@Trace
public interface Early {

    // Row 28: allocation.

    Pointer malloc(long size);

    Pointer calloc(long count, long size);

    Pointer realloc(Pointer block, long size);

    Pointer reallocarray(Pointer block, long count, long size);

    Pointer memalign(long alignment, long size);

    Pointer aligned_alloc(long alignment, long size);

    int posix_memalign(Pointer result, long alignment, long size);

    long malloc_usable_size(Pointer block);

    void free(Pointer block);

    // Row 30: functions that choose themselves (STT_GNU_IFUNC), and that compilers call.

    Pointer memcpy(Pointer to, Pointer from, long size);

    Pointer memmove(Pointer to, Pointer from, long size);

    Pointer memset(Pointer to, int value, long size);

    int memcmp(Pointer first, Pointer second, long size);

    long strlen(@Text String text);

    int strcmp(@Text String first, @Text String second);

    Pointer strchr(@Text String text, int character);

    long time(Pointer result);

    int gettimeofday(Pointer now, Pointer zone);

    int clock_gettime(int clock, Pointer now);

    /** Row 28: what tcmalloc calls in its own mmap, before anything is mapped. */
    int pthread_once(Pointer control, Pointer routine);
}
