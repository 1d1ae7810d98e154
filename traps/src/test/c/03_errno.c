/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Row 3: errno is exact on failure and untouched on success, also for functions that return pointers.
 *
 * Breaks when: shimgen_trace_restore_errno does not restore the old value: errno is 0 instead of 77 after opendir.
 */
#include "trap.h"
#include <dirent.h>

int main(void)
{
    char buffer[4096];
    struct stat status;
    errno = 77;
    EXPECT(access("/", F_OK) == 0 && errno == 77, "errno changed by a first, successful access()");
    for (int i = 0; i < 100; i++) {
        EXPECT(stat("/", &status) == 0 && errno == 77, "errno changed by a successful stat()");
        EXPECT(getcwd(buffer, sizeof buffer) != NULL && errno == 77, "errno changed by a successful getcwd()");
        DIR *directory = opendir("/");
        EXPECT(directory != NULL && errno == 77, "errno changed by a successful opendir()");
        closedir(directory);
    }
    EXPECT(opendir("/missing") == NULL && errno == ENOENT, "errno of opendir()");
    trap_expect_traced("opendir(\"/missing\") = NULL ENOENT (No such file or directory)");
    errno = 0;
    EXPECT(access("/missing", F_OK) == -1 && errno == ENOENT, "ENOENT");
    EXPECT(chdir("/etc/passwd") == -1 && errno == ENOTDIR, "ENOTDIR");
    EXPECT(getcwd(buffer, 1) == NULL && errno == ERANGE, "ERANGE");
    EXPECT(sethostname("x", 1) == -1 && errno == EPERM, "the replaced error");
    return 0;
}
