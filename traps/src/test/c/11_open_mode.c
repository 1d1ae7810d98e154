/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Row 11: open() has a mode only with O_CREAT or O_TMPFILE, and O_TMPFILE contains O_DIRECTORY. Also @ClearFlags with
 * O_SYNC, which contains O_DSYNC, and the names of such flags.
 *
 * Breaks when: the test is only (oflag & O_CREAT): the temporary file has mode 0. With (oflag & O_TMPFILE) != 0, the
 * trace shows a mode for O_DIRECTORY. When a row with mask 0 ends a flag table: on x86-64 O_LARGEFILE is 0, and every
 * flag after it is printed as hexadecimal.
 *
 * Build: -D_GNU_SOURCE
 */
#include "trap.h"

int main(void)
{
    struct stat status;
    umask(0);
    const int temporary = open("/tmp", O_TMPFILE | O_RDWR, 0640);
    EXPECT(temporary >= 0 && fstat(temporary, &status) == 0 && (status.st_mode & 07777) == 0640, "mode with O_TMPFILE");
    const int directory = openat(AT_FDCWD, "/tmp", O_DIRECTORY | O_RDONLY);
    EXPECT(directory >= 0, "O_DIRECTORY");
    const int created = open("trap-mode", O_CREAT | O_WRONLY | O_SYNC | O_TRUNC, 0604);
    EXPECT(created >= 0 && fstat(created, &status) == 0 && (status.st_mode & 07777) == 0604, "mode with O_CREAT");
    EXPECT((fcntl(created, F_GETFL) & (O_SYNC | O_DSYNC)) == 0, "O_SYNC and O_DSYNC are cleared");
    EXPECT(fsync(-1) == 0 && fdatasync(-1) == 0, "fsync is replaced");
    unlink("trap-mode");
    trap_expect_traced("open(\"/tmp\", O_RDWR|O_TMPFILE, 0640) = ");
    trap_expect_traced("openat(AT_FDCWD, \"/tmp\", O_RDONLY|O_DIRECTORY) = ");
    trap_expect_traced("open(\"trap-mode\", O_WRONLY|O_SYNC|O_CREAT|O_TRUNC, 0604) = ");
    trap_expect_traced("fsync(-1) = 0 <");
    return 0;
}
