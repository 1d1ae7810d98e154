/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * shimgen_sys.h: system calls that go to the kernel and nowhere else.
 *
 * The support code must not call open(), write() and the like: they may be what the shim wraps (it would call
 * itself), they are cancellation points (pthreads(7)), and they set errno, which belongs to the program.
 */
#ifndef SHIMGEN_SYS_H
#define SHIMGEN_SYS_H

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

#elif defined(__i386__)

static inline long shimgen_sys(long number, long a, long b, long c, long d, long e)
{
    long result;
    __asm__ volatile("int $0x80" : "=a"(result) : "0"(number), "b"(a), "c"(b), "d"(c), "S"(d), "D"(e) : "memory");
    return result;
}

#else

#include <errno.h>
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

#endif

#endif
