/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * trap_redirect.h: a program that runs again with a folder of its own under the name /trap-a, which is not there.
 */
#ifndef TRAP_REDIRECT_H
#define TRAP_REDIRECT_H

#include "trap.h"
#include <limits.h>

/* The folder that /trap-a stands for: "b" in the test's folder. */
static char trap_to[PATH_MAX];

static void trap_write(const char *path, const char *text)
{
    const int file = (int)syscall(SYS_openat, AT_FDCWD, path, O_WRONLY | O_CREAT | O_TRUNC, 0644);
    EXPECT(file >= 0 && write(file, text, strlen(text)) == (ssize_t)strlen(text), path);
    close(file);
}

/* Whether a file has a text; by the system call, so by its real name. */
__attribute__((unused)) static bool trap_has(const char *path, const char *text)
{
    char found[64] = "";
    const int file = (int)syscall(SYS_openat, AT_FDCWD, path, O_RDONLY, 0);
    const ssize_t size = file < 0 ? 0 : read(file, found, sizeof found - 1);
    close(file);
    return size == (ssize_t)strlen(text) && strcmp(found, text) == 0;
}

/* Whether a file that is opened by a name has a text. */
__attribute__((unused)) static bool trap_says(int folder, const char *name, const char *text)
{
    char found[64] = "";
    const int file = openat(folder, name, O_RDONLY);
    const ssize_t size = file < 0 ? 0 : read(file, found, sizeof found - 1);
    if (file >= 0) {
        close(file);
    }
    return size == (ssize_t)strlen(text) && strcmp(found, text) == 0;
}

/* What a name in the folder really is. */
__attribute__((unused)) static const char *trap_real(const char *name)
{
    static char path[PATH_MAX + 64];
    snprintf(path, sizeof path, "%s/%s", trap_to, name);
    return path;
}

/* Makes the folder, and runs the program again with it. Another name may stand for it, too. */
__attribute__((unused)) static void trap_redirect(const char *other)
{
    char here[PATH_MAX - 64];
    char setting[3 * PATH_MAX];
    EXPECT(syscall(SYS_getcwd, here, sizeof here) > 0, "the test's folder");
    snprintf(trap_to, sizeof trap_to, "%s/b", here);
    if (getenv("SHIMGEN_REDIRECT") != NULL) {
        return;
    }
    syscall(SYS_mkdirat, AT_FDCWD, trap_to, 0755);
    syscall(SYS_mkdirat, AT_FDCWD, trap_real("sub"), 0755);
    trap_write(trap_real("file"), "of b");
    trap_write(trap_real("sub/file"), "of sub");
    snprintf(setting, sizeof setting, "/trap-a=%s:%s=%s", trap_to, other, trap_to);
    setenv("SHIMGEN_REDIRECT", setting, 1);
    trap_exec("again");
    _exit(127);
}

#endif
