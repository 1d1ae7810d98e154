/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Row 51: one name for two functions. After <libgen.h>, basename is a macro for __xpg_basename, which changes its
 * argument; without it, basename is GNU's function, which does not. Each symbol is a function of its own in the spec,
 * and a call of either reaches the right one. strerror_r is __xpg_strerror_r, with another result, unless _GNU_SOURCE
 * is defined; no header declares that name.
 *
 * Breaks when: both symbols forward to the function that basename means with the shim's own headers: GNU's basename of
 * "/usr/" is then "usr" instead of "". When __xpg_strerror_r is not in the spec: "not in the trace: ]
 * __xpg_strerror_r(2, 0x".
 *
 * Build: -D_GNU_SOURCE
 */
#include "trap.h"

char *gnu_basename(const char *) __asm__("basename");
char *xpg_basename(char *) __asm__("__xpg_basename");
char *gnu_strerror_r(int, char *, size_t) __asm__("strerror_r");
int xpg_strerror_r(int, char *, size_t) __asm__("__xpg_strerror_r");

int main(void)
{
    char path[] = "/usr/";
    char buffer[64] = "";
    char *constant = gnu_strerror_r(ENOENT, buffer, sizeof buffer);
    EXPECT(strcmp(gnu_basename(path), "") == 0 && strcmp(path, "/usr/") == 0, "GNU's basename");
    char *base = xpg_basename(path);
    EXPECT(strcmp(base, "usr") == 0 && base == path + 1 && strcmp(path, "/usr") == 0, "POSIX's basename");
    EXPECT(strcmp(xpg_basename(NULL), ".") == 0, "POSIX's basename of NULL");
    EXPECT(strcmp(constant, "No such file or directory") == 0 && buffer[0] == '\0', "GNU's strerror_r");
    EXPECT(xpg_strerror_r(ENOENT, buffer, sizeof buffer) == 0 && strcmp(buffer, constant) == 0, "POSIX's strerror_r");
    EXPECT(xpg_strerror_r(ENOENT, buffer, 4) == ERANGE, "POSIX's strerror_r returns the error");
    trap_expect_traced("] basename(\"/usr/\") = \"\" <");
    trap_expect_traced("] __xpg_basename(0x");
    trap_expect_traced("] strerror_r(2, 0x");
    trap_expect_traced(") = \"No such file or directory\" <");
    trap_expect_traced("] __xpg_strerror_r(2, 0x");
    return 0;
}
