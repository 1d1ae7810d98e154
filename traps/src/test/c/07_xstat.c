/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Row 7: programs built before glibc 2.33 call __xstat and related functions instead of stat.
 *
 * Breaks when: the wrapper of __xstat is left out (its line is missing), or passes its arguments to stat, shifted by
 * one.
 */
#include "trap.h"

int __xstat(int version, const char *path, struct stat *buf);
int __lxstat(int version, const char *path, struct stat *buf);
int __fxstat(int version, int fd, struct stat *buf);
int __fxstatat(int version, int fd, const char *path, struct stat *buf, int flag);

#ifdef __aarch64__
#define STAT_VERSION 0
#elif defined(__LP64__)
#define STAT_VERSION 1
#else
#define STAT_VERSION 3
#endif

int main(void)
{
    struct stat old, now;
    EXPECT(__xstat(STAT_VERSION, "/etc/passwd", &old) == 0, "__xstat");
    EXPECT(stat("/etc/./passwd", &now) == 0 && now.st_ino == old.st_ino, "stat and __xstat agree");
    EXPECT(__lxstat(STAT_VERSION, "/proc/self/exe", &old) == 0 && S_ISLNK(old.st_mode), "__lxstat");
    EXPECT(__fxstat(STAT_VERSION, 0, &old) == 0, "__fxstat");
    EXPECT(__fxstatat(STAT_VERSION, AT_FDCWD, "/proc/self/exe", &old, AT_SYMLINK_NOFOLLOW) == 0, "__fxstatat");
    EXPECT(__xstat(99, "/etc/passwd", &old) == -1 || STAT_VERSION == 1, "the version is passed on");
    trap_expect_traced("] stat(\"/etc/passwd\", {st_mode=S_IFREG|0644, st_size=");
    trap_expect_traced("] stat(\"/etc/./passwd\"");
    trap_expect_traced("] fstatat(AT_FDCWD, \"/proc/self/exe\", {st_mode=S_IFLNK|0777");
    return 0;
}
