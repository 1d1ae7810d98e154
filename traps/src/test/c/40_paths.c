/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Row 40: AT_EMPTY_PATH, AT_FDCWD, paths relative to a directory's descriptor, trailing slashes, "..", links: a path is
 * passed on and shown as the program wrote it. RealProgramsTest compares this program's lines with those of strace.
 *
 * Breaks when: the wrapper of fstatat passes AT_FDCWD in place of the descriptor: ".. (errno 2)".
 *
 * Build: -D_GNU_SOURCE
 */
#include "trap.h"

int main(void)
{
    char folder[] = "/tmp/trap-paths-XXXXXX";
    struct stat by_path, by_other;
    char target[64] = "";
    EXPECT(mkdtemp(folder) != NULL && chdir(folder) == 0, "a folder");
    EXPECT(mkdir("trap-d", 0700) == 0 && symlink("trap-d", "trap-l") == 0 && symlink("/missing", "trap-dead") == 0,
           "a directory and links");
    const int directory = open("trap-d", O_RDONLY | O_DIRECTORY);
    EXPECT(directory == 3, "open of a directory");
    const int file = openat(directory, "trap-f", O_CREAT | O_RDWR, 0600);
    EXPECT(file == 4, "openat relative to a directory");
    EXPECT(fstatat(file, "", &by_other, AT_EMPTY_PATH) == 0, "AT_EMPTY_PATH");
    EXPECT(fstatat(file, "", &by_other, 0) == -1 && errno == ENOENT, "an empty path without AT_EMPTY_PATH");
    EXPECT(fstatat(AT_FDCWD, "trap-d/../trap-d//./trap-f", &by_path, 0) == 0 && by_path.st_ino == by_other.st_ino, "..");
    EXPECT(fstatat(directory, "../trap-l/trap-f", &by_path, 0) == 0 && by_path.st_ino == by_other.st_ino, "a link");
    EXPECT(lstat("trap-l", &by_path) == 0 && S_ISLNK(by_path.st_mode), "a link without slash");
    EXPECT(lstat("trap-l/", &by_path) == 0 && S_ISDIR(by_path.st_mode), "a link with a slash");
    EXPECT(stat("trap-d/trap-f/", &by_path) == -1 && errno == ENOTDIR, "a file with a slash");
    EXPECT(stat("trap-dead", &by_path) == -1 && errno == ENOENT, "a dead link");
    EXPECT(fstatat(99, "/tmp/trap-none", &by_path, 0) == -1 && errno == ENOENT, "an absolute path needs no descriptor");
    EXPECT(fstatat(99, "trap-none", &by_path, 0) == -1 && errno == EBADF, "a relative one does");
    EXPECT(readlinkat(AT_FDCWD, "trap-l", target, sizeof target) == 6 && memcmp(target, "trap-d", 6) == 0, "readlinkat");
    EXPECT(renameat(directory, "trap-f", AT_FDCWD, "trap-g") == 0, "renameat");
    EXPECT(unlinkat(AT_FDCWD, "trap-g", 0) == 0 && unlinkat(AT_FDCWD, "trap-d", AT_REMOVEDIR) == 0, "unlinkat");
    EXPECT(openat(directory, "trap-f", O_CREAT, 0600) == -1 && errno == ENOENT, "a directory that is gone");
    unlink("trap-l");
    unlink("trap-dead");
    EXPECT(rmdir(folder) == 0, "rmdir");
    trap_expect_traced("] openat(3, \"trap-f\", O_RDWR|O_CREAT, 0600) = 4 <");
    trap_expect_traced("] fstatat(4, \"\", {st_mode=S_IFREG|0600, st_size=0}, AT_EMPTY_PATH) = 0 <");
    trap_expect_traced("] fstatat(AT_FDCWD, \"trap-d/../trap-d//./trap-f\", {");
    trap_expect_traced("] lstat(\"trap-l/\", {st_mode=S_IFDIR|0700, ");
    trap_expect_traced("] renameat(3, \"trap-f\", AT_FDCWD, \"trap-g\") = 0 <");
    trap_expect_traced("] unlinkat(AT_FDCWD, \"trap-d\", AT_REMOVEDIR) = 0 <");
    return 0;
}
