/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Row 34: the environment is the program's. The shim adds, removes and reorders nothing, in the program itself and in
 * what it executes, be it emptied (env -i), rebuilt, or full of strings that are no assignments.
 *
 * Breaks when: the shim changes the environment, in its constructor (setenv) or in execve: a string too many, or environ
 * is no more the one that the kernel made.
 *
 * Build: -D_GNU_SOURCE
 */
#include "trap.h"
#include <spawn.h>

static char *const scrubbed[] = {"A=1", "no assignment", "A=2", "=C:=\\", "EMPTY=", "\377\376=\001", NULL};

/* What the kernel gave to this process, with all its null bytes. */
static void expect_same(char *const expected[])
{
    static char bytes[1 << 20];
    FILE *file = fopen("/proc/self/environ", "re");
    const size_t size = fread(bytes, 1, sizeof bytes, file);
    size_t at = 0;
    fclose(file);
    for (int i = 0; expected[i] != NULL; i++) {
        const size_t length = strlen(expected[i]) + 1;
        EXPECT(at + length <= size && memcmp(bytes + at, expected[i], length) == 0, expected[i]);
        EXPECT(environ[i] != NULL && strcmp(environ[i], expected[i]) == 0, expected[i]);
        at += length;
    }
    EXPECT(at == size, "the kernel has more strings");
}

int main(int argc, char **argv)
{
    char *const again[] = {"trap", "child", NULL};
    pid_t child;
    int status;
    if (argc > 1) {
        if (argv[1][0] == 'e') {
            EXPECT(environ == NULL || environ[0] == NULL, "an empty environment");
        } else {
            expect_same(scrubbed);
        }
        access("/child", F_OK);
        return 0;
    }
    /* environ points to the very strings that the kernel put there: nobody copied or changed one. */
    char **kernel = argv + argc + 1;
    EXPECT(environ == kernel, "environ was replaced");
    expect_same(environ);

    child = fork();
    if (child == 0) {
        execve("/proc/self/exe", again, scrubbed);
        _exit(127);
    }
    EXPECT(waitpid(child, &status, 0) == child && status == 0, "execve with another environment");
    EXPECT(posix_spawn(&child, "/proc/self/exe", NULL, NULL, again, scrubbed) == 0, "posix_spawn");
    EXPECT(waitpid(child, &status, 0) == child && status == 0, "posix_spawn with another environment");
    char *const nothing[] = {NULL};
    char *const empty[] = {"trap", "empty", NULL};
    EXPECT(posix_spawn(&child, "/proc/self/exe", NULL, NULL, empty, nothing) == 0, "posix_spawn");
    EXPECT(waitpid(child, &status, 0) == child && status == 0, "posix_spawn with an empty environment");
    if (trap_trace_file() != NULL) {
        EXPECT(trap_count("\"/child\"") == 0, "who was not asked to be traced must not be");
    }
    /* clearenv(3) in the program itself, while wrapped calls go on: what was asked at the start holds. */
    char *trace = trap_trace_file() == NULL ? NULL : strdup(trap_trace_file());
    clearenv();
    access("/after-clearenv", F_OK);
    EXPECT(environ == NULL, "environ stays cleared");
    if (trace != NULL) {
        setenv("TRAP_TRACE", trace, 1);
        trap_expect_traced("\"/after-clearenv\"");
    }
    return 0;
}
