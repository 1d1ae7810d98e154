/*
 * What a pass-through wrapper costs: compares calls of the function itself, of a wrapper that was written by hand, and
 * of shimgen's, in one process. Rounds of the three take turns, so that a machine that gets slower or faster does so
 * for all of them, and the fastest round of each counts: other work of the machine can only make a round slower. A
 * round takes less than 0.1 ms, so that many of them are not interrupted even if other processes share the processor.
 *
 * Use: pass_through hand.so shim.so
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

/* All functions here are called by this type: none has more than three parameters, and all of them are integers. */
typedef long callee(long, long, long);

struct subject {
    const char *name;
    long arguments[3];
    long calls;
};

static const struct subject subjects[] = {
    /* Functions that take next to no time, so that the cost of the wrapper is all that shows. */
    {"abs", {-7, 0, 0}, 20000},
    {"toupper", {'a', 0, 0}, 20000},
    /* System calls, most of which fail at once. */
    {"close", {-1, 0, 0}, 100},
    {"getppid", {0, 0, 0}, 100},
    {"lseek", {-1, 0, SEEK_SET}, 100},
    {"access", {1 /* a wild pointer: EFAULT */, F_OK, 0}, 100},
};

enum { DIRECT, HAND, SHIM, WAYS };

enum { ROUNDS = 3001 };

static double nanoseconds_per_call(callee *function, const struct subject *subject)
{
    struct timespec from;
    struct timespec to;
    const long a = subject->arguments[0];
    const long b = subject->arguments[1];
    const long c = subject->arguments[2];
    clock_gettime(CLOCK_MONOTONIC, &from);
    for (long i = 0; i < subject->calls; i++) {
        function(a, b, c);
    }
    clock_gettime(CLOCK_MONOTONIC, &to);
    return ((double)(to.tv_sec - from.tv_sec) * 1e9 + (double)(to.tv_nsec - from.tv_nsec)) / (double)subject->calls;
}

static callee *look_up(void *library, const char *name)
{
    callee *function = (callee *)dlsym(library, name);
    if (function == NULL) {
        fprintf(stderr, "%s\n", dlerror());
        exit(2);
    }
    return function;
}

int main(int argc, char **argv)
{
    void *libraries[WAYS] = {RTLD_DEFAULT, NULL, NULL};
    if (argc != 3) {
        fprintf(stderr, "use: %s hand.so shim.so\n", argv[0]);
        return 2;
    }
    for (int way = HAND; way <= SHIM; way++) {
        libraries[way] = dlopen(argv[way], RTLD_NOW | RTLD_LOCAL);
        if (libraries[way] == NULL) {
            fprintf(stderr, "%s\n", dlerror());
            return 2;
        }
    }
    printf("%-10s %10s %10s %10s %12s %12s\n", "", "direct", "by hand", "shimgen", "shim - direct", "shim / hand");
    size_t heap = 0;
    for (size_t s = 0; s < sizeof subjects / sizeof subjects[0]; s++) {
        callee *functions[WAYS];
        double best[WAYS] = {1e9, 1e9, 1e9};
        for (int way = 0; way < WAYS; way++) {
            functions[way] = look_up(libraries[way], subjects[s].name);
        }
        const size_t before = mallinfo2().uordblks;
        functions[SHIM](subjects[s].arguments[0], subjects[s].arguments[1], subjects[s].arguments[2]);
        heap += mallinfo2().uordblks - before;
        for (int round = 0; round < ROUNDS; round++) {
            for (int way = 0; way < WAYS; way++) {
                const double taken = nanoseconds_per_call(functions[way], &subjects[s]);
                best[way] = taken < best[way] ? taken : best[way];
            }
        }
        printf("%-10s %7.2f ns %7.2f ns %7.2f ns %10.2f ns %12.3f\n", subjects[s].name, best[DIRECT], best[HAND], best[SHIM],
               best[SHIM] - best[DIRECT], best[SHIM] / best[HAND]);
    }
    printf("heap that the shim's first calls took: %zu bytes\n", heap);
    return 0;
}
