/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Row 47: no line is doubled, lost or torn with many threads that call for the first time at once.
 *
 * Breaks when: a line is written with two writes, or O_APPEND is missing: lines are mixed or overwritten.
 *
 * Build: -pthread
 */
#include "trap.h"
#include <pthread.h>

enum { THREADS = 64, CALLS = 1000 };

static pthread_barrier_t barrier;

static void *work(void *argument)
{
    char path[64];
    pthread_barrier_wait(&barrier);
    for (int i = 0; i < CALLS; i++) {
        snprintf(path, sizeof path, "/thread-%ld/%d", (long)argument, i);
        EXPECT(access(path, F_OK) == -1 && errno == ENOENT, "access");
    }
    return NULL;
}

int main(void)
{
    static bool seen[THREADS][CALLS];
    pthread_t threads[THREADS];
    pthread_barrier_init(&barrier, NULL, THREADS);
    for (long i = 0; i < THREADS; i++) {
        EXPECT(pthread_create(&threads[i], NULL, work, (void *)i) == 0, "pthread_create");
    }
    for (int i = 0; i < THREADS; i++) {
        pthread_join(threads[i], NULL);
    }
    if (trap_trace_file() == NULL) {
        return 0;
    }
    char *trace = trap_read(trap_trace_file());
    int count = 0;
    for (char *line = strtok(trace, "\n"); line != NULL; line = strtok(NULL, "\n")) {
        int pid, thread, call, end = 0;
        unsigned long time;
        if (strstr(line, "] access(\"/thread-") == NULL) {
            continue;
        }
        sscanf(line, "[%d] access(\"/thread-%d/%d\", F_OK) = -1 ENOENT (No such file or directory) <%lu \302\265s>%n",
               &pid, &thread, &call, &time, &end);
        EXPECT(end == (int)strlen(line), line);
        EXPECT(!seen[thread][call], "a line is there twice");
        seen[thread][call] = true;
        count++;
    }
    EXPECT(count == THREADS * CALLS, "lines are missing");
    return 0;
}
