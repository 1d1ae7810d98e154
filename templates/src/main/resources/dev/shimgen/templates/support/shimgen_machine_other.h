/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * shimgen_machine_other.h: every machine that has no header of its own. Wrappers are functions in C there.
 */
#ifndef SHIMGEN_MACHINE_OTHER_H
#define SHIMGEN_MACHINE_OTHER_H

#include <errno.h>
#include <stddef.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Right on every machine, as long as the shim does not wrap syscall(2) itself. */
static inline long shimgen_sys(long number, long a, long b, long c, long d, long e)
{
    const int saved_errno = errno;
    long result = syscall(number, a, b, c, d, e);
    if (result == -1) {
        result = -errno;
    }
    errno = saved_errno;
    return result;
}

/* The offset is 0, in bytes as in pages: mmap2(2). */
static inline long shimgen_sys_mmap(size_t size, int protection, int flags)
{
#ifdef SYS_mmap
    const long number = SYS_mmap;
#else
    const long number = SYS_mmap2;
#endif
    const int saved_errno = errno;
    long result = syscall(number, 0L, (long)size, (long)protection, (long)flags, -1L, 0L);
    if (result == -1) {
        result = -errno;
    }
    errno = saved_errno;
    return result;
}

/* What a function that chooses a function (STT_GNU_IFUNC) takes differs between machines, and between versions of libc. */
#define SHIMGEN_MACHINE_CHOOSES 0

/* Not known; a program that runs under valgrind is not told from another one. */
static inline long shimgen_machine_valgrind(const long *words)
{
    (void)words;
    return 0;
}

#define SHIMGEN_CAN_JUMP 0

#define SHIMGEN_MACHINE_STACK_ONLY 0

#endif
