/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * What a call with a name costs: that of libc, of a shim that only passes it through, and of one that redirects, in one process.
 * Rounds of the three take turns, and the fastest round of each counts: other work of the machine can only make a round slower.
 * The call is access(2) with a mode that is none: the kernel says EINVAL before it looks at the name, so that little else is
 * measured. Names behind "--" are looked for.
 *
 * Use: names passed.so redirected.so NAME… -- NAME…; prints nanoseconds, a line for each name
 */
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

typedef int callee(const char *, int);

enum { WAYS = 3, ROUNDS = 3001, CALLS = 100 };

static double nanoseconds_per_call(callee *function, const char *name, int mode)
{
    struct timespec from;
    struct timespec to;
    clock_gettime(CLOCK_MONOTONIC, &from);
    for (int i = 0; i < CALLS; i++) {
        function(name, mode);
    }
    clock_gettime(CLOCK_MONOTONIC, &to);
    return ((double)(to.tv_sec - from.tv_sec) * 1e9 + (double)(to.tv_nsec - from.tv_nsec)) / CALLS;
}

static callee *look_up(const char *library)
{
    void *handle = library == NULL ? RTLD_DEFAULT : dlopen(library, RTLD_NOW | RTLD_LOCAL);
    callee *const function = library != NULL && handle == NULL ? NULL : (callee *)dlsym(handle, "access");
    if (function == NULL) {
        fprintf(stderr, "%s\n", dlerror());
        exit(1);
    }
    return function;
}

int main(int argc, char **argv)
{
    if (argc < 4) {
        fprintf(stderr, "use: names passed.so redirected.so NAME...\n");
        return 2;
    }
    callee *const callees[WAYS] = {look_up(NULL), look_up(argv[1]), look_up(argv[2])};
    int mode = -1;
    for (int i = 3; i < argc; i++) {
        if (strcmp(argv[i], "--") == 0) {
            mode = F_OK;
            continue;
        }
        double best[WAYS] = {1e9, 1e9, 1e9};
        for (int round = 0; round < ROUNDS; round++) {
            for (int way = 0; way < WAYS; way++) {
                const double time = nanoseconds_per_call(callees[way], argv[i], mode);
                best[way] = time < best[way] ? time : best[way];
            }
        }
        printf("%.1f %.1f %.1f\n", best[0], best[1], best[2]);
    }
    return 0;
}
