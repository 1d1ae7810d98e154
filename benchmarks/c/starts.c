/*
 * What a library that is preloaded costs an exec: starts test(1) with a file, so that there is a call to be traced, and waits
 * for it, in turns, in each environment. The fastest time counts, and the one in the middle is told.
 *
 * Use: starts TURNS [VARIABLE=value[,VARIABLE=value...]]...; an environment an argument, "" for an empty one. Prints two times
 * for each, in microseconds, and how many page faults there were at the least.
 */
#define _GNU_SOURCE
#include <limits.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>

enum { WAYS_MAX = 8, VARIABLES_MAX = 8 };

static double microseconds(char *const environment[], long *faults)
{
    struct rusage used;
    struct timespec from;
    struct timespec to;
    char *const command[] = {"/usr/bin/test", "-r", "/", NULL};
    pid_t child;
    int status;
    clock_gettime(CLOCK_MONOTONIC, &from);
    if (posix_spawn(&child, command[0], NULL, NULL, command, environment) != 0 || wait4(child, &status, 0, &used) != child ||
        status != 0) {
        fprintf(stderr, "%s was not run\n", command[0]);
        exit(2);
    }
    clock_gettime(CLOCK_MONOTONIC, &to);
    *faults = used.ru_minflt < *faults ? used.ru_minflt : *faults;
    return (double)(to.tv_sec - from.tv_sec) * 1e6 + (double)(to.tv_nsec - from.tv_nsec) / 1e3;
}

static int ascending(const void *a, const void *b)
{
    const double left = *(const double *)a;
    const double right = *(const double *)b;
    return (left > right) - (left < right);
}

int main(int argc, char **argv)
{
    static char *environments[WAYS_MAX][VARIABLES_MAX + 1];
    static double *times[WAYS_MAX];
    static long faults[WAYS_MAX];
    const int ways = argc - 2;
    const int turns = argc < 3 ? 0 : atoi(argv[1]);
    if (turns < 1 || ways > WAYS_MAX) {
        fprintf(stderr, "use: %s turns environment...\n", argv[0]);
        return 2;
    }
    for (int way = 0; way < ways; way++) {
        int count = 0;
        for (char *at = strtok(argv[2 + way], ","); at != NULL && count < VARIABLES_MAX; at = strtok(NULL, ",")) {
            environments[way][count++] = at;
        }
        faults[way] = LONG_MAX;
        times[way] = calloc((size_t)turns, sizeof times[way][0]);
    }
    for (int turn = 0; turn < turns; turn++) {
        for (int way = 0; way < ways; way++) {
            times[way][turn] = microseconds(environments[way], &faults[way]);
        }
    }
    for (int way = 0; way < ways; way++) {
        qsort(times[way], (size_t)turns, sizeof times[way][0], ascending);
        printf("%.1f %.1f %ld\n", times[way][0], times[way][turns / 2], faults[way]);
    }
    return 0;
}
