/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Row 32: close_range(2) with CLOSE_RANGE_CLOEXEC marks descriptors and does not close them; a second range is closed,
 * and descriptors outside it stay open. Also the flag CLOSE_RANGE_UNSHARE.
 *
 * Breaks when: the third argument is not passed on: the descriptors are closed.
 *
 * Build: -D_GNU_SOURCE
 */
#include "trap.h"

int main(void)
{
    if (close_range(1000, 1000, CLOSE_RANGE_CLOEXEC) != 0) {
        dprintf(2, "this kernel has no CLOSE_RANGE_CLOEXEC (Linux 5.11)\n");
        return 77;
    }
    int files[4];
    for (int i = 0; i < 4; i++) {
        files[i] = open("/dev/null", O_RDWR);
        EXPECT(files[i] == 3 + i && fcntl(files[i], F_GETFD) == 0, "open");
    }
    EXPECT(close_range(4, 5, CLOSE_RANGE_CLOEXEC) == 0, "close_range");
    EXPECT(fcntl(3, F_GETFD) == 0 && fcntl(6, F_GETFD) == 0, "outside of the range nothing changes");
    EXPECT(fcntl(4, F_GETFD) == FD_CLOEXEC && fcntl(5, F_GETFD) == FD_CLOEXEC, "inside they are marked");
    EXPECT(write(4, "x", 1) == 1, "and still open");
    EXPECT(close_range(5, ~0U, CLOSE_RANGE_UNSHARE) == 0, "close_range with CLOSE_RANGE_UNSHARE");
    EXPECT(fcntl(4, F_GETFD) == FD_CLOEXEC && fcntl(5, F_GETFD) == -1 && fcntl(6, F_GETFD) == -1, "closed from 5 on");
    EXPECT(close_range(7, 3, 0) == -1 && errno == EINVAL, "a range that ends before it begins");
    EXPECT(close_range(3, 4, 1U << 20) == -1 && errno == EINVAL, "a flag that does not exist");
    if (!TRAP_HAS_CLOSE_RANGE) {
        return 0;
    }
    trap_expect_traced("] close_range(4, 5, CLOSE_RANGE_CLOEXEC) = 0 <");
    trap_expect_traced("] close_range(5, 4294967295, CLOSE_RANGE_UNSHARE) = 0 <");
    trap_expect_traced("] close_range(7, 3, 0) = -1 EINVAL (Invalid argument) <");
    return 0;
}
