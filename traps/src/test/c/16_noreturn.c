/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Row 16: functions that do not return: the exit status is kept, and there is a line although nothing runs after the
 * call.
 *
 * Breaks when: the line is written after the call: it is missing.
 */
#include "trap.h"

int main(int argc, char **argv)
{
    if (argc > 1) {
        if (argv[1][0] == 'e') {
            exit(3);
        }
        _exit(4);
    }
    int status = trap_again("exit", NULL);
    EXPECT(WIFEXITED(status) && WEXITSTATUS(status) == 3, "exit(3)");
    status = trap_again("_exit", NULL);
    EXPECT(WIFEXITED(status) && WEXITSTATUS(status) == 4, "_exit(4)");
    trap_expect_traced("] exit(3) = ?\n");
    trap_expect_traced("] _exit(4) = ?\n");
    return 0;
}
