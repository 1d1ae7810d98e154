/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Row 47: no line is doubled, lost or torn when many threads make their first call at the same time. TRAP_CALLS says
 * how often each calls; with 100000, the trace has more than a GB, so that is not the default.
 * Breaks when: a line is written with two writes, or O_APPEND is missing: lines are mixed or overwritten.
 *
 * Build: -pthread
 */
#include "trap.h"
#include <pthread.h>

enum { THREADS = 64 };

static int calls = 1000;
static pthread_barrier_t barrier;

static void *work(void *argument)
{
    char path[64];
    pthread_barrier_wait(&barrier);
    for (int i = 0; i < calls; i++) {
        snprintf(path, sizeof path, "/thread-%ld/%d", (long)argument, i);
        EXPECT(access(path, F_OK) == -1 && errno == ENOENT, "access");
    }
    return NULL;
}

/* Parses the lines; not sscanf, which is wrapped, and would write a line itself. */
static bool text(const char **at, const char *expected)
{
    const size_t length = strlen(expected);
    const bool same = strncmp(*at, expected, length) == 0;
    *at += same ? length : 0;
    return same;
}

static bool number(const char **at, long *value)
{
    char *end;
    *value = strtol(*at, &end, 10);
    const bool some = end != *at;
    *at = end;
    return some;
}

int main(void)
{
    pthread_t threads[THREADS];
    if (getenv("TRAP_CALLS") != NULL) {
        calls = atoi(getenv("TRAP_CALLS"));
        EXPECT(calls > 0, "TRAP_CALLS is no number");
    }
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
    bool *seen = calloc((size_t)THREADS * (size_t)calls, sizeof *seen);
    char *trace = trap_read(trap_trace_file());
    int count = 0;
    for (char *line = strtok(trace, "\n"); line != NULL; line = strtok(NULL, "\n")) {
        const char *at = line;
        if (strstr(line, "] access(\"/thread-") == NULL) {
            continue;
        }
        long pid, thread, call, time;
        EXPECT(text(&at, "[") && number(&at, &pid) && text(&at, "] access(\"/thread-") && number(&at, &thread) &&
                   text(&at, "/") && number(&at, &call) &&
                   text(&at, "\", F_OK) = -1 ENOENT (No such file or directory) <") && number(&at, &time) &&
                   text(&at, " \302\265s>") && *at == '\0',
               line);
        EXPECT(thread >= 0 && thread < THREADS && call >= 0 && call < calls, line);
        EXPECT(!seen[thread * calls + call], "a line is there twice");
        seen[thread * calls + call] = true;
        count++;
    }
    EXPECT(count == THREADS * calls, "lines are missing");
    return 0;
}
