/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Row 9: names that the headers redirect: sscanf is __isoc99_sscanf, strerror_r is __xpg_strerror_r. Both symbols of
 * each pair must work, and give their own result.
 *
 * Breaks when: __isoc99_sscanf forwards to vsscanf: "%as" then allocates a string, as in GNU's sscanf, and 1 is not
 * read as a number.
 *
 * Build: -D_GNU_SOURCE
 */
#include "trap.h"

int old_sscanf(const char *, const char *, ...) __asm__("sscanf");
int new_sscanf(const char *, const char *, ...) __asm__("__isoc99_sscanf");
int xpg_strerror_r(int, char *, size_t) __asm__("__xpg_strerror_r");

int main(void)
{
    char buffer[64] = "";
    float number = 0;
    int integer = 0;
    char *allocated = NULL;
    EXPECT(sscanf("12", "%d", &integer) == 1 && integer == 12, "sscanf");
    EXPECT(new_sscanf("1.5s", "%as", &number) == 1 && number == 1.5F, "C99 %a is a number");
    EXPECT(old_sscanf("1.5s", "%as", &allocated) == 1 && strcmp(allocated, "1.5s") == 0, "GNU %as is a string");
    EXPECT(strcmp(strerror_r(ENOENT, buffer, sizeof buffer), "No such file or directory") == 0, "GNU strerror_r");
    EXPECT(xpg_strerror_r(ENOENT, buffer, 4) == ERANGE, "POSIX strerror_r");
    trap_expect_traced("] strerror_r(2, 0x");
    trap_expect_traced(" = \"No such file or directory\" <");
    return 0;
}
