/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Row 31: programs close or overwrite descriptors that they do not know. The trace goes on, and never into a file of
 * the program.
 *
 * Breaks when: the trace's descriptor stays open: lines are written into the program's data file. For stderr, when the
 * file is not compared: the data file at descriptor 2 is overwritten.
 *
 * Build: -D_GNU_SOURCE
 */
#include "trap.h"

static void child_with_stderr(void)
{
    close(2);
    const int data = open("trap-data", O_CREAT | O_TRUNC | O_RDWR, 0600);
    EXPECT(data == 2, "the lowest free descriptor is 2");
    access("/lost", F_OK);
    struct stat status;
    if (fstat(data, &status) != 0 || status.st_size != 0) {
        _exit(9);
    }
    _exit(0);
}

int main(int argc, char **argv)
{
    (void)argv;
    if (argc > 1) {
        child_with_stderr();
    }
    access("/first", F_OK);
    EXPECT(close_range(3, ~0U, 0) == 0, "close_range");
    access("/second", F_OK);
    const int data = open("trap-data", O_CREAT | O_TRUNC | O_RDWR, 0600);
    EXPECT(data == 3, "no descriptor of the shim is in the way");
    for (int i = 4; i < 64; i++) {
        EXPECT(dup2(data, i) == i, "dup2");
    }
    access("/third", F_OK);
    closefrom(4);
    access("/fourth", F_OK);
    struct stat status;
    EXPECT(fstat(data, &status) == 0 && status.st_size == 0, "the trace went into the program's file");
    trap_expect_traced("\"/first\"");
    trap_expect_traced("\"/second\"");
    trap_expect_traced("\"/third\"");
    trap_expect_traced("\"/fourth\"");
    const int ended = trap_again("stderr", "stderr");
    EXPECT(WIFEXITED(ended) && WEXITSTATUS(ended) == 0, "the trace to stderr went into the program's file");
    unlink("trap-data");
    return 0;
}
