/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Row 24: a handler calls wrapped functions while one is running; no line is torn or lost, and errno is right in both.
 *
 * Breaks when: the line is built in a static buffer: lines of the handler and of main are mixed: "lines of main".
 */
#include "trap.h"
#include <sys/time.h>

static volatile sig_atomic_t handled;

static void handler(int signal)
{
    struct stat status;
    const int saved_errno = errno;
    (void)signal;
    EXPECT(stat("/in-handler", &status) == -1 && errno == ENOENT, "stat in a handler");
    EXPECT(access("/in-handler", R_OK | X_OK) == -1 && errno == ENOENT, "access in a handler");
    EXPECT(write(-1, "x", 1) == -1 && errno == EBADF, "write in a handler");
    handled++;
    errno = saved_errno;
}

int main(void)
{
    const struct sigaction action = {.sa_handler = handler, .sa_flags = SA_RESTART};
    const struct itimerval often = {{0, 1000}, {0, 1000}};
    const struct itimerval never = {{0, 0}, {0, 0}};
    int calls = 0;
    sigaction(SIGALRM, &action, NULL);
    setitimer(ITIMER_REAL, &often, NULL);
    while (handled < 1000) {
        EXPECT(access("/in-main/", F_OK) == -1 && errno == ENOENT, "access in main");
        calls++;
    }
    setitimer(ITIMER_REAL, &never, NULL);
    if (trap_trace_file() != NULL) {
        EXPECT(trap_count("access(\"/in-main/\", F_OK) = -1 ENOENT (No such file or directory) <") == calls,
               "lines of main");
        EXPECT(trap_count("stat(\"/in-handler\", 0x") == handled, "lines of the handler");
        EXPECT(trap_count("write(-1, \"x\", 1) = -1 EBADF (Bad file descriptor) <") == handled, "lines of the handler");
    }
    return 0;
}
