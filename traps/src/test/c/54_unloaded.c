/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Row 54: a plug-in needs a library that the program does not have; it is closed, and loaded again. The functions that
 * it calls then have other addresses, and something else is at the old ones.
 *
 * Shim: next
 * Build: -ldl
 * Plug-in: math -Wl,--no-as-needed -lm
 *
 * Breaks when: the address is remembered as if it were libc's: a segmentation fault in the second round, with tracing
 * off and on, for each of the three functions when only that one is called.
 */
#define _GNU_SOURCE
#include <complex.h>
#include <math.h>

#ifdef TRAP_MATH

/* One wrapper in assembler, one that only jumps, and one in C. */
int trap_call(int which)
{
    volatile double number = 8;
    volatile double complex zero = 0;
    volatile double result; /* without the excess precision of the x87 */
    switch (which) {
    case 0:
        result = cbrt(number);
        return result == 2;
    case 1:
        result = j0(number - 8);
        return result == 1;
    default:
        result = creal(cexp(zero));
        return result == 1;
    }
}

#else

#include "trap.h"
#include <dlfcn.h>
#include <pthread.h>
#include <sys/mman.h>

static int call(int which)
{
    void *plugin = dlopen(TRAP_PLUGIN("math"), RTLD_NOW | RTLD_LOCAL);
    EXPECT(plugin != NULL, dlerror());
    const int right = ((int (*)(int))dlsym(plugin, "trap_call"))(which);
    EXPECT(dlclose(plugin) == 0, "dlclose");
    return right;
}

static void *keep_calling(void *which)
{
    for (int i = 0; i < 40; i++) {
        EXPECT(call((int)(i + (long)which) % 3), "a thread's call");
    }
    return NULL;
}

int main(void)
{
    for (int i = 0; i < 9; i++) {
        EXPECT(call(i % 3), "the result");
        /* Maps other memory at that place. */
        EXPECT(mmap(NULL, 1 << 21, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) != MAP_FAILED, "mmap");
    }
    trap_expect_traced("] cbrt(8) = 2");
    EXPECT(trap_count("] cbrt(8) = 2") == 3 || trap_trace_file() == NULL, "each call is in the trace");

    /* Lookups while other threads load and unload the plug-in. */
    pthread_t threads[4];
    for (long i = 0; i < 4; i++) {
        EXPECT(pthread_create(&threads[i], NULL, keep_calling, (void *)i) == 0, "pthread_create");
    }
    for (int i = 0; i < 4; i++) {
        pthread_join(threads[i], NULL);
    }
    return 0;
}

#endif
