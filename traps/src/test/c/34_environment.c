/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Row 34: the environment is the program's. The shim adds, removes and reorders nothing, neither in the program itself
 * nor in programs that it executes, whether the environment is emptied (env -i), rebuilt, or full of strings that are
 * no assignments.
 *
 * Breaks when: the constructor calls setenv: "environ was replaced in a child". The first process alone does not show
 * it if a program before it (env, timeout) ran under the shim, because the kernel then has the string already. When
 * execve passes environ instead of its argument: "A=1".
 *
 * Build: -D_GNU_SOURCE
 */
#include "trap.h"
#include <spawn.h>

static char *const scrubbed[] = {"A=1", "no assignment", "A=2", "=C:=\\", "EMPTY=", "\377\376=\001", NULL};

/* The environment that the kernel gave this process, with all its null bytes. */
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

/* environ has exactly the strings that the kernel was given. */
static void expect_environ(char *const expected[])
{
    int i = 0;
    expect_same(expected);
    while (expected[i] != NULL) {
        i++;
    }
    EXPECT(environ[i] == NULL, "environ has more strings");
}

/* Runs this program with an environment, in each way that is wrapped; it must find that environment. */
static void expect_handed_on(char *const argument, char *const environment[])
{
    char *const again[] = {"trap", argument, NULL};
    int status;
    pid_t child = fork();
    if (child == 0) {
        execve("/proc/self/exe", again, environment);
        _exit(127);
    }
    EXPECT(waitpid(child, &status, 0) == child && status == 0, "execve with another environment");
    EXPECT(posix_spawn(&child, "/proc/self/exe", NULL, NULL, again, environment) == 0, "posix_spawn");
    EXPECT(waitpid(child, &status, 0) == child && status == 0, "posix_spawn with another environment");
}

/* The shim again, and an empty trace setting: an environment that a program builds anew. */
static char **rebuilt(void)
{
    static char *strings[] = {"A=1", NULL, "no assignment", "SHIMGEN_TRACE=", "A=2", "EMPTY=", NULL};
    static char preload[4096];
    snprintf(preload, sizeof preload, "LD_PRELOAD=%s", getenv("LD_PRELOAD"));
    strings[1] = preload;
    return strings;
}

int main(int argc, char **argv)
{
    if (argc > 1) {
        switch (argv[1][0]) {
        case 'e':
            EXPECT(environ == NULL || environ[0] == NULL, "an empty environment");
            break;
        case 'r':
            EXPECT(environ == argv + argc + 1, "environ was replaced in a child");
            expect_environ(rebuilt());
            break;
        default:
            expect_environ(scrubbed);
            break;
        }
        access("/child", F_OK);
        return 0;
    }
    /* environ points to the strings where the kernel put them: they were neither copied nor changed. */
    char **kernel = argv + argc + 1;
    EXPECT(environ == kernel, "environ was replaced");
    expect_same(environ);

    char *const nothing[] = {NULL};
    expect_handed_on("scrubbed", scrubbed);
    expect_handed_on("empty", nothing);
    if (getenv("LD_PRELOAD") != NULL) {
        expect_handed_on("rebuilt", rebuilt());
    }
    if (trap_trace_file() != NULL) {
        EXPECT(trap_count("\"/child\"") == 0, "who was not asked to be traced must not be");
    }
    /*
     * clearenv(3) in the program itself, while it makes wrapped calls: the setting that was read at the start is
     * kept.
     */
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
