/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * shimgen_identity.h: which file a descriptor or a path stands for, and whose process this is.
 */
#ifndef SHIMGEN_IDENTITY_H
#define SHIMGEN_IDENTITY_H

#include <fcntl.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/stat.h>

#include "shimgen_sys.h"

/* Identifies a file. */
struct shimgen_file_identity {
    unsigned long long device;
    unsigned long long inode;
    unsigned owner;
    bool regular;
    bool removed; /* no name leads to it any more */
};

static inline bool shimgen_file_is_same(const struct shimgen_file_identity *a, const struct shimgen_file_identity *b)
{
    return a->device == b->device && a->inode == b->inode;
}

/* The effective user id. */
static unsigned shimgen_file_user(void)
{
#ifdef SYS_geteuid32
    const long number = SYS_geteuid32;
#else
    const long number = SYS_geteuid;
#endif
    return (unsigned)shimgen_sys_if_allowed(number, 0, 0, 0, 0, 0);
}

/*
 * Identifies the file of a descriptor, or that of a path if the descriptor is AT_FDCWD. The kernel's fstat(2) fills
 * libc's struct stat only where long has 64 bits.
 */
static bool shimgen_file_identify(int descriptor, const char *path, struct shimgen_file_identity *identity)
{
#if defined(SYS_fstat) && defined(__LP64__)
    struct stat status;
    const long result =
        descriptor == AT_FDCWD
            ? shimgen_sys_if_allowed(SYS_newfstatat, AT_FDCWD, (long)path, (long)&status, AT_SYMLINK_NOFOLLOW, 0)
            : shimgen_sys_if_allowed(SYS_fstat, descriptor, (long)&status, 0, 0, 0);
    if (result != 0) {
        return false;
    }
    identity->device = status.st_dev;
    identity->inode = status.st_ino;
    identity->owner = status.st_uid;
    identity->regular = S_ISREG(status.st_mode);
    identity->removed = status.st_nlink == 0;
#else
    struct statx status;
    const bool named = descriptor == AT_FDCWD;
    if (shimgen_sys_if_allowed(SYS_statx, descriptor, named ? (long)path : (long)"",
                               named ? AT_SYMLINK_NOFOLLOW : AT_EMPTY_PATH, STATX_TYPE | STATX_UID | STATX_INO | STATX_NLINK,
                               (long)&status) != 0) {
        return false;
    }
    identity->device = (unsigned long long)status.stx_dev_major << 32 | status.stx_dev_minor;
    identity->inode = status.stx_ino;
    identity->owner = status.stx_uid;
    identity->regular = S_ISREG(status.stx_mode);
    identity->removed = status.stx_nlink == 0;
#endif
    return true;
}

#endif
