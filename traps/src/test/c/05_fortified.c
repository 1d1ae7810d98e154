/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Row 5: a program built with -D_FORTIFY_SOURCE=2 calls __open_2, __read_chk, __readlink_chk, __printf_chk.
 *
 * Breaks when: the wrapper of __open_2 is left out: its line is missing in the trace.
 *
 * Build: -O2 -D_FORTIFY_SOURCE=2
 */
#include "trap.h"

int main(int argc, char **argv)
{
    char buffer[16];
    volatile int flags = O_RDONLY | O_CLOEXEC;
    volatile size_t size = sizeof buffer;
    (void)argv;
    const int file = open(argc > 0 ? "/etc/passwd" : "", flags);
    EXPECT(file >= 0, "open() through __open_2");
    const int at = openat(AT_FDCWD, "/etc/passwd", flags);
    EXPECT(at >= 0, "openat() through __openat_2");
    EXPECT(read(file, buffer, size) == 16, "read() through __read_chk");
    EXPECT(readlink("/proc/self/exe", buffer, size) > 0, "readlink() through __readlink_chk");
    EXPECT(printf("%s %.1f%s", "", 0.5, "\n") == 5, "printf() through __printf_chk");
    trap_expect_traced("] open(\"/etc/passwd\", O_RDONLY|O_CLOEXEC) = ");
    trap_expect_traced("] openat(AT_FDCWD, \"/etc/passwd\", O_RDONLY|O_CLOEXEC) = ");
    trap_expect_traced("] read(");
    trap_expect_traced("] readlink(\"/proc/self/exe\"");
    return 0;
}
