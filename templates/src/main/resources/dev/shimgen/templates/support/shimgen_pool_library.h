/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * shimgen_pool_library.h: enters this library into a session's pool, with a copy of its tables.
 *
 * So who reads the events needs no file of the library, which may have been built anew, or be gone.
 */
#ifndef SHIMGEN_POOL_LIBRARY_H
#define SHIMGEN_POOL_LIBRARY_H

#include <elf.h>
#include <link.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "shimgen_copy.h"
#include "shimgen_loaded.h"
#include "shimgen_pool.h"
#include "shimgen_sys.h"
#include "shimgen_window.h"

/* The path of this library, from the root on: the dynamic linker has it as LD_PRELOAD does. False if it is too long. */
static bool shimgen_pool_own_path(char *path, size_t size)
{
    const struct link_map *self = shimgen_self(shimgen_first_object());
    const char *name = self == NULL ? "" : self->l_name;
    size_t length = 0;
    if (*(const volatile char *)name != '/') {
        /* The length includes the null byte: getcwd(2). */
        const long folder = shimgen_sys(SYS_getcwd, (long)path, (long)size - 1, 0, 0, 0);
        if (folder <= 1) {
            return false;
        }
        length = shimgen_copy_path(path, (size_t)folder - 1, size, "/");
    }
    return shimgen_copy_path(path, length, size, name) > 0;
}

/* The tables of this library: the linker knows where sections begin and end whose names C could have. */
#define SHIMGEN_POOL_BOUNDS(name)                                                                                      \
    extern const unsigned char __start_shimgen_table_##name[] __attribute__((weak, visibility("hidden")));            \
    extern const unsigned char __stop_shimgen_table_##name[] __attribute__((weak, visibility("hidden")))

SHIMGEN_POOL_BOUNDS(schema);
SHIMGEN_POOL_BOUNDS(calls);
SHIMGEN_POOL_BOUNDS(names);
SHIMGEN_POOL_BOUNDS(fields);
SHIMGEN_POOL_BOUNDS(structures);
SHIMGEN_POOL_BOUNDS(cases);
SHIMGEN_POOL_BOUNDS(choices);

static void shimgen_pool_own_tables(struct shimgen_part tables[SHIMGEN_POOL_TABLES])
{
#define SHIMGEN_POOL_TABLE(index, name)                                                                                \
    tables[index].bytes = __start_shimgen_table_##name;                                                                \
    tables[index].size = (size_t)((uintptr_t)__stop_shimgen_table_##name - (uintptr_t)__start_shimgen_table_##name)
    SHIMGEN_POOL_TABLE(SHIMGEN_POOL_SCHEMA, schema);
    SHIMGEN_POOL_TABLE(SHIMGEN_POOL_CALLS, calls);
    SHIMGEN_POOL_TABLE(SHIMGEN_POOL_NAMES, names);
    SHIMGEN_POOL_TABLE(SHIMGEN_POOL_FIELDS, fields);
    SHIMGEN_POOL_TABLE(SHIMGEN_POOL_STRUCTURES, structures);
    SHIMGEN_POOL_TABLE(SHIMGEN_POOL_CASES, cases);
    SHIMGEN_POOL_TABLE(SHIMGEN_POOL_CHOICES, choices);
#undef SHIMGEN_POOL_TABLE
}

/* This library's ELF header, by the linker. */
extern const ElfW(Ehdr) __ehdr_start __attribute__((visibility("hidden")));

/*
 * The id that the linker made of this library's content, by SHA-1, in its notes (elf(5); ld(1), --build-id; compilers
 * of most distributions ask for it). NULL if there is none, or one of another kind.
 */
static const unsigned char *shimgen_pool_own_id(void)
{
    const unsigned char *const base = (const unsigned char *)&__ehdr_start;
    const ElfW(Phdr) *headers = (const ElfW(Phdr) *)(const void *)(base + __ehdr_start.e_phoff);
    for (unsigned i = 0; i < __ehdr_start.e_phnum; i++) {
        /* The first member, p_type, which arpa/nameser_compat.h has as a macro. */
        const bool notes = *(const ElfW(Word) *)&headers[i] == PT_NOTE;
        size_t at = headers[i].p_vaddr;
        const size_t end = notes ? at + headers[i].p_memsz : at;
        while (end - at >= sizeof(ElfW(Nhdr))) {
            const ElfW(Nhdr) *note = (const ElfW(Nhdr) *)(const void *)(base + at);
            const size_t content = at + sizeof *note + ((note->n_namesz + 3) & ~3U);
            if (note->n_type == NT_GNU_BUILD_ID && note->n_namesz == sizeof "GNU" &&
                note->n_descsz == sizeof((struct shimgen_pool_library *)0)->id) {
                return base + content;
            }
            const size_t next = content + ((note->n_descsz + 3) & ~3U);
            at = next > at && next < end ? next : end;
        }
    }
    return NULL;
}

static bool shimgen_pool_has_id(const struct shimgen_pool_library *library, const unsigned char *id)
{
    for (size_t i = 0; id != NULL && i < sizeof library->id; i++) {
        if (((const volatile unsigned char *)library->id)[i] != id[i]) {
            return false;
        }
    }
    return id != NULL;
}

/*
 * Whether a library that has the same path is this one: the file may have been built anew since then. The tables are
 * looked at where there is no id that says so: an exec(2) waits for each page of them.
 */
static bool shimgen_pool_is_same(const struct shimgen_pool *pool, const struct shimgen_pool_library *library,
                                 const struct shimgen_part tables[SHIMGEN_POOL_TABLES])
{
    if (shimgen_pool_has_id(library, shimgen_pool_own_id())) {
        return true;
    }
    for (unsigned i = 0; i < SHIMGEN_POOL_TABLES; i++) {
        const size_t at = library->tables[i].at;
        if (library->tables[i].size != tables[i].size || at > shimgen_pool_tables_end(pool) ||
            tables[i].size > shimgen_pool_tables_end(pool) - at) {
            return false;
        }
        const volatile unsigned char *copy = (const unsigned char *)pool->window->base + at;
        const volatile unsigned char *own = tables[i].bytes;
        size_t done = 0;
        /* Eight at a time: an exec(2) waits for this. */
        for (; tables[i].size - done >= sizeof(struct shimgen_eight); done += sizeof(struct shimgen_eight)) {
            if (((const volatile struct shimgen_eight *)(copy + done))->bytes !=
                ((const volatile struct shimgen_eight *)(own + done))->bytes) {
                return false;
            }
        }
        for (; done < tables[i].size; done++) {
            if (copy[done] != own[done]) {
                return false;
            }
        }
    }
    return true;
}

/* Copies the tables into the pool; false if there is no room. */
static bool shimgen_pool_copy_tables(const struct shimgen_pool *pool, struct shimgen_pool_library *library,
                                     const struct shimgen_part tables[SHIMGEN_POOL_TABLES])
{
    for (unsigned i = 0; i < SHIMGEN_POOL_TABLES; i++) {
        const unsigned room = ((unsigned)tables[i].size + 7) & ~7U;
        const size_t at = pool->tables + (size_t)atomic_fetch_add(&pool->head->tables, room);
        if (tables[i].size > shimgen_pool_tables_end(pool) || at > shimgen_pool_tables_end(pool) - room) {
            return false;
        }
        shimgen_copy((unsigned char *)pool->window->base + at, tables[i].bytes, tables[i].size);
        library->tables[i].at = (unsigned)at;
        library->tables[i].size = (unsigned)tables[i].size;
    }
    return true;
}

/* Writes this library into an entry that is claimed; false if there is no room for its tables. */
static bool shimgen_pool_write_library(const struct shimgen_pool *pool, struct shimgen_pool_library *library,
                                       const char *path, const struct shimgen_part tables[SHIMGEN_POOL_TABLES])
{
    const unsigned char *id = shimgen_pool_own_id();
    shimgen_copy_path(library->path, 0, sizeof library->path, path);
    if (id != NULL) {
        shimgen_copy(library->id, id, sizeof library->id);
    }
    atomic_store(&library->state, SHIMGEN_LIBRARY_NAMED);
    if (!shimgen_pool_copy_tables(pool, library, tables)) {
        atomic_store(&library->state, SHIMGEN_LIBRARY_LEFT);
        return false;
    }
    library->machine = __ehdr_start.e_machine;
    library->word = sizeof(void *);
    library->first =
        (unsigned)((uintptr_t)tables[SHIMGEN_POOL_CALLS].bytes - (uintptr_t)tables[SHIMGEN_POOL_SCHEMA].bytes);
    atomic_store(&library->state, SHIMGEN_LIBRARY_READY);
    return true;
}

/* How long a process waits for another one that enters a library, which has to get a processor: so many times as long. */
#define SHIMGEN_POOL_WAITS 5000
#define SHIMGEN_POOL_WAIT_NANOSECONDS 200000

/*
 * The state of an entry, once it is known whether it is this library: make(1) starts several programs at once, and each
 * that enters the library again takes room for its tables. Who writes it may have been killed, so nobody waits for long, and
 * only one does.
 */
static unsigned shimgen_pool_await(struct shimgen_pool_library *library, const char *path)
{
    const struct {
        long seconds;
        long nanoseconds;
    } pause = {0, SHIMGEN_POOL_WAIT_NANOSECONDS};
    unsigned state = atomic_load(&library->state);
    for (unsigned i = 0; i < SHIMGEN_POOL_WAITS; i++) {
        const bool mine = state == SHIMGEN_LIBRARY_NAMED && shimgen_same_name(library->path, path);
        if (state != SHIMGEN_LIBRARY_CLAIMED && !mine) {
            return state;
        }
        shimgen_sys_if_allowed(SYS_nanosleep, (long)&pause, 0, 0, 0, 0);
        state = atomic_load(&library->state);
    }
    if (state != SHIMGEN_LIBRARY_READY) {
        atomic_compare_exchange_strong(&library->state, &state, SHIMGEN_LIBRARY_LEFT);
    }
    return state;
}

/* Enters this library; its number, or SHIMGEN_POOL_LIBRARIES if there is no room. */
static unsigned shimgen_pool_enter(const struct shimgen_pool *pool)
{
    char path[sizeof pool->head->libraries[0].path];
    struct shimgen_part tables[SHIMGEN_POOL_TABLES];
    shimgen_pool_own_tables(tables);
    if (!shimgen_pool_own_path(path, sizeof path)) {
        return SHIMGEN_POOL_LIBRARIES;
    }
    for (unsigned i = 0; i < SHIMGEN_POOL_LIBRARIES; i++) {
        struct shimgen_pool_library *library = &pool->head->libraries[i];
        unsigned state = SHIMGEN_LIBRARY_FREE;
        if (atomic_compare_exchange_strong(&library->state, &state, SHIMGEN_LIBRARY_CLAIMED)) {
            return shimgen_pool_write_library(pool, library, path, tables) ? i : SHIMGEN_POOL_LIBRARIES;
        }
        if (shimgen_pool_await(library, path) == SHIMGEN_LIBRARY_READY && shimgen_same_name(library->path, path) &&
            shimgen_pool_is_same(pool, library, tables)) {
            return i;
        }
    }
    return SHIMGEN_POOL_LIBRARIES;
}

#endif
