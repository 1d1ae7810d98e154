/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Row 45: calls inside libc do not go through the PLT: fopen is seen, but not the open that fopen makes. So a spec
 * names every public function of a group, and each call of the program makes one line.
 *
 * Breaks when: fopen is not wrapped: "not in the trace: ] fopen("/etc/../etc/passwd"", since its open is not seen
 * either.
 */
#include "trap.h"
#include <dirent.h>

int main(void)
{
    FILE *stream = fopen("/etc/../etc/passwd", "re");
    EXPECT(stream != NULL && fclose(stream) == 0, "fopen");
    DIR *directory = opendir("/etc/.");
    EXPECT(directory != NULL && closedir(directory) == 0, "opendir");
    char *resolved = realpath("/etc/./passwd", NULL);
    EXPECT(resolved != NULL, "realpath");
    free(resolved);
    char name[] = "/tmp/trap-internal-XXXXXX";
    EXPECT(close(mkstemp(name)) == 0 && remove(name) == 0, "mkstemp and remove");
    trap_expect_traced("] fopen(\"/etc/../etc/passwd\"");
    trap_expect_traced("] opendir(\"/etc/.\")");
    trap_expect_traced("] realpath(\"/etc/./passwd\", NULL) = \"/etc/passwd\" <");
    trap_expect_traced("] remove(\"/tmp/trap-internal-");
    if (trap_trace_file() != NULL) {
        EXPECT(trap_count("] open(\"/etc/") == 0, "the open of fopen");
        EXPECT(trap_count("] openat(") == 0 && trap_count("] open(\"/tmp/trap-internal") == 0, "the open of the others");
        EXPECT(trap_count("readlink(") == 0, "the readlink of realpath");
        EXPECT(trap_count("unlink(\"/tmp/trap-internal") == 0, "the unlink of remove");
        EXPECT(trap_count("(\"/etc/") == 3, "one line for each call");
    }
    return 0;
}
