/*
 * Processes with threads that write events as fast as they can, or at a pace. Each call of a thread has the next number, and
 * every other one a path that is not empty, whose length follows from the number, all of one letter that follows from the thread:
 * so a reader sees what is missing, and what is not whole.
 *
 * Use: LD_PRELOAD="shim.so libcheap.so" flood PROCESSES THREADS CALLS PER_SECOND; CALLS of each thread, PER_SECOND of all of them
 * together, 0: as fast as they can
 */
#define _GNU_SOURCE
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { LONGEST = 120, THREADS_MAX = 64, TICK = 10000000 /* nanoseconds; to be woken costs more than an event */ };

static long calls;
static double per_tick; /* of one thread */

static void *work(void *number)
{
    char path[LONGEST + 1];
    struct timespec tick;
    double allowed = per_tick;
    memset(path, 'a' + (int)((uintptr_t)number % 26), LONGEST);
    path[LONGEST] = '\0';
    clock_gettime(CLOCK_MONOTONIC, &tick);
    for (long i = 0; i < calls; i++) {
        while (per_tick > 0 && (double)i >= allowed) {
            allowed += per_tick;
            tick.tv_nsec += TICK;
            if (tick.tv_nsec >= 1000000000) {
                tick.tv_sec++;
                tick.tv_nsec -= 1000000000;
            }
            clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &tick, NULL);
        }
        const size_t length = i % 2 == 0 ? 0 : 1 + (size_t)(i * 7 % LONGEST);
        access(path + LONGEST - length, (int)i);
    }
    return NULL;
}

int main(int argc, char **argv)
{
    pthread_t threads[THREADS_MAX];
    if (argc != 5) {
        fprintf(stderr, "use: %s processes threads calls per-second\n", argv[0]);
        return 2;
    }
    const int processes = atoi(argv[1]);
    const int count = atoi(argv[2]) > THREADS_MAX ? THREADS_MAX : atoi(argv[2]);
    calls = atol(argv[3]);
    per_tick = atof(argv[4]) / (1e9 / TICK) / processes / count;
    for (int i = 0; i < processes; i++) {
        if (fork() == 0) {
            for (int j = 0; j < count; j++) {
                if (pthread_create(&threads[j], NULL, work, (void *)(uintptr_t)(i * count + j)) != 0) {
                    _exit(1);
                }
            }
            for (int j = 0; j < count; j++) {
                pthread_join(threads[j], NULL);
            }
            _exit(0);
        }
    }
    int failed = 0;
    for (int i = 0; i < processes; i++) {
        int status;
        failed += wait(&status) == -1 || status != 0;
    }
    return failed == 0 ? 0 : 1;
}
