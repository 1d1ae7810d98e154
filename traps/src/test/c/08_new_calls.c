/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Row 8: statx, renameat2, copy_file_range, close_range, faccessat (with flags: the system call faccessat2).
 *
 * Breaks when: the flag table has O_DSYNC before O_SYNC and the like (see row 11). When a wrapper is left out: its line
 * is missing.
 *
 * Build: -D_GNU_SOURCE
 */
#include "trap.h"

int main(void)
{
    char name[] = "/tmp/trap-new-XXXXXX";
    char other[64];
    struct statx status;
    const int in = mkstemp(name);
    EXPECT(write(in, "hello", 5) == 5 && lseek(in, 0, SEEK_SET) == 0, "a file");
    EXPECT(statx(AT_FDCWD, name, 0, STATX_SIZE, &status) == 0 && status.stx_size == 5, "statx");
    snprintf(other, sizeof other, "%s.2", name);
    EXPECT(renameat2(AT_FDCWD, name, AT_FDCWD, other, RENAME_NOREPLACE) == 0, "renameat2");
    EXPECT(renameat2(AT_FDCWD, other, AT_FDCWD, other, RENAME_NOREPLACE) == -1 && errno == EEXIST, "NOREPLACE");
    const int out = open(other, O_RDWR | O_APPEND);
    EXPECT(faccessat(AT_FDCWD, other, R_OK | W_OK, AT_EACCESS) == 0, "faccessat");
    const int copy = open("/tmp", O_TMPFILE | O_RDWR, 0600);
    EXPECT(copy_file_range(in, NULL, copy, NULL, 5, 0) == 5, "copy_file_range");
    EXPECT(close_range(3, ~0U, CLOSE_RANGE_CLOEXEC) == 0 && fcntl(out, F_GETFD) == FD_CLOEXEC,
           "CLOEXEC must not close");
    EXPECT(close_range(3, ~0U, 0) == 0 && fcntl(out, F_GETFD) == -1, "close_range closes");
    unlink(other);
    trap_expect_traced("statx(AT_FDCWD, \"/tmp/trap-new-");
    trap_expect_traced(", RENAME_NOREPLACE) = -1 EEXIST (File exists)");
    trap_expect_traced(", R_OK|W_OK, AT_EACCESS) = 0");
    if (TRAP_HAS_CLOSE_RANGE) {
        trap_expect_traced("close_range(3, 4294967295, CLOSE_RANGE_CLOEXEC) = 0");
    }
    return 0;
}
