/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Row 41: the shim does not open, read or look at the files that the program names. A FIFO without a writer would stop
 * it, and a device might do something. (Nor may it stop if the trace itself goes to a FIFO that nobody reads.)
 *
 * Breaks when: the trace file is opened without O_NONBLOCK: the child hangs on the FIFO.
 */
#include "trap.h"

int main(int argc, char **argv)
{
    char fifo[] = "trap-fifo";
    (void)argv;
    if (argc > 1) {
        access("/missing", F_OK);
        return 0;
    }
    EXPECT(mkfifo(fifo, 0600) == 0, "mkfifo");
    alarm(170); /* only a hang takes as long */
    EXPECT(access(fifo, R_OK) == 0, "access");
    struct stat status;
    EXPECT(stat(fifo, &status) == 0 && S_ISFIFO(status.st_mode), "stat");
    const int ended = trap_again("child", fifo);
    EXPECT(WIFEXITED(ended) && WEXITSTATUS(ended) == 0, "a trace to a fifo without reader");
    EXPECT(unlink(fifo) == 0, "unlink");
    trap_expect_traced("{st_mode=S_IFIFO|0600, st_size=0}) = 0 <");
    return 0;
}
