/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Row 13: argument lists that end with NULL, in registers and on the stack, and with an environment after the NULL.
 *
 * Shim: peculiar
 *
 * Breaks when: execl is a C function that passes on the arguments that it can name: sh sees no further ones, and exits
 * with another status. When it is called with too few words of its list: the eleventh string is what was on the stack.
 */
#include "trap.h"

static int status_of(void (*exec)(void))
{
    const pid_t child = fork();
    if (child == 0) {
        exec();
        _exit(127);
    }
    int status = -1;
    waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void many(void)
{
    execl("/bin/sh", "sh", "-c", "test \"$9\" = nine && exit $#", "0", "1", "2", "3", "4", "5", "6", "7", "8", "nine",
          (char *)NULL);
}

static void few(void)
{
    execlp("true", "true", (char *)NULL);
}

static void environment(void)
{
    char *const variables[] = {"TRAP_GIVEN=41", NULL};
    execle("/bin/sh", "sh", "-c", "exit $((TRAP_GIVEN + $1))", "0", "1", (char *)NULL, variables);
}

int main(void)
{
    EXPECT(status_of(many) == 9, "execl with nine arguments");
    EXPECT(status_of(few) == 0, "execlp");
    EXPECT(status_of(environment) == 42, "execle");
    EXPECT(execl("/no/such/file", "file", (char *)NULL) == -1 && errno == ENOENT, "an execl that fails");
    trap_expect_traced("\"7\", \"8\", \"nine\", NULL) = ?\n");
    trap_expect_traced("] execlp(\"true\", \"true\", NULL) = ?\n");
    trap_expect_traced("] execle(\"/bin/sh\", \"sh\", \"-c\", ");
    trap_expect_traced("] execl(\"/no/such/file\", \"file\", NULL) = ?\n");
    trap_expect_traced("] execl(\"/no/such/file\", \"file\", NULL) = -1 ENOENT (No such file or directory) <");
    EXPECT(execlp("no-such-file", "1", "2", "3", "4", "5", "6", "7", "8", "9", (char *)NULL) == -1, "a long list");
    trap_expect_traced("\"8\", \"9\", NULL) = -1 ENOENT (No such file or directory) <");
    char *const variables[] = {NULL};
    EXPECT(execle("/", "/", (char *)NULL, variables) == -1 && errno == EACCES, "an execle that fails");
    trap_expect_traced(") = -1 EACCES (Permission denied) <");
    return 0;
}
