/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Row 2: calls after the shim's destructor. Destructors run in the reverse order of constructors, so that of a library
 * which the program is linked to runs after that of a preloaded one.
 *
 * Breaks when: the destructor frees what wrappers need (unmaps the sink): SIGSEGV at exit.
 *
 * Library: yes
 */
#include "trap.h"

#ifdef TRAP_LIBRARY

int trap_library(void)
{
    return 3;
}

static __attribute__((destructor)) void late(void)
{
    struct stat status;
    EXPECT(stat("/late", &status) == -1 && errno == ENOENT, "stat() from a late destructor must work");
}

#else

int trap_library(void);

int main(int argc, char **argv)
{
    (void)argv;
    if (argc > 1) {
        exit(trap_library());
    }
    const int status = trap_again("child", NULL);
    EXPECT(WIFEXITED(status) && WEXITSTATUS(status) == 3, "the child must end with status 3");
    trap_expect_traced("stat(\"/late\"");
    return 0;
}

#endif
