/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Row 23: a handler jumps out of a wrapped call, in which it was blocked or at any other moment; afterwards no lock is
 * held, no descriptor left open and no signal blocked.
 *
 * Breaks when: signals are not blocked while a line is written: each jump between open and close leaks a descriptor:
 * "descriptors were left open by jumps".
 *
 * Build: -pthread
 */
#include "trap.h"
#include <pthread.h>
#include <setjmp.h>
#include <sys/time.h>

static sigjmp_buf back;
static volatile sig_atomic_t armed;

static void handler(int signal)
{
    (void)signal;
    if (armed) {
        armed = 0;
        siglongjmp(back, 1);
    }
}

static void *other(void *unused)
{
    (void)unused;
    EXPECT(access("/other-thread", F_OK) == -1 && errno == ENOENT, "access in another thread");
    return NULL;
}

int main(void)
{
    char fifo[] = "trap-fifo";
    const struct sigaction action = {.sa_handler = handler, .sa_flags = SA_RESTART};
    sigaction(SIGALRM, &action, NULL);
    EXPECT(mkfifo(fifo, 0600) == 0, "mkfifo");
    if (sigsetjmp(back, 1) == 0) {
        const struct itimerval soon = {.it_value = {0, 20000}};
        armed = 1;
        setitimer(ITIMER_REAL, &soon, NULL);
        open(fifo, O_RDONLY);
        EXPECT(false, "open of the fifo must not return");
    }
    unlink(fifo);
    for (volatile int i = 0; i < 1000; i++) {
        if (sigsetjmp(back, 1) == 0) {
            const struct itimerval soon = {.it_value = {0, 100 + i % 50}};
            armed = 1;
            setitimer(ITIMER_REAL, &soon, NULL);
            for (;;) {
                access("/", F_OK);
            }
        }
    }
    pthread_t thread;
    pthread_create(&thread, NULL, other, NULL);
    pthread_join(thread, NULL);
    EXPECT(dup(0) <= 4, "descriptors were left open by jumps");
    sigset_t mask;
    sigprocmask(SIG_BLOCK, NULL, &mask);
    EXPECT(sigismember(&mask, SIGTERM) == 0, "signals were left blocked by jumps");
    trap_expect_traced("access(\"/other-thread\"");
    return 0;
}
