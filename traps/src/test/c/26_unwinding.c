/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Row 26: pthread_exit in a callback unwinds through the wrapper of qsort, so that cleanup functions on both sides
 * run.
 *
 * Breaks when: the shim is built with -fno-asynchronous-unwind-tables -fno-exceptions: SIGABRT, "FATAL: exception not
 * rethrown", or the cleanup of the caller does not run.
 *
 * Build: -pthread -fexceptions
 */
#include "trap.h"
#include <pthread.h>

static volatile int cleaned;

static void clean(void *unused)
{
    (void)unused;
    cleaned++;
}

static int leave(const void *left, const void *right)
{
    (void)left;
    (void)right;
    pthread_exit((void *)7);
}

static void *sort(void *unused)
{
    int numbers[] = {3, 1, 2};
    (void)unused;
    pthread_cleanup_push(clean, NULL);
    qsort(numbers, 3, sizeof numbers[0], leave);
    pthread_cleanup_pop(0);
    return NULL;
}

int main(void)
{
    pthread_t thread;
    void *result = NULL;
    EXPECT(pthread_create(&thread, NULL, sort, NULL) == 0, "pthread_create");
    pthread_join(thread, &result);
    EXPECT(result == (void *)7, "pthread_exit must end the thread");
    EXPECT(cleaned == 1, "the cleanup function below the wrapper must run");
    EXPECT(access("/", F_OK) == 0, "calls still work");
    return 0;
}
