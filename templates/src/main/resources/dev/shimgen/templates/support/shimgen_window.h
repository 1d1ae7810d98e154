/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * shimgen_window.h: which chunks of a session's pool this process has mapped, which its own limits decide.
 *
 * What is mapped counts for RLIMIT_AS, and for mlockall(2) against RLIMIT_MEMLOCK. The program shall not find that less is left
 * for it: where there is a limit, only the chunks at the begin of the pool are mapped, so many that they are a small part of
 * it. The others are unmapped when the program gives itself a limit, or locks its memory (shimgen_watch.h). A process that has
 * fewer chunks loses events, which are counted, if it writes faster than the reader reads.
 *
 * The heads of all chunks stay mapped, so a thread may look at that of any chunk that it has had, at any time: it says whether the
 * chunk is still the thread's. One chunk is mapped by itself, as the heads are. The kernel puts such small mappings beside the
 * libraries, whose page table they share: most programs that are started look at nothing else, and so need none for the pool.
 * Making one, and giving it back, takes longer than all the rest, in virtual machines many times as long.
 */
#ifndef SHIMGEN_WINDOW_H
#define SHIMGEN_WINDOW_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/mman.h>
#include <sys/resource.h>

#include "shimgen_sys.h"

#define SHIMGEN_POOL_CHUNK_SIZE 65536U

/* The part of a limit that the pool may take: 1 by this. */
#define SHIMGEN_WINDOW_SHARE 64

/* The fewest chunks for events. With one, a thread could not go on in another one while the reader reads it. */
#define SHIMGEN_WINDOW_LEAST 4

struct shimgen_window {
    char *base;     /* of the pool, as it would be if all of it were mapped */
    char *near;     /* one chunk that is mapped a second time, for this process to begin with */
    unsigned near_number;
    unsigned first;   /* the first chunk for events, as it was: what is in the head may be changed by others */
    atomic_uint home; /* the number of the near one, until the first thread has been told of it; then 0 */
    atomic_uint end;  /* of the chunks that threads may claim; never becomes more */
    atomic_bool no_tables; /* whether the chunks in front of `first` are unmapped */
};

/* A limit as prlimit64(2) gives it; the members of struct rlimit have another size in 32-bit programs. */
struct shimgen_window_limit {
    unsigned long long now;
    unsigned long long most;
};

/* A soft limit of this process; all bits set: there is none, or it must not be asked for. */
static unsigned long long shimgen_window_limit(int resource)
{
    struct shimgen_window_limit limit; /* member by member, as everywhere */
    limit.now = ~0ULL;
    limit.most = ~0ULL;
    const long asked = shimgen_sys_if_allowed(SYS_prlimit64, 0, resource, 0, (long)&limit, 0);
    return asked == 0 ? limit.now : ~0ULL;
}

/* Where a process's window ends that has such a limit, if the pool has so many `chunks`, from `first` on for events. */
static unsigned shimgen_window_end(unsigned long long limit, unsigned first, unsigned chunks)
{
    const unsigned long long share = limit / SHIMGEN_WINDOW_SHARE / SHIMGEN_POOL_CHUNK_SIZE;
    const unsigned long long count = share < SHIMGEN_WINDOW_LEAST ? SHIMGEN_WINDOW_LEAST : share;
    return count < chunks - first ? first + (unsigned)count : chunks;
}

/* Where a chunk is. */
static inline void *shimgen_window_chunk(const struct shimgen_window *window, unsigned number)
{
    return number == window->near_number ? window->near : window->base + (size_t)number * SHIMGEN_POOL_CHUNK_SIZE;
}

/* Unmapping -------------------------------------------------------------------------------------------------------- */

static void shimgen_window_unmap(struct shimgen_window *window, unsigned from, unsigned to)
{
    if (from < to) {
        char *const at = window->base + (size_t)from * SHIMGEN_POOL_CHUNK_SIZE;
        shimgen_sys(SYS_munmap, (long)at, (long)((size_t)(to - from) * SHIMGEN_POOL_CHUNK_SIZE), 0, 0, 0);
    }
}

/* Unmaps the chunks of tables, which are only needed to enter this library. Once: then the addresses are the program's. */
static void shimgen_window_unmap_tables(struct shimgen_window *window)
{
    if (!atomic_exchange(&window->no_tables, true)) {
        shimgen_window_unmap(window, 0, window->first);
    }
}

/* Unmaps the chunks of a pool that no thread has looked at, as far as they are mapped. */
static void shimgen_window_close(struct shimgen_window *window)
{
    if (window->base != NULL) {
        shimgen_window_unmap_tables(window);
        shimgen_window_unmap(window, window->first, atomic_load(&window->end));
        window->base = NULL;
    }
    if (window->near != NULL) {
        shimgen_sys(SYS_munmap, (long)window->near, SHIMGEN_POOL_CHUNK_SIZE, 0, 0, 0);
        window->near = NULL;
    }
}

#endif
