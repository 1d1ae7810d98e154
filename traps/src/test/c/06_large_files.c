/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Row 6: a program built with -D_FILE_OFFSET_BITS=64 calls open64, stat64, fopen64; sizes keep their 64 bits.
 *
 * Breaks when: the wrapper of stat64 is left out: its line is missing in the trace.
 *
 * Build: -D_FILE_OFFSET_BITS=64 -D_GNU_SOURCE
 */
#include "trap.h"

int main(void)
{
    char name[] = "/tmp/trap-large-XXXXXX";
    struct stat64 status;
    const int temporary = mkstemp64(name);
    EXPECT(temporary >= 0 && ftruncate64(temporary, 5LL << 30) == 0, "a sparse file of 5 GiB");
    close(temporary);
    EXPECT(stat64(name, &status) == 0 && status.st_size == 5LL << 30, "size by stat64");
    const int file = open64(name, O_RDWR);
    EXPECT(file >= 0 && fstat64(file, &status) == 0 && status.st_size == 5LL << 30, "size by fstat64");
    FILE *stream = fopen64(name, "r");
    EXPECT(stream != NULL && fclose(stream) == 0, "fopen64");
    EXPECT(unlink(name) == 0, "unlink");
    trap_expect_traced("] stat(\"/tmp/trap-large-");
    trap_expect_traced("st_size=5368709120}) = 0");
    trap_expect_traced("] open(");
    trap_expect_traced("] fopen(");
    return 0;
}
