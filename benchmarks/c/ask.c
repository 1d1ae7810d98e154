/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Calls stat(2), or opens and closes a file, in several threads at once, and prints what a call takes: the median, and what one of a hundred
 * exceeds, in microseconds, and how many calls there were in a second. Fails if a call has failed: a file that is not there shows that somebody
 * has answered.
 *
 * ask stat|open THREADS CALLS [FILE]
 */
#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static bool opens;
static int calls;
static const char *path = "/dev/null";
static atomic_int failed;

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec * 1e6 + (double)time.tv_nsec / 1e3;
}

static void *work(void *times)
{
    double *const took = times;
    for (int i = 0; i < calls; i++) {
        struct stat status;
        const double begin = now();
        if (opens) {
            const int file = open(path, O_RDONLY);
            took[i] = now() - begin;
            failed += file < 0;
            close(file);
        } else {
            const int result = stat(path, &status);
            took[i] = now() - begin;
            failed += result != 0;
        }
    }
    return NULL;
}

static int compare(const void *a, const void *b)
{
    const double x = *(const double *)a;
    const double y = *(const double *)b;
    return (x > y) - (x < y);
}

int main(int count, char **words)
{
    if (count < 4) {
        return 2;
    }
    opens = strcmp(words[1], "open") == 0;
    const int threads = atoi(words[2]);
    calls = atoi(words[3]);
    path = count > 4 ? words[4] : path;
    double *const times = malloc(sizeof *times * (size_t)threads * (size_t)calls);
    pthread_t *const all = malloc(sizeof *all * (size_t)threads);
    const double begin = now();
    for (int i = 0; i < threads; i++) {
        pthread_create(&all[i], NULL, work, times + (size_t)i * (size_t)calls);
    }
    for (int i = 0; i < threads; i++) {
        pthread_join(all[i], NULL);
    }
    const double all_took = now() - begin;
    const size_t number = (size_t)threads * (size_t)calls;
    qsort(times, number, sizeof *times, compare);
    printf("%.3f %.3f %.0f\n", times[number / 2], times[number / 100 * 99], (double)number / all_took * 1e6);
    if (failed != 0) {
        fprintf(stderr, "%d calls have failed\n", failed);
    }
    return failed != 0;
}
