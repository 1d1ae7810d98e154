/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Row 20: fork in a program with threads. The child has only one thread; locks that the others held at that moment stay
 * locked for ever, and yet wrapped calls must work in it.
 *
 * Breaks when: a lock is held while a line is written (a spin lock around shimgen_sink_write): a child hangs.
 *
 * Build: -pthread
 */
#include "trap.h"
#include <pthread.h>

enum { THREADS = 8, FORKS = 100, CALLS = 200000 };

static volatile bool stop;

static void *work(void *unused)
{
    while (!stop) {
        EXPECT(access("/in-thread", F_OK) == -1 && errno == ENOENT, "access in a thread");
        usleep(20);
    }
    return unused;
}

static void expect_end(pid_t child)
{
    int status;
    EXPECT(waitpid(child, &status, 0) == child, "waitpid");
    EXPECT(WIFEXITED(status) && WEXITSTATUS(status) == 0, "the child must end well");
}

int main(void)
{
    pthread_t threads[THREADS];
    alarm(170);
    for (int i = 0; i < THREADS; i++) {
        EXPECT(pthread_create(&threads[i], NULL, work, NULL) == 0, "pthread_create");
    }
    for (int i = 0; i < FORKS; i++) {
        const pid_t child = fork();
        EXPECT(child >= 0, "fork");
        if (child == 0) {
            EXPECT(access("/in-child", F_OK) == -1 && errno == ENOENT, "access in a child");
            struct stat status;
            EXPECT(stat("/in-child", &status) == -1 && errno == ENOENT, "a first stat in a child");
            _exit(0);
        }
        expect_end(child);
    }
    const pid_t child = fork();
    if (child == 0) {
        alarm(170);
        const int calls = trap_times(CALLS);
        for (int i = 0; i < calls; i++) {
            EXPECT(access("/long", F_OK) == -1 && errno == ENOENT, "access in a child that works for long");
        }
        _exit(0);
    }
    stop = true;
    for (int i = 0; i < THREADS; i++) {
        pthread_join(threads[i], NULL);
    }
    expect_end(child);
    if (trap_trace_file() != NULL) {
        EXPECT(trap_count("] access(\"/long\", F_OK) = -1 ENOENT (No such file or directory) <") == CALLS,
               "lines of the child that works for long");
        EXPECT(trap_count("] access(\"/in-child\", F_OK) = -1") == FORKS, "lines of the children");
    }
    return 0;
}
