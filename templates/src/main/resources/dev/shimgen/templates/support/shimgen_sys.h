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
 * Makes a system call. Returns what the kernel returned: -4095 to -1 is a negated errno. Arguments that a call
 * does not have are given as 0; the kernel does not look at them. Registers: syscall(2).
 */
#if defined(__x86_64__) && defined(__LP64__)

static inline long shimgen_sys(long number, long a, long b, long c, long d, long e)
{
    register long r10 __asm__("r10") = d;
    register long r8 __asm__("r8") = e;
    long result;
    __asm__ volatile("syscall"
                     : "=a"(result)
                     : "0"(number), "D"(a), "S"(b), "d"(c), "r"(r10), "r"(r8)
                     : "rcx", "r11", "memory");
    return result;
}

static inline long shimgen_sys_mmap(size_t size, int protection, int flags)
{
    register long r10 __asm__("r10") = flags;
    register long r8 __asm__("r8") = -1;
    register long r9 __asm__("r9") = 0;
    long result;
    __asm__ volatile("syscall"
                     : "=a"(result)
                     : "0"((long)SYS_mmap), "D"(0L), "S"(size), "d"((long)protection), "r"(r10), "r"(r8), "r"(r9)
                     : "rcx", "r11", "memory");
    return result;
}

#elif defined(__aarch64__)

static inline long shimgen_sys(long number, long a, long b, long c, long d, long e)
{
    register long x8 __asm__("x8") = number;
    register long x0 __asm__("x0") = a;
    register long x1 __asm__("x1") = b;
    register long x2 __asm__("x2") = c;
    register long x3 __asm__("x3") = d;
    register long x4 __asm__("x4") = e;
    __asm__ volatile("svc #0" : "+r"(x0) : "r"(x8), "r"(x1), "r"(x2), "r"(x3), "r"(x4) : "memory");
    return x0;
}

static inline long shimgen_sys_mmap(size_t size, int protection, int flags)
{
    register long x8 __asm__("x8") = SYS_mmap;
    register long x0 __asm__("x0") = 0;
    register long x1 __asm__("x1") = (long)size;
    register long x2 __asm__("x2") = protection;
    register long x3 __asm__("x3") = flags;
    register long x4 __asm__("x4") = -1;
    register long x5 __asm__("x5") = 0;
    __asm__ volatile("svc #0" : "+r"(x0) : "r"(x8), "r"(x1), "r"(x2), "r"(x3), "r"(x4), "r"(x5) : "memory");
    return x0;
}

#elif defined(__i386__)

static inline long shimgen_sys(long number, long a, long b, long c, long d, long e)
{
    long result;
    __asm__ volatile("int $0x80" : "=a"(result) : "0"(number), "b"(a), "c"(b), "d"(c), "S"(d), "D"(e) : "memory");
    return result;
}

/* Here mmap is the older of two calls, and takes the address of its arguments; mmap2 has six: mmap(2). */
static inline long shimgen_sys_mmap(size_t size, int protection, int flags)
{
    const long arguments[] = {0, (long)size, protection, flags, -1, 0};
    return shimgen_sys(SYS_mmap, (long)arguments, 0, 0, 0, 0);
}

#else

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

#endif

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
