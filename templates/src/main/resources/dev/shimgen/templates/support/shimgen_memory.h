/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * shimgen_memory.h: memory that may not be there.
 *
 * The arguments of a call may be anything, as for the real function (for which a wild pointer is just EFAULT), so nothing
 * is read before the kernel has said that it can be.
 */
#ifndef SHIMGEN_MEMORY_H
#define SHIMGEN_MEMORY_H

#include <errno.h>
#include <limits.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "shimgen_signals.h"
#include "shimgen_sys.h"
#include "shimgen_valgrind.h"

/* The smallest page of any machine: what one probe of memory can tell about. */
#define SHIMGEN_TRACE_PAGE 4096

/*
 * Whether the page of an address can be read. rt_sigprocmask(2) first copies the new set from user space and only then
 * looks at `how`: with a `how` that does not exist it fails with EFAULT or EINVAL, and changes nothing. No seccomp(2)
 * filter forbids this call, it needs no descriptor, and works in any context. Aligned, so that the set never crosses
 * into the next page.
 *
 * valgrind prints a message for a `how` that does not exist. There, sched_setaffinity(2) does the same: it copies the mask,
 * and then finds that the thread does not exist (ESRCH).
 */
static __attribute__((cold, noinline)) bool shimgen_trace_readable_at(uintptr_t address)
{
    const long aligned = (long)(address & ~(uintptr_t)(SHIMGEN_SIGNALS_SIZE - 1));
    if (shimgen_valgrind_is_running()) {
        return shimgen_sys_if_allowed(SYS_sched_setaffinity, INT_MAX, SHIMGEN_SIGNALS_SIZE, aligned, 0, 0) == -ESRCH;
    }
    return shimgen_sys_if_allowed(SYS_rt_sigprocmask, -1, aligned, 0, SHIMGEN_SIGNALS_SIZE, 0) == -EINVAL;
}

/* Whether each page of size bytes can be read. */
static __attribute__((cold, noinline, unused)) bool shimgen_trace_readable(const void *memory, size_t size)
{
    const uintptr_t begin = (uintptr_t)memory;
    if (begin + size < begin) {
        return false;
    }
    for (uintptr_t at = begin; at < begin + size; at = (at | (SHIMGEN_TRACE_PAGE - 1)) + 1) {
        if (!shimgen_trace_readable_at(at)) {
            return false;
        }
        if ((at | (SHIMGEN_TRACE_PAGE - 1)) == UINTPTR_MAX) {
            break;
        }
    }
    return true;
}

/* A word of a string, aligned. */
typedef unsigned long __attribute__((may_alias)) shimgen_memory_word;

/* The highest bits of the bytes of a word that are zero; above the lowest of them perhaps of others, which are 1. */
static inline unsigned long shimgen_memory_zeros(unsigned long word)
{
    const unsigned long ones = ~0UL / 0xff;
    return (word - ones) & ~word & ones << 7; /* "Hacker's Delight", 6-1 */
}

/*
 * Bytes before the null byte of a string that is there, at most `maximum`. An aligned word at a time, since that is
 * never on two pages: what is read before the string's begin and behind its end is there, too.
 */
static inline long shimgen_memory_length(const char *string, size_t maximum)
{
    const size_t before = (uintptr_t)string % sizeof(shimgen_memory_word);
    const volatile shimgen_memory_word *at =
        (const volatile shimgen_memory_word *)(const volatile void *)(string - before);
    unsigned long word = *at;
    size_t length = sizeof word - before;
    if (before != 0) {
        /* No byte before the string is zero. */
        word |= __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__ ? ~0UL >> 8 * length : ~0UL << 8 * length;
    }
    while (shimgen_memory_zeros(word) == 0) {
        if (length >= maximum) {
            return (long)maximum;
        }
        word = *++at;
        length += sizeof word;
    }
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    length -= sizeof word - (unsigned)__builtin_ctzl(shimgen_memory_zeros(word)) / 8;
#else
    for (length -= sizeof word; word >> 8 * (sizeof word - 1) != 0; word <<= 8) {
        length++;
    }
#endif
    return (long)(length < maximum ? length : maximum);
}

/* Bytes before the terminating null byte, at most `maximum`; -1 if the string runs into memory that cannot be read. */
static __attribute__((cold, noinline, unused)) long shimgen_trace_string_length(const char *string, size_t maximum)
{
    size_t length = 0;
    while (length < maximum) {
        const uintptr_t at = (uintptr_t)string + length;
        const size_t page = SHIMGEN_TRACE_PAGE - at % SHIMGEN_TRACE_PAGE;
        const size_t part = page < maximum - length ? page : maximum - length;
        if (!shimgen_trace_readable_at(at)) {
            return -1;
        }
        const size_t found = (size_t)shimgen_memory_length(string + length, part);
        length += found;
        if (found < part) {
            break;
        }
    }
    return (long)length;
}

#endif
