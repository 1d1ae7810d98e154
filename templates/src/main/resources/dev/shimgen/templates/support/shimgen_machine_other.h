/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * shimgen_machine_other.h: for every machine without a header of its own. All wrappers are C functions there.
 */
#ifndef SHIMGEN_MACHINE_OTHER_H
#define SHIMGEN_MACHINE_OTHER_H

#include <errno.h>
#include <stddef.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Works on every machine, as long as the shim does not wrap syscall(2) itself. */
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

static inline long shimgen_sys_mmap(size_t size, int protection, int flags, int descriptor, size_t offset)
{
#ifdef SYS_mmap
    const long number = SYS_mmap;
    const long from = (long)offset;
#else
    const long number = SYS_mmap2;
    const long from = (long)(offset / 4096); /* in pages: mmap2(2) */
#endif
    const int saved_errno = errno;
    long result = syscall(number, 0L, (long)size, (long)protection, (long)flags, (long)descriptor, from);
    if (result == -1) {
        result = -errno;
    }
    errno = saved_errno;
    return result;
}

/*
 * What tells threads apart: where a variable is that each has of its own. Not __builtin_thread_pointer: gcc says that it has it
 * also where it refuses it.
 */
static inline const void *shimgen_machine_thread(void)
{
    static __thread char own __attribute__((tls_model("initial-exec")));
    return &own;
}

/* The arguments of an ifunc's resolver (STT_GNU_IFUNC) differ between machines, and between versions of libc. */
#define SHIMGEN_MACHINE_CHOOSES 0

/* No counter is known; the kernel is asked for the time. */
#define SHIMGEN_MACHINE_COUNTS 0

static inline unsigned long long shimgen_machine_counter(void)
{
    return 0;
}

/* Not known, so valgrind is never detected. */
static inline long shimgen_machine_valgrind(const long *words)
{
    (void)words;
    return 0;
}

#define SHIMGEN_CAN_JUMP 0

#define SHIMGEN_MACHINE_STACK_ONLY 0

#endif
