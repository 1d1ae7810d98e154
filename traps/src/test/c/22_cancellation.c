/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Row 22: threads are cancelled in a blocked, wrapped call, and, with asynchronous cancellation, at any moment. Other
 * threads still work afterwards, and no descriptor is left open.
 *
 * Breaks when: signals are not blocked while a line is written: a thread that is cancelled between open and close leaks
 * a descriptor: "descriptors were left open by cancelled threads".
 *
 * Build: -pthread
 */
#include "trap.h"
#include <pthread.h>

static void *blocked(void *path)
{
    open(path, O_RDONLY);
    return NULL;
}

static void *busy(void *unused)
{
    (void)unused;
    pthread_setcanceltype(PTHREAD_CANCEL_ASYNCHRONOUS, NULL);
    for (;;) {
        access("/", F_OK);
    }
    return NULL;
}

static void cancel_soon(void *(*function)(void *), void *argument, useconds_t wait)
{
    pthread_t thread;
    void *result = NULL;
    EXPECT(pthread_create(&thread, NULL, function, argument) == 0, "pthread_create");
    usleep(wait);
    pthread_cancel(thread);
    pthread_join(thread, &result);
    EXPECT(result == PTHREAD_CANCELED, "the thread must end by the cancellation");
}

int main(void)
{
    char fifo[] = "trap-fifo";
    EXPECT(mkfifo(fifo, 0600) == 0, "mkfifo");
    cancel_soon(blocked, fifo, 20000);
    unlink(fifo);
    for (int i = 0; i < 300; i++) {
        cancel_soon(busy, NULL, 500 + 7 * i);
    }
    const int lowest = dup(0);
    EXPECT(lowest <= 4, "descriptors were left open by cancelled threads");
    EXPECT(access("/missing", F_OK) == -1 && errno == ENOENT, "calls still work");
    trap_expect_traced("access(\"/missing\"");
    return 0;
}
