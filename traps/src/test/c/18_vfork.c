/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Row 18: vfork: the child runs in its parent's memory, on the same stack.
 *
 * Shim: peculiar
 *
 * Breaks when: the wrapper calls vfork: the child overwrites the parent's return address, so the parent takes the
 * child's path and becomes false(1). With fork in its place: the parent does not see what the child wrote.
 */
#define _GNU_SOURCE
#include "trap.h"

static volatile int written;

static __attribute__((noinline)) int deep(int depth)
{
    volatile char room[256];
    memset((void *)room, 0x55, sizeof room);
    return depth == 0 ? room[3] : deep(depth - 1) + room[5];
}

static __attribute__((noinline)) void child_of_vfork(int number)
{
    char *const arguments[] = {"false", NULL}; /* a parent that strays here must not end well */
    char *const environment[] = {NULL};
    const pid_t child = vfork();
    if (child == 0) {
        written = number;
        deep(5);
        if (number % 50 == 0) {
            execve("/bin/false", arguments, environment);
        }
        _exit(number % 50 == 0 ? 127 : 3);
    }
    int status = -1;
    EXPECT(child > 0, "vfork");
    EXPECT(written == number, "the child writes to its parent's memory");
    EXPECT(waitpid(child, &status, 0) == child && WIFEXITED(status), "the child");
    EXPECT(WEXITSTATUS(status) == (number % 50 == 0 ? 1 : 3), "the child's status");
}

int main(void)
{
    const int rounds = 10000;
    for (int i = 1; i <= rounds; i++) {
        child_of_vfork(i);
    }
    if (trap_trace_file() != NULL) {
        EXPECT(trap_count("] vfork() = ?\n") == rounds, "a line for each, and by the parent only");
    }
    if (access("/usr/bin/python3", X_OK) == 0) {
        EXPECT(system("python3 -c 'import subprocess; [subprocess.run([\"true\"], check=True) for _ in range(20)]'") == 0,
               "python's subprocess");
    }
    return 0;
}
