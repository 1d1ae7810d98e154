/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Row 50: a path of 1 MiB, and 100,000 arguments of an execve and a posix_spawn: the line is cut off and marked as
 * such, and is still a whole line.
 *
 * Breaks when: the line has no limit (shimgen_text_char writes without a check): SIGSEGV. When a cut is not marked:
 * "..." is missing.
 *
 * Build: -D_GNU_SOURCE
 */
#include "trap.h"
#include <spawn.h>

enum { SIZE = 1 << 20, ARGUMENTS = 100000 };

int main(int argc, char **argv)
{
    static char *arguments[ARGUMENTS + 1];
    static char line[1200];
    pid_t child;
    int status;
    if (argc == ARGUMENTS) {
        return strcmp(argv[ARGUMENTS - 1], "xyz") == 0 ? 9 : 1;
    }
    char *path = malloc(SIZE + 1);
    memset(path, 'p', SIZE);
    path[SIZE] = '\0';
    EXPECT(access(path, F_OK) == -1 && errno == ENAMETOOLONG, "access of a path of 1 MiB");
    EXPECT(rename(path, path) == -1 && errno == ENAMETOOLONG, "rename with two of them");
    EXPECT(write(-1, path, SIZE) == -1 && errno == EBADF, "write of 1 MiB");
    memset(path, '\377', SIZE);
    EXPECT(rename(path, path) == -1 && errno == ENAMETOOLONG, "each byte of it four in the line");

    for (int i = 0; i < ARGUMENTS; i++) {
        arguments[i] = "xyz";
    }
    EXPECT(posix_spawn(&child, "/proc/self/exe", NULL, NULL, arguments, environ) == 0, "posix_spawn");
    EXPECT(waitpid(child, &status, 0) == child && WEXITSTATUS(status) == 9, "100,000 arguments through posix_spawn");
    child = fork();
    if (child == 0) {
        execve("/proc/self/exe", arguments, environ);
        _exit(127);
    }
    EXPECT(waitpid(child, &status, 0) == child && WEXITSTATUS(status) == 9, "100,000 arguments through execve");
    arguments[5] = path; /* longer than MAX_ARG_STRLEN, 32 pages (execve(2)) */
    EXPECT(execve("/proc/self/exe", arguments, environ) == -1 && errno == E2BIG, "an argument of 1 MiB");

    memset(path, 'p', 1024);
    path[1024] = '\0';
    snprintf(line, sizeof line, "] access(\"%s\"..., F_OK) = -1 ENAMETOOLONG (File name too long) <", path);
    trap_expect_traced(line);
    trap_expect_traced("] write(-1, \"pppppppppppppppppppppppppppppppp\"..., 1048576) = -1 EBADF");
    trap_expect_traced("] execve(\"/proc/self/exe\", [\"");
    trap_expect_traced(") = -1 E2BIG (Argument list too long) <");
    if (trap_trace_file() != NULL) {
        char *trace = trap_read(trap_trace_file());
        bool cut = false;
        for (char *at = strtok(trace, "\n"); at != NULL; at = strtok(NULL, "\n")) {
            EXPECT(strlen(at) <= 3072 && at[0] == '[', "a line is longer than it may be, or torn");
            /* After a quotation mark, "..." stands for the rest of a string; without one, for the rest of the line. */
            const char *end = strstr(at, "...) = -1 ENAMETOOLONG (File name too long) <");
            cut |= strncmp(strchr(at, ' '), " rename(\"\\377", 12) == 0 && end != NULL && end[-1] != '"';
        }
        EXPECT(cut, "a line that was cut off is not marked");
    }
    return 0;
}
