/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * shimgen_redirect_look.h: what is looked at in each call: whether a rule may change what a name means.
 *
 * A name that no rule has costs a look at each of its bytes, and no system call. Relative names need no look at the current
 * folder: what they are relative to is a folder that the kernel knows, and a program that has entered `from` is in `to`. So
 * they only matter if they lead from outside into a `from`, which takes one of its components, or if they leave a folder by "..".
 */
#ifndef SHIMGEN_REDIRECT_LOOK_H
#define SHIMGEN_REDIRECT_LOOK_H

#include <limits.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "shimgen_memory.h"
#include "shimgen_redirect_rules.h"

/* Memory that can be read ----------------------------------------------------------------------------------------- */

/*
 * Pages that names were in, by their numbers. A wild pointer is EFAULT for the kernel, and must not be more for a wrapper, so the
 * kernel is asked before a page is read for the first time; not again, for that is a system call. So who unmaps memory and
 * then passes it as a name, once more, gets a SIGSEGV.
 */
static atomic_ulong shimgen_redirect_pages[64];

static __attribute__((cold, noinline)) bool shimgen_redirect_try_page(uintptr_t address)
{
    const unsigned long page = address / SHIMGEN_TRACE_PAGE;
    if (!shimgen_trace_readable_at(address)) {
        return false;
    }
    atomic_store_explicit(&shimgen_redirect_pages[page % 64], page, memory_order_relaxed);
    return true;
}

/* Whether the page of an address can be read. Nothing is in the first one: mmap_min_addr, proc(5). */
static inline bool shimgen_redirect_page(uintptr_t address)
{
    const unsigned long page = address / SHIMGEN_TRACE_PAGE;
    return page != 0 && (__builtin_expect(atomic_load_explicit(&shimgen_redirect_pages[page % 64],
                                                               memory_order_relaxed) == page, 1) ||
                         shimgen_redirect_try_page(address));
}

/* Bytes of a name before its null byte; -1 if it is not there, PATH_MAX if it has so many or more. */
static long shimgen_redirect_length(const char *name)
{
    size_t length = 0;
    while (length < PATH_MAX) {
        const uintptr_t at = (uintptr_t)name + length;
        const size_t page = SHIMGEN_TRACE_PAGE - at % SHIMGEN_TRACE_PAGE;
        const size_t part = page < PATH_MAX - length ? page : PATH_MAX - length;
        if (!shimgen_redirect_page(at)) {
            return -1;
        }
        const size_t found = (size_t)shimgen_memory_length(name + length, part);
        length += found;
        if (found < part) {
            break;
        }
    }
    return (long)length;
}

/*
 * Has a file there that is looked at or executed without the function that a program would call; 0 or an errno. What is mounted sets
 * it (shimgen_mount_program.h).
 */
static int (*shimgen_redirect_fetch)(const char *name);

static inline int shimgen_redirect_fetched(const char *name)
{
    return shimgen_redirect_fetch == NULL ? 0 : shimgen_redirect_fetch(name);
}

/* The look -------------------------------------------------------------------------------------------------------- */

static inline bool shimgen_redirect_has(const struct shimgen_redirect_rules *rules, unsigned hash)
{
    unsigned generation;
    const struct shimgen_redirect_copy *const copy = shimgen_redirect_copy(rules, &generation);
    unsigned long long bits = rules->filter.from[shimgen_redirect_word(hash)];
    if (copy != NULL) {
        bits |= ((const volatile struct shimgen_redirect_copy *)copy)->filter.from[shimgen_redirect_word(hash)];
    }
    return (bits & shimgen_redirect_bit(hash)) != 0;
}

/*
 * Whether a name has a component "..", or an absolute one also "." or an empty component: "/./a" and "//a" are "/a". In a relative
 * one these lead nowhere.
 */
static inline bool shimgen_redirect_is_dotted(const char *name, size_t length)
{
    const bool absolute = name[0] == '/';
    size_t begin = absolute;
    for (size_t i = begin; i <= length; i++) {
        const char byte = i == length ? '/' : ((const volatile char *)name)[i];
        if (byte == '/') {
            const size_t size = i - begin;
            if (size == 0 ? absolute && i < length
                          : size <= 2 && name[begin] == '.' && name[i - 1] == '.' && (absolute || size == 2)) {
                return true;
            }
            begin = i + 1;
        }
    }
    return false;
}

/* Bytes of a word, each 1 in its highest bit if it is the byte; perhaps some more above the lowest of these. */
static inline unsigned long shimgen_redirect_bytes(unsigned long word, char byte)
{
    return shimgen_memory_zeros(word ^ (~0UL / 0xff * (unsigned char)byte));
}

/*
 * Whether a name may have such a component: whether a slash is followed by a dot or by another slash. A word at a time, as
 * shimgen_memory_length, which has found that all of it can be read.
 */
static inline bool shimgen_redirect_may_be_dotted(const char *name, size_t length)
{
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    const size_t before = (uintptr_t)name % sizeof(shimgen_memory_word);
    const volatile shimgen_memory_word *at = (const volatile shimgen_memory_word *)(const volatile void *)(name - before);
    const unsigned long top = 8 * (sizeof *at - 1);
    unsigned long carried = 0; /* whether the word before ended in a slash */
    for (size_t seen = 0; seen < before + length; seen += sizeof *at) {
        const unsigned long word = *at++;
        const unsigned long slashes = shimgen_redirect_bytes(word, '/');
        if (((slashes << 8 | carried) & (slashes | shimgen_redirect_bytes(word, '.'))) != 0) {
            return true;
        }
        carried = slashes >> top;
    }
    return *name == '.';
#else
    (void)name;
    (void)length;
    return true;
#endif
}

/* A relative name without "./" at its begin. Its length becomes that of the rest. */
static inline const char *shimgen_redirect_without_dot(const char *name, size_t *length)
{
    while (*length >= 2 && name[0] == '.' && name[1] == '/') {
        name += 2;
        *length -= 2;
    }
    return name;
}

/* Whether a name may mean something else than the kernel would find by it. */
static __attribute__((noinline)) bool shimgen_redirect_concerns(const struct shimgen_redirect_rules *rules,
                                                                const char *name)
{
    const long bytes = name == NULL ? -1 : shimgen_redirect_length(name);
    if (bytes <= 0 || bytes >= PATH_MAX) {
        return false; /* EFAULT, ENOENT and ENAMETOOLONG are what the kernel says */
    }
    size_t length = (size_t)bytes;
    const char *first = name + 1;
    if (name[0] != '/') {
        first = name = shimgen_redirect_without_dot(name, &length);
    }
    if (shimgen_redirect_may_be_dotted(name, length) && shimgen_redirect_is_dotted(name, length)) {
        return true;
    }
    unsigned hash = 0;
    for (const volatile char *at = first; at < name + length && *at != '/'; at++) {
        hash = shimgen_redirect_hash(hash, *at);
    }
    if (!shimgen_redirect_has(rules, hash)) {
        return false;
    }
    struct shimgen_redirect_match match;
    match.found = true;
    if (name[0] == '/') {
        shimgen_redirect_find(rules, name, length, &match);
    }
    return match.found;
}

#endif
