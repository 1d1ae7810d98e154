/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Row 33: nothing is ever printed to stdout, and to stderr only when SHIMGEN_TRACE says so, even if neither the file
 * nor stderr can be written.
 *
 * Breaks when: a line that cannot be written to the file is written to descriptor 1 or 2 instead.
 */
#include "trap.h"

static long long size_after(const char *setting, int descriptor)
{
    char name[] = "/tmp/trap-out-XXXXXX";
    struct stat status;
    const int file = mkstemp(name);
    const pid_t child = fork();
    if (child == 0) {
        dup2(file, descriptor);
        setenv("SHIMGEN_TRACE", setting, 1);
        trap_exec("child");
        _exit(127);
    }
    waitpid(child, NULL, 0);
    fstat(file, &status);
    close(file);
    unlink(name);
    return status.st_size;
}

int main(int argc, char **argv)
{
    (void)argv;
    if (argc > 1) {
        access("/quiet", F_OK);
        _exit(0); /* without the destructor, which may tell about a loss on stderr */
    }
    EXPECT(size_after("", 1) == 0, "off: nothing on stdout");
    EXPECT(size_after("", 2) == 0, "off: nothing on stderr");
    EXPECT(size_after("/missing/trace", 1) == 0, "a file that cannot be written: nothing on stdout");
    EXPECT(size_after("/missing/trace", 2) == 0, "a file that cannot be written: nothing on stderr");
    EXPECT(size_after("stderr", 1) == 0, "stderr: nothing on stdout");
    EXPECT(size_after("stderr", 2) > 0, "stderr: something on stderr");
    return 0;
}
