/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Row 39: NULL and wild pointers. The kernel fails with EFAULT, and so does the wrapper, traced or not.
 *
 * Breaks when: the wrapper reads memory without asking the kernel first: SIGSEGV. (Another danger, not seen with gcc
 * 12: if the next function is called through typeof(stat), that has the nonnull attribute of the header, which allows
 * the compiler to drop a later test for NULL. So typeof(shimgen_wrap_stat) is used.)
 * Build: -D_GNU_SOURCE -Wno-nonnull
 */
#include "trap.h"
#include <sys/mman.h>

int main(void)
{
    volatile size_t everything = (size_t)-1;
    char *volatile null = NULL;
    char *volatile wild = (char *)1;
    struct stat status;
    char *pages = mmap(NULL, 8192, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    mprotect(pages + 4096, 4096, PROT_NONE);
    memset(pages, 'x', 4096);
    EXPECT(stat(null, &status) == -1 && errno == EFAULT, "stat(NULL)");
    EXPECT(stat(wild, &status) == -1 && errno == EFAULT, "stat(1)");
    EXPECT(stat("/", (struct stat *)wild) == -1 && errno == EFAULT, "stat into 1");
    EXPECT(open(null, O_RDONLY) == -1 && errno == EFAULT, "open(NULL)");
    EXPECT(access(pages + 4090, F_OK) == -1 && errno == EFAULT, "a path that runs off its page");
    EXPECT(write(1, wild, 10) == -1 && errno == EFAULT, "write(1)");
    EXPECT(write(-1, pages + 4090, 100) == -1 && errno == EBADF, "write that runs off its page");
    EXPECT(access((char *)~0UL, F_OK) == -1 && errno == EFAULT, "the last byte of memory");
    EXPECT(write(-1, (char *)~0UL, everything) == -1 && errno == EBADF, "all of memory");
    pages[4095] = '\0';
    pages[4094] = '\377';
    pages[4093] = '"';
    pages[4092] = '\n';
    EXPECT(access(pages + 4092, F_OK) == -1 && errno == ENOENT, "a path that ends with its page");
    trap_expect_traced("stat(NULL, 0x");
    trap_expect_traced("stat(0x1, 0x");
    trap_expect_traced("stat(\"/\", 0x1) = -1 EFAULT (Bad address) <");
    trap_expect_traced("open(NULL, O_RDONLY) = -1 EFAULT (Bad address) <");
    trap_expect_traced("write(1, 0x1, 10) = -1 EFAULT");
    trap_expect_traced("access(\"\\n\\\"\\377\", F_OK) = -1 ENOENT");
    return 0;
}
