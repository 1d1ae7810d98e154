/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Row 27: the shim writes its trace while it wraps open and write itself. There is one line for each call of the
 * program, and none for the shim's own.
 *
 * Breaks when: the sink calls write(2) by its name instead of the raw system call: endless recursion, SIGSEGV.
 */
#include "trap.h"

int main(void)
{
    for (int i = 0; i < 10; i++) {
        EXPECT(write(-1, "reentrant", 9) == -1 && errno == EBADF, "write");
        EXPECT(open("/reentrant", O_WRONLY) == -1 && errno == ENOENT, "open");
    }
    if (trap_trace_file() != NULL) {
        EXPECT(trap_count("write(-1, \"reentrant\", 9)") == 10, "ten lines of write");
        EXPECT(trap_count("open(\"/reentrant\", O_WRONLY)") == 10, "ten lines of open");
        EXPECT(trap_count("O_APPEND") == 0, "the shim's own open must not be seen");
    }
    return 0;
}
