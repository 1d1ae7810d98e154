/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * shimgen_sys.h: system calls without libc's functions.
 *
 * The support code must not call open(), write() and the like: they may be what the shim wraps (it would call itself),
 * they are cancellation points (pthreads(7)), and they set errno, which belongs to the program.
 *
 * A process may allow itself only some system calls, and be ended by any other one: seccomp(2). shimgen_watch.h records
 * that here, and code that makes system calls for a trace looks at it first.
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
 * shimgen_sys and shimgen_sys_mmap make a system call, and return the kernel's result: -4095 to -1 is a negated errno.
 * For arguments that a call does not have, 0 is passed; the kernel ignores them. Registers: syscall(2).
 */
#include "shimgen_machine.h"

/*
 * The calling thread's errno. A thread that was made by clone(2) with CLONE_SETTLS may have thread storage of nothing
 * but zeros (Chromium's sandbox makes one, for a chroot(2)); then the address of errno is near 0, and it must not be
 * accessed.
 */
static inline int *shimgen_sys_errno(void)
{
    static int nowhere;
    int *const own = &errno;
    return (unsigned long)own + 0x100000UL < 0x200000UL ? &nowhere : own;
}

/*
 * How many restrictions of system calls the process has put itself under, or is about to. They are never lifted. The
 * child of a fork(2) inherits them, as it inherits this memory.
 */
static atomic_uint shimgen_sys_restrictions;

static inline bool shimgen_sys_is_restricted(void)
{
    return __builtin_expect(atomic_load_explicit(&shimgen_sys_restrictions, memory_order_acquire) != 0, 0);
}

/*
 * A system call that only a trace needs: in a process that has restricted itself, it is not made, and fails with
 * -EPERM.
 */
static inline long shimgen_sys_if_allowed(long number, long a, long b, long c, long d, long e)
{
    return shimgen_sys_is_restricted() ? -EPERM : shimgen_sys(number, a, b, c, d, e);
}

/* Maps a file, or new memory where the descriptor is -1, for reading and writing: mmap(2). NULL if that is not possible. */
static inline void *shimgen_sys_map(size_t size, int flags, int descriptor, size_t offset)
{
    const long address = shimgen_sys_mmap(size, PROT_READ | PROT_WRITE, flags, descriptor, offset);
    return address < 0 && address >= -4095 ? NULL : (void *)address;
}

/*
 * New memory, all zero; NULL if there is none. It does not come from the next definition of mmap: tcmalloc's calls
 * functions that may be wrapped (pthread_once) before it maps anything. It is there at once: a page fault takes longer.
 */
static inline void *shimgen_sys_memory(size_t size)
{
    return shimgen_sys_map(size, MAP_PRIVATE | MAP_ANONYMOUS | MAP_POPULATE, -1, 0);
}

#ifndef MADV_POPULATE_WRITE
#define MADV_POPULATE_WRITE 23 /* linux/mman.h since 5.14 */
#endif

/* A page, or what the kernel makes of it where pages are larger. */
#define SHIMGEN_SYS_PAGE 4096

/*
 * Has a page of shared memory there before it is looked at. In a virtual machine that takes a fifth of the time of a page fault,
 * which brings fifteen others along ("fault-around"). An older kernel refuses, and the page comes when it is needed.
 */
static inline void shimgen_sys_populate(void *page)
{
    shimgen_sys_if_allowed(SYS_madvise, (long)page, SHIMGEN_SYS_PAGE, MADV_POPULATE_WRITE, 0, 0);
}

#endif
