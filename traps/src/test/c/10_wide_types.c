/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Row 10: where a word has 32 bits, a program that is built with 64-bit file offsets and times calls other symbols
 * (__stat64_time64, lseek64, fcntl64), and what these take has another layout. Elsewhere the macros change nothing.
 *
 * Build: -D_FILE_OFFSET_BITS=64 -D_TIME_BITS=64
 *
 * Breaks when: the symbols are not found by compiling references with these macros (no line for stat), or their wrappers
 * have the prototype of the plain names (the size is read from the wrong place, the offset is cut to 32 bits).
 */
#include "trap.h"
#include <sys/ioctl.h>

int main(void)
{
    char name[] = "/tmp/trap-wide-XXXXXX";
    const off_t large = ((off_t)5 << 30) + 7;
    struct stat status;
    int pending = -1;
    _Static_assert(sizeof(off_t) == 8, "off_t");
    const int file = mkstemp(name);
    EXPECT(file >= 0, "a file");
    EXPECT(ftruncate(file, large) == 0, "ftruncate");
    EXPECT(lseek(file, -1, SEEK_END) == large - 1, "an offset that needs 33 bits");
    EXPECT(read(file, name + sizeof name - 1, 1) == 1, "the byte there");
    EXPECT(stat(name, &status) == 0 && status.st_size == large, "stat");
    EXPECT(fstat(file, &status) == 0 && status.st_size == large, "fstat");
    EXPECT(lstat(name, &status) == 0 && status.st_size == large && sizeof status.st_mtime == sizeof(time_t), "lstat");
    EXPECT(fstatat(AT_FDCWD, name, &status, 0) == 0 && status.st_size == large, "fstatat");
    struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = large - 1, .l_len = 1};
    EXPECT(fcntl(file, F_SETLK, &lock) == 0, "fcntl locks a byte behind 4 GiB");
    EXPECT(ioctl(file, FIONREAD, &pending) == 0 && pending == 0, "ioctl");
    EXPECT(access(name, R_OK) == 0 && unlink(name) == 0, "the file is there");
    /* Either the right size or only an address, never what stands at the plain struct's place. */
    EXPECT(trap_count("st_size=") <= trap_count("st_size=5368709127}"), "a wrong size in the trace");
    trap_expect_traced("] stat(\"/tmp/trap-wide-");
    trap_expect_traced("] fstat(");
    trap_expect_traced("] lstat(\"/tmp/trap-wide-");
    trap_expect_traced("] fstatat(AT_FDCWD, \"/tmp/trap-wide-");
    trap_expect_traced("] fcntl(");
    trap_expect_traced("] ioctl(");
    return 0;
}
