/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * shimgen_pool_join.h: joins a session: maps its pool, and leaves it again.
 */
#ifndef SHIMGEN_POOL_JOIN_H
#define SHIMGEN_POOL_JOIN_H

#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/mman.h>
#include <unistd.h>

#include "shimgen_identity.h"
#include "shimgen_pool.h"
#include "shimgen_pool_claim.h"
#include "shimgen_pool_library.h"
#include "shimgen_pool_life.h"
#include "shimgen_sys.h"
#include "shimgen_window.h"

#ifndef MADV_WIPEONFORK
#define MADV_WIPEONFORK 18 /* linux/mman.h since 4.14 */
#endif

/* Maps so many bytes of a pool's file from a chunk on; NULL if that is not possible. */
static void *shimgen_pool_map_part(int descriptor, unsigned from, size_t size)
{
    return shimgen_sys_map(size, MAP_SHARED, descriptor, (size_t)from * SHIMGEN_POOL_CHUNK_SIZE);
}

/*
 * Maps the chunks of a pool whose head is mapped, as many as the process's limits allow: shimgen_window.h. The one that this
 * process begins with is mapped before the others, so that it is next to the head. False if that is not possible.
 */
static bool shimgen_pool_map_chunks(const struct shimgen_pool *pool, int descriptor)
{
    struct shimgen_pool_head *head = pool->head;
    struct shimgen_window *window = pool->window;
    const unsigned first = head->first;
    const unsigned end = shimgen_window_end(shimgen_window_limit(RLIMIT_AS), first, head->chunks);
    const unsigned home = shimgen_pool_next_home(head, first, end);
    window->first = first;
    window->near_number = home;
    atomic_store(&window->home, home);
    atomic_store(&window->end, end);
    window->near = shimgen_pool_map_part(descriptor, home, SHIMGEN_POOL_CHUNK_SIZE);
    window->base = shimgen_pool_map_part(descriptor, 0, (size_t)end * SHIMGEN_POOL_CHUNK_SIZE);
    return window->near != NULL && window->base != NULL;
}

/*
 * Maps the head of a pool, and those of its chunks behind it. False if that is not possible, or if the file, of so many bytes, is no
 * pool: then `is_one` becomes false.
 */
static bool shimgen_pool_map_heads(struct shimgen_pool *pool, int descriptor, size_t size, bool *is_one)
{
    pool->tables = 2 * SHIMGEN_POOL_CHUNK_SIZE; /* as it is if there are no more than a thousand chunks */
    pool->head = shimgen_pool_map_part(descriptor, 0, pool->tables);
    if (pool->head == NULL) {
        return false;
    }
    shimgen_sys_populate(pool->head);
    *is_one = shimgen_pool_is_one(pool->head, size / SHIMGEN_POOL_CHUNK_SIZE);
    if (!*is_one) {
        return false;
    }
    const size_t mapped = pool->tables;
    pool->tables = (size_t)(1 + shimgen_pool_chunks_of_heads(pool->head->chunks)) * SHIMGEN_POOL_CHUNK_SIZE;
    if (pool->tables != mapped) {
        shimgen_sys(SYS_munmap, (long)pool->head, (long)mapped, 0, 0, 0);
        pool->head = shimgen_pool_map_part(descriptor, 0, pool->tables);
    }
    pool->chunks = (struct shimgen_pool_chunk *)((char *)pool->head + SHIMGEN_POOL_CHUNK_SIZE);
    return pool->head != NULL;
}

/* Leaves a session that no event was written into, as far as it was joined; not at all if there is none. */
static __attribute__((cold, noinline)) void shimgen_pool_leave(struct shimgen_pool *pool)
{
    shimgen_window_close(pool->window);
    if (pool->head != NULL) {
        shimgen_sys(SYS_munmap, (long)pool->head, (long)pool->tables, 0, 0, 0);
        pool->head = NULL;
    }
    if (pool->life != NULL) {
        shimgen_sys(SYS_munmap, (long)pool->life, SHIMGEN_SYS_PAGE, 0, 0, 0);
        pool->life = NULL;
    }
}

/* Maps the file of a pool; what is wrong, or NULL. */
static const char *shimgen_pool_map_file(struct shimgen_pool *pool, int descriptor)
{
    struct shimgen_file_identity file;
    bool is_one = true;
    const long size = shimgen_sys(SYS_lseek, descriptor, 0, SEEK_END, 0, 0);
    if (!shimgen_file_identify(descriptor, NULL, &file) || !file.regular || file.owner != shimgen_file_user()) {
        return "shimgen: the pool of the session that SHIMGEN_SESSION names belongs to another user; nothing is traced\n";
    }
    if (size < (long)(3 * SHIMGEN_POOL_CHUNK_SIZE)) {
        return "shimgen: the pool of the session that SHIMGEN_SESSION names is cut; nothing is traced\n";
    }
    if (!shimgen_pool_map_heads(pool, descriptor, (size_t)size, &is_one) || !shimgen_pool_map_chunks(pool, descriptor)) {
        return is_one ? "shimgen: the pool of the session that SHIMGEN_SESSION names cannot be mapped: the process may not have so"
                        " much memory (ulimit -v, ulimit -l); nothing is traced\n"
                      : "shimgen: the session that SHIMGEN_SESSION names is of another version of shimgen; nothing is traced\n";
    }
    return NULL;
}

/*
 * Maps the pool of a session; false, and what is wrong, if that is not possible. That is NULL if there is none. `space` is this
 * process's pid namespace, if it is the reader's.
 */
static bool shimgen_pool_map(struct shimgen_pool *pool, const char *folder, const char **wrong, unsigned *space)
{
    char path[1024];
    *wrong = "shimgen: the pool of the session that SHIMGEN_SESSION names cannot be opened; nothing is traced\n";
    const size_t length = shimgen_copy_path(path, 0, sizeof path, folder);
    if (length == 0 || shimgen_copy_path(path, length, sizeof path, "/pool") == 0) {
        return false;
    }
    const long flags = O_RDWR | O_CLOEXEC | O_NOFOLLOW | O_NOCTTY | O_NONBLOCK;
    const int descriptor = (int)shimgen_sys_if_allowed(SYS_openat, AT_FDCWD, (long)path, flags, 0, 0);
    if (descriptor < 0) {
        *wrong = descriptor == -ENOENT ? NULL : *wrong; /* the session has ended: who still runs, runs on as ever */
        return false;
    }
    *wrong = shimgen_pool_map_file(pool, descriptor);
    *space = *wrong != NULL ? 0 : shimgen_pool_space_of_reader(pool->head, descriptor);
    shimgen_sys(SYS_close, descriptor, 0, 0, 0, 0);
    return *wrong == NULL;
}

/*
 * Joins a session. The pool stays mapped until the process ends; what is wrong is told by `wrong`, and shimgen_pool_leave takes back
 * what there is by then.
 */
static __attribute__((cold, noinline)) bool shimgen_pool_join(struct shimgen_pool *pool, const char *folder,
                                                              const char **wrong)
{
    unsigned space = 0;
    if (!shimgen_pool_map(pool, folder, wrong, &space)) {
        return false;
    }
    pool->life = shimgen_sys_memory(SHIMGEN_SYS_PAGE);
    if (pool->life == NULL ||
        shimgen_sys(SYS_madvise, (long)pool->life, SHIMGEN_SYS_PAGE, MADV_WIPEONFORK, 0, 0) != 0) {
        *wrong = "shimgen: this kernel does not tell a library of a fork (MADV_WIPEONFORK), so there are no events\n";
        return false;
    }
    pool->counts = pool->head->counts != 0;
    shimgen_pool_ask(pool->life, space);
    if (shimgen_pool_has_storage()) {
        /* Now, since its first event may be that of a child of vfork(2). */
        shimgen_pool_ask_thread(pool->life, &shimgen_pool_own);
    }
    pool->library = shimgen_pool_enter(pool);
    if (pool->library == SHIMGEN_POOL_LIBRARIES) {
        *wrong = "shimgen: the session has no room for one more library, or for its path; nothing is traced\n";
        return false;
    }
    if (atomic_load(&pool->window->end) < pool->head->chunks) {
        shimgen_window_unmap_tables(pool->window);
    }
    return true;
}

#endif
