/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Row 31: every descriptor is closed or taken, and the trace still goes to its file. It goes to stderr only as long as
 * descriptor 2 is the file that it was.
 *
 * Breaks when: the trace's descriptor stays open: after dup2 to every number, lines go into the program's file.
 *
 * Build: -D_GNU_SOURCE
 */
#include "trap.h"
#include <sys/resource.h>

int main(void)
{
    const struct rlimit few = {256, 256};
    char name[] = "/tmp/trap-all-XXXXXX";
    struct stat status;
    EXPECT(setrlimit(RLIMIT_NOFILE, &few) == 0, "setrlimit");
    const int data = mkstemp(name);
    EXPECT(data == 3, "the lowest free descriptor");
    access("/before", F_OK);
    for (int i = 4; i < 256; i++) {
        EXPECT(dup2(data, i) == i, "dup2");
    }
    /* Now there is no descriptor left: the line is lost, and counted. */
    access("/none-left", F_OK);
    EXPECT(fstat(data, &status) == 0 && status.st_size == 0, "the trace went into the program's file");
    EXPECT(close(255) == 0, "close");
    access("/again", F_OK);
    EXPECT(open("/dev/null", O_RDONLY) == 255, "the shim left its descriptor open");
    closefrom(3);
    unlink(name);
    access("/after", F_OK);
    trap_expect_traced("\"/before\"");
    trap_expect_traced("lines lost (EMFILE)\n");
    trap_expect_traced("\"/again\"");
    trap_expect_traced("\"/after\"");
    return 0;
}
