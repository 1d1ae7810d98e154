/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * shimgen_sys.h: system calls that go to the kernel and nowhere else.
 *
 * The support code must not call open(), write() and the like: they may be what the shim wraps (it would call
 * itself), they are cancellation points (pthreads(7)), and they set errno, which belongs to the program.
 *
 * A process may restrict itself to some system calls, and end at any other one: seccomp(2). shimgen_watch.h takes note of that
 * here, and what is done for a trace asks first.
 */
#ifndef SHIMGEN_SYS_H
#define SHIMGEN_SYS_H

#include <errno.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/mman.h>
#include <sys/syscall.h>

/*
 * shimgen_sys and shimgen_sys_mmap make a system call, and return what the kernel returned: -4095 to -1 is a negated errno.
 * Arguments that a call does not have are given as 0; the kernel does not look at them. Registers: syscall(2).
 */
#include "shimgen_machine.h"

/*
 * Where the calling thread has its errno. A thread that was made by clone(2) with CLONE_SETTLS may have nothing but zeros there
 * (Chromium's sandbox does that, around a chroot(2)); then errno is a little below or above address 0, and nobody may touch it.
 */
static inline int *shimgen_sys_errno(void)
{
    static int nowhere;
    int *const own = &errno;
    return (unsigned long)own + 0x100000UL < 0x200000UL ? &nowhere : own;
}

/*
 * The restrictions of system calls that the process is under, or about to put itself under. They are never lifted. The child of a
 * fork(2) inherits them with the memory that this stands in.
 */
static atomic_uint shimgen_sys_restrictions;

static inline bool shimgen_sys_is_restricted(void)
{
    return __builtin_expect(atomic_load_explicit(&shimgen_sys_restrictions, memory_order_acquire) != 0, 0);
}

/* A system call that only a trace needs: none at all, and -EPERM, in a process that has restricted itself. */
static inline long shimgen_sys_if_allowed(long number, long a, long b, long c, long d, long e)
{
    return shimgen_sys_is_restricted() ? -EPERM : shimgen_sys(number, a, b, c, d, e);
}

/*
 * New memory, all zero; NULL if there is none. libc's mmap would be the next library's: tcmalloc's calls functions that may
 * be wrapped (pthread_once), before it maps anything.
 */
static inline void *shimgen_sys_memory(size_t size)
{
    const long address = shimgen_sys_mmap(size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS);
    return address < 0 && address >= -4095 ? NULL : (void *)address;
}

#endif
