/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Row 21: a child that shares memory and whose thread storage is only zeros, such as Chromium's sandbox makes for
 * chroot(2) (clone(2), CLONE_SETTLS): it has no errno, and calls that succeed must not access it.
 *
 * Breaks when: the shim reads errno after a call that succeeded: the child is killed by SIGSEGV.
 *
 * Build: -D_GNU_SOURCE
 */
#include "trap.h"
#include <sched.h>

static char stack[65536] __attribute__((aligned(16)));
static char storage[8192] __attribute__((aligned(64)));

static int child(void *unused)
{
    (void)unused;
    _exit(access("/", F_OK) == 0 ? 0 : 1);
}

int main(void)
{
#if defined(__x86_64__)
    int status = -1;
    const pid_t process = clone(child, stack + sizeof stack, CLONE_VM | CLONE_VFORK | CLONE_SETTLS | SIGCHLD, NULL, NULL,
                                storage + sizeof storage / 2, NULL);
    EXPECT(process > 0 && waitpid(process, &status, 0) == process, "clone");
    EXPECT(WIFEXITED(status) && WEXITSTATUS(status) == 0, "the child");
    trap_expect_traced("access(\"/\", F_OK) = 0");
    return 0;
#else
    (void)child, (void)stack, (void)storage;
    dprintf(2, "on this machine thread storage is set in another way\n");
    return 77;
#endif
}
