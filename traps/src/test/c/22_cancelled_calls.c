/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Row 22: a thread is cancelled while it is blocked in a wrapped cancellation point: open of a FIFO, read, accept,
 * connect. Its cleanup functions run, errno and the locks of other threads are as before, and no descriptor is left
 * open.
 *
 * Breaks when: the wrapper holds a lock during the real call (a spin lock taken in shimgen_trace_enter, released in
 * shimgen_trace_leave): the next call hangs. Without .cfi_def_cfa_register in shimgen_trace_jump.h, or without
 * -fexceptions for wrappers in C, the cleanup functions of the caller are skipped.
 * Build: -D_GNU_SOURCE -pthread -fexceptions
 */
#include "trap.h"
#include <pthread.h>
#include <sys/socket.h>
#include <sys/un.h>

static char fifo[] = "trap-fifo";
static struct sockaddr_un address = {.sun_family = AF_UNIX, .sun_path = "trap-socket"};
static int pipe_ends[2], listener;
static volatile int cleaned;
static volatile bool arrived; /* the thread has said what shall be done when it is cancelled */

static void clean(void *unused)
{
    (void)unused;
    cleaned++;
}

static void *in_open(void *unused)
{
    pthread_cleanup_push(clean, NULL);
    arrived = true;
    open(fifo, O_RDONLY);
    pthread_cleanup_pop(0);
    return unused;
}

static void *in_openat(void *unused)
{
    pthread_cleanup_push(clean, NULL);
    arrived = true;
    openat(AT_FDCWD, fifo, O_WRONLY);
    pthread_cleanup_pop(0);
    return unused;
}

static void *in_read(void *unused)
{
    char byte;
    pthread_cleanup_push(clean, NULL);
    arrived = true;
    (void)!read(pipe_ends[0], &byte, 1);
    pthread_cleanup_pop(0);
    return unused;
}

static void *in_accept(void *unused)
{
    pthread_cleanup_push(clean, NULL);
    arrived = true;
    accept(listener, NULL, NULL);
    pthread_cleanup_pop(0);
    return unused;
}

/* The backlog is full, so connect waits on a local socket (unix(7)). */
static void *in_connect(void *unused)
{
    const int client = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    pthread_cleanup_push(clean, NULL);
    arrived = true;
    connect(client, (struct sockaddr *)&address, sizeof address);
    pthread_cleanup_pop(0);
    close(client);
    return unused;
}

static void *other(void *unused)
{
    EXPECT(access("/other", F_OK) == -1 && errno == ENOENT, "access in another thread");
    return unused;
}

static void cancelled(void *(*function)(void *), const char *name)
{
    for (int i = 0; i < 20; i++) {
        pthread_t thread;
        void *result = NULL;
        cleaned = 0;
        arrived = false;
        EXPECT(pthread_create(&thread, NULL, function, NULL) == 0, "pthread_create");
        /*
         * Wait until the thread is at least on its way into the call: however slow the machine is, `arrived` is set
         * then.
         */
        while (i < 10 && !arrived) {
            usleep(1000);
        }
        usleep(i < 10 ? 5000 : 100 * (useconds_t)i);
        pthread_cancel(thread);
        pthread_join(thread, &result);
        EXPECT(result == PTHREAD_CANCELED, name);
        EXPECT(cleaned == 1 || i >= 10, "the cleanup function of the caller must run");
        EXPECT(pthread_create(&thread, NULL, other, NULL) == 0 && pthread_join(thread, NULL) == 0, "another thread");
    }
}

int main(void)
{
    alarm(170);
    EXPECT(mkfifo(fifo, 0600) == 0 && pipe2(pipe_ends, O_CLOEXEC) == 0, "fifo and pipe");
    listener = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    EXPECT(bind(listener, (struct sockaddr *)&address, sizeof address) == 0 && listen(listener, 0) == 0, "listen");
    const int lowest = dup(0);
    close(lowest);
    cancelled(in_open, "open");
    cancelled(in_openat, "openat");
    cancelled(in_read, "read");
    cancelled(in_accept, "accept");
    EXPECT(dup(0) == lowest && close(lowest) == 0, "descriptors were left open by cancelled threads");
    const int filling = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    EXPECT(connect(filling, (struct sockaddr *)&address, sizeof address) == 0, "connect");
    cancelled(in_connect, "connect");
    unlink(fifo);
    unlink(address.sun_path);
    trap_expect_traced("] access(\"/other\", F_OK) = -1 ENOENT");
    trap_expect_traced("] connect(");
    return 0;
}
