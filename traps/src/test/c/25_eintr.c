/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Row 25: EINTR reaches the caller.
 *
 * Breaks when: a wrapper repeats the call on EINTR: the test hangs.
 */
#include "trap.h"
#include <sys/time.h>

static void handler(int signal)
{
    (void)signal;
}

int main(void)
{
    const struct sigaction action = {.sa_handler = handler};
    int ends[2];
    char byte;
    EXPECT(pipe(ends) == 0, "pipe");
    sigaction(SIGALRM, &action, NULL);
    /* A repeated timer: on a slow machine the first signal may arrive before the read. */
    const struct itimerval often = {{0, 50000}, {0, 50000}};
    const struct itimerval never = {{0, 0}, {0, 0}};
    setitimer(ITIMER_REAL, &often, NULL);
    EXPECT(read(ends[0], &byte, 1) == -1 && errno == EINTR, "read must fail with EINTR");
    setitimer(ITIMER_REAL, &never, NULL);
    trap_expect_traced(", 1) = -1 EINTR (Interrupted system call) <");
    return 0;
}
