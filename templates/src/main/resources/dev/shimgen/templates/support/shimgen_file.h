/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * shimgen_file.h: the descriptor of a trace file, and how it is kept out of the program's way.
 *
 * In a process with one thread, the file is opened and closed again for each line, with signals blocked. So the program
 * never sees the descriptor: it cannot be hit by closefrom(3), close_range(2), dup2(2) or bash's `exec 3>f`, nor leak
 * across fork(2) or execve(2).
 *
 * With several threads that would be wrong: while a line is written, another thread's open(2) would not get the lowest
 * number, or its close(2) would hit this descriptor, and the line would go to the file that it opens next. So then,
 * one descriptor stays open, close-on-exec, and with a number that programs do not usually reach. The program may still
 * close or replace it (closefrom(3)). So before each use, the file that it refers to is compared with the trace file;
 * if it is another one, the descriptor is now the program's, and the trace file is opened again. Two moments remain in
 * which the program can interfere: between that fstat(2) and the next instruction, and while the file is opened.
 */
#ifndef SHIMGEN_FILE_H
#define SHIMGEN_FILE_H

#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/resource.h>

#include "shimgen_elf.h"
#include "shimgen_identity.h"
#include "shimgen_loaded.h"
#include "shimgen_sys.h"

/*
 * Higher than the numbers that programs use (bash takes 10 and 255), lower than FD_SETSIZE and the usual
 * RLIMIT_NOFILE, 1024.
 */
#define SHIMGEN_FILE_NUMBER 1000

/* The smallest RLIMIT_NOFILE under which a descriptor stays open; below that, each one is the program's to count with. */
#define SHIMGEN_FILE_FEWEST 16

/*
 * Returns a descriptor, or a negated errno. A trace contains what programs read and write, so only the owner may read
 * the file, and a symbolic link that somebody has placed in a folder like /tmp is not followed (open(2), O_NOFOLLOW:
 * ELOOP). O_NONBLOCK: a FIFO without a reader gives ENXIO, and a full one EAGAIN, instead of stopping the program
 * (fifo(7)).
 */
static long shimgen_file_open(const char *path)
{
    const long flags = O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOCTTY | O_NONBLOCK | O_NOFOLLOW
#ifndef __LP64__
                       | 0100000 /* O_LARGEFILE, which <fcntl.h> may define as 0 */
#endif
        ;
    return shimgen_sys_if_allowed(SYS_openat, AT_FDCWD, (long)path, flags, 0600, 0);
}

static void shimgen_file_close(int descriptor)
{
    shimgen_sys_if_allowed(SYS_close, descriptor, 0, 0, 0, 0);
}

/* The descriptor that stays open ---------------------------------------------------------------------------------- */

/*
 * Its number is in the lower 16 bits, and a digest of the file's identity above, in one word, so that no thread ever
 * sees one without the other; 0 if there is none. The holder is the process that opened it, whose id may be part of the
 * path.
 */
static atomic_ullong shimgen_file_held;
static atomic_long shimgen_file_holder;

/*
 * Returns glibc's variable that says whether the process has only one thread (<sys/single_threaded.h>), or else a
 * variable that says no. It is searched for at run time: a reference would have the symbol's version, and even if it
 * were weak, the shim could not be loaded into a glibc before 2.32 (glibc, elf/dl-version.c).
 */
static const volatile char *shimgen_file_single_threaded(void)
{
    static const char unknown = 0;
    static _Atomic(const volatile char *) known;
    const volatile char *variable = atomic_load_explicit(&known, memory_order_relaxed);
    if (variable == NULL) {
        const struct link_map *first = shimgen_first_object();
        const struct shimgen_startup startup = shimgen_startup(first);
        variable = &unknown;
        for (const struct link_map *map = first; map != NULL; map = map == startup.last ? NULL : map->l_next) {
            const struct shimgen_object object = shimgen_object_read(map);
            const char *found = (const char *)shimgen_object_variable(&object, "__libc_single_threaded");
            if (found != NULL) {
                variable = found;
                break;
            }
        }
        atomic_store_explicit(&known, variable, memory_order_relaxed);
    }
    return variable;
}

/* Whether another thread may run between two system calls of this code; assumed if libc does not say. */
static inline bool shimgen_file_is_shared(void)
{
    return *shimgen_file_single_threaded() == 0;
}

static inline unsigned long long shimgen_file_word(int descriptor, const struct shimgen_file_identity *identity)
{
    const unsigned long long digest =
        (identity->device * 0x9e3779b97f4a7c15ULL ^ identity->inode) * 0xc2b2ae3d27d4eb4fULL;
    return (digest & ~0xffffULL) | (unsigned)descriptor;
}

/*
 * The descriptor that is held for this process, or -1. It is given up if the program has taken its number or removed
 * the file.
 */
static int shimgen_file_find_held(long process)
{
    unsigned long long word = atomic_load_explicit(&shimgen_file_held, memory_order_acquire);
    const int descriptor = (int)(word & 0xffffULL);
    struct shimgen_file_identity identity;
    if (word == 0) {
        return -1;
    }
    const bool ours =
        shimgen_file_identify(descriptor, NULL, &identity) && shimgen_file_word(descriptor, &identity) == word;
    if (ours && !identity.removed && atomic_load_explicit(&shimgen_file_holder, memory_order_relaxed) == process) {
        return descriptor;
    }
    if (atomic_compare_exchange_strong(&shimgen_file_held, &word, 0) && ours) {
        shimgen_file_close(descriptor);
    }
    return -1;
}

/*
 * Duplicates the descriptor to a number that is out of the way; a negated errno on failure: fcntl(2),
 * F_DUPFD_CLOEXEC.
 */
static long shimgen_file_raise(long descriptor)
{
#ifdef SYS_fcntl64
    const long number = SYS_fcntl64;
#else
    const long number = SYS_fcntl;
#endif
    const long raised = shimgen_sys_if_allowed(number, descriptor, F_DUPFD_CLOEXEC, SHIMGEN_FILE_NUMBER, 0, 0);
    if (raised != -EINVAL) {
        return raised;
    }
    unsigned long long limit[2]; /* struct rlimit64 */
    limit[0] = 0;
    if (shimgen_sys_if_allowed(SYS_prlimit64, 0, RLIMIT_NOFILE, 0, (long)limit, 0) != 0 ||
        limit[0] < SHIMGEN_FILE_FEWEST) {
        return -EMFILE;
    }
    /* The last ones are where programs look for a free number downwards: not the very last, where there are many. */
    const long distance = limit[0] < 64 ? 1 : 8;
    return shimgen_sys_if_allowed(number, descriptor, F_DUPFD_CLOEXEC, (long)limit[0] - distance, 0, 0);
}

/*
 * Opens the file while other threads use the same descriptors: one may close the number that open(2) has just returned
 * here, and open a file of its own. So each descriptor is compared with what the path leads to; if that differs, it is
 * the program's.
 *
 * Returns a descriptor, or a negated errno. It stays open if `kept` is set; otherwise the caller has to close it.
 */
static long shimgen_file_open_shared(const char *path, long process, bool *kept)
{
    struct shimgen_file_identity named;
    struct shimgen_file_identity identity;
    *kept = false;
    const long low = shimgen_file_open(path);
    if (low < 0) {
        return low;
    }
    const long high = shimgen_file_raise(low);
    const bool known = shimgen_file_identify(AT_FDCWD, path, &named);
    const bool low_is_ours = known && shimgen_file_identify((int)low, NULL, &identity) &&
                             shimgen_file_is_same(&identity, &named);
    if (high < 0) {
        return low_is_ours ? low : -EBADF;
    }
    if (low_is_ours) {
        shimgen_file_close((int)low);
    }
    if (!known || !shimgen_file_identify((int)high, NULL, &identity) || !shimgen_file_is_same(&identity, &named)) {
        shimgen_file_close((int)high); /* a duplicate of the program's descriptor */
        return -EBADF;
    }
    unsigned long long none = 0;
    if (high <= 0xffff) {
        atomic_store_explicit(&shimgen_file_holder, process, memory_order_relaxed);
        *kept = atomic_compare_exchange_strong(&shimgen_file_held, &none, shimgen_file_word((int)high, &identity));
    }
    return high;
}

/* Returns a descriptor to write one line to, or a negated errno. Unless `kept` is set, the caller has to close it. */
static long shimgen_file_descriptor(const char *path, long process, bool *kept)
{
    const int held = shimgen_file_find_held(process);
    if (held >= 0) {
        *kept = true;
        return held;
    }
    if (shimgen_file_is_shared()) {
        return shimgen_file_open_shared(path, process, kept);
    }
    *kept = false;
    return shimgen_file_open(path);
}

#endif
