/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * shimgen_redirect_result.h: names that calls give, mapped back to those that programs know.
 *
 * A program that has entered `from` is in `to` for the kernel, and shall not find out: getcwd(3), readlink(2) of a link in /proc
 * or of any other, realpath(3), and templates (mkstemp(3)).
 */
#ifndef SHIMGEN_REDIRECT_RESULT_H
#define SHIMGEN_REDIRECT_RESULT_H

#include <errno.h>
#include <limits.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>

#include "shimgen_copy.h"
#include "shimgen_next.h"
#include "shimgen_redirect_name.h"
#include "shimgen_redirect_rules.h"
#include "shimgen_sys.h"

/* Whether a name may be below a `to`. */
static inline bool shimgen_redirect_may_be_back(const struct shimgen_redirect_rules *rules, const char *name,
                                                size_t length)
{
    unsigned hash = 0;
    unsigned generation;
    const struct shimgen_redirect_copy *const copy = shimgen_redirect_copy(rules, &generation);
    if (length == 0 || name[0] != '/') {
        return false;
    }
    for (size_t i = 1; i < length && ((const volatile char *)name)[i] != '/'; i++) {
        hash = shimgen_redirect_hash(hash, name[i]);
    }
    unsigned long long bits = rules->filter.to[shimgen_redirect_word(hash)];
    if (copy != NULL) {
        bits |= ((const volatile struct shimgen_redirect_copy *)copy)->filter.to[shimgen_redirect_word(hash)];
    }
    return (bits & shimgen_redirect_bit(hash)) != 0;
}

/* Memory that the program frees, with so much room: realloc(3) of what the wrapped function has made in the same way. */
static __attribute__((cold, noinline, unused)) char *shimgen_redirect_grow(char *memory, size_t size)
{
    static shimgen_symbol_cache cache;
    shimgen_function *const next = shimgen_symbol_next(&cache, "realloc", NULL, "libc.so.6", SHIMGEN_ABSENT_ZERO);
    return ((__typeof__(realloc) *)next)(memory, size);
}

/* Room for names that are mapped back. */
struct shimgen_redirect_room {
    char *far; /* memory for a long one; NULL if there is none */
    size_t far_size;
    char near[SHIMGEN_REDIRECT_TEXT];
};

/* Maps a name back; where it has come to stands in `name`. */
static __attribute__((cold, noinline, unused)) long shimgen_redirect_back(const struct shimgen_redirect_rules *rules,
                                                                          struct shimgen_redirect_room *room,
                                                                          const char *given, size_t length, char **name)
{
    long made = shimgen_redirect_map_back(rules, given, length, room->near, sizeof room->near);
    *name = room->near;
    if (made == -ENAMETOOLONG) {
        /* getcwd(3) gives names that are longer than PATH_MAX; a `from` is not, and takes the place of a part. */
        if (room->far == NULL) {
            room->far_size = length + PATH_MAX;
            room->far = shimgen_sys_memory(room->far_size);
        }
        *name = room->far;
        made = room->far == NULL ? -ENOMEM
                                 : shimgen_redirect_map_back(rules, given, length, room->far, room->far_size);
    }
    return made;
}

static inline void shimgen_redirect_room_end(struct shimgen_redirect_room *room)
{
    if (room->far != NULL) {
        shimgen_sys(SYS_munmap, (long)room->far, (long)room->far_size, 0, 0, 0);
    }
}

/* A string in memory of `size` bytes, or in new memory if `buffer` is NULL; NULL and errno if there is no room. */
static __attribute__((cold, noinline, unused)) char *
shimgen_redirect_string_of(const struct shimgen_redirect_rules *rules, char *result, size_t length, const char *buffer,
                           size_t size)
{
    struct shimgen_redirect_room room;
    char *name;
    room.far = NULL;
    long made = shimgen_redirect_back(rules, &room, result, length, &name);
    if (made > 0 && buffer == NULL && (size_t)made > length) {
        char *const grown = shimgen_redirect_grow(result, (size_t)made + 1);
        result = grown != NULL ? grown : result;
        made = grown != NULL ? made : -ENOMEM;
    } else if (made > 0 && buffer != NULL && (size_t)made >= size) {
        made = -ERANGE;
    }
    if (made > 0) {
        shimgen_copy((unsigned char *)result, (const unsigned char *)name, (size_t)made + 1);
    }
    shimgen_redirect_room_end(&room);
    if (made < 0) {
        *shimgen_sys_errno() = (int)-made;
        return NULL;
    }
    return result;
}

static inline char *shimgen_redirect_string_back(const struct shimgen_redirect_rules *rules, char *result,
                                                 const char *buffer, size_t size)
{
    const size_t length = result == NULL ? 0 : (size_t)shimgen_memory_length(result, PTRDIFF_MAX);
    return shimgen_redirect_may_be_back(rules, result, length)
               ? shimgen_redirect_string_of(rules, result, length, buffer, size)
               : result;
}

/* What getcwd(3) had no room for may have room by the name that programs know. */
static __attribute__((cold, noinline, unused)) char *
shimgen_redirect_folder_of(const struct shimgen_redirect_rules *rules, char *buffer, size_t size, int before)
{
    char *const real = shimgen_sys_memory(PATH_MAX);
    const long length = real == NULL ? 0 : shimgen_redirect_folder(AT_FDCWD, real, PATH_MAX);
    char *result = NULL;
    if (length > 0 && shimgen_redirect_may_be_back(rules, real, (size_t)length)) {
        struct shimgen_redirect_room room;
        char *name;
        room.far = NULL;
        const long made = shimgen_redirect_back(rules, &room, real, (size_t)length, &name);
        if (made > 0 && (size_t)made < size) {
            shimgen_copy((unsigned char *)buffer, (const unsigned char *)name, (size_t)made + 1);
            *shimgen_sys_errno() = before;
            result = buffer;
        }
        shimgen_redirect_room_end(&room);
    }
    if (real != NULL) {
        shimgen_sys(SYS_munmap, (long)real, PATH_MAX, 0, 0, 0);
    }
    return result;
}

static inline char *shimgen_redirect_folder_back(const struct shimgen_redirect_rules *rules, char *result, char *buffer,
                                                 size_t size, int before)
{
    return result == NULL && buffer != NULL && *shimgen_sys_errno() == ERANGE
               ? shimgen_redirect_folder_of(rules, buffer, size, before)
               : shimgen_redirect_string_back(rules, result, buffer, size);
}

/*
 * What a link contains. The kernel cuts what has no room; then all of it is read anew, for what it is called by programs may be
 * shorter.
 */
static __attribute__((cold, noinline, unused)) long shimgen_redirect_link_of(const struct shimgen_redirect_rules *rules,
                                                                             long result, int folder, const char *link,
                                                                             char *buffer, size_t size)
{
    struct shimgen_redirect_room room;
    const char *whole = buffer;
    char *all = NULL;
    char *name;
    long length = result;
    room.far = NULL;
    if ((size_t)result == size) {
        all = shimgen_sys_memory(PATH_MAX);
        length = all == NULL ? 0 : shimgen_sys_if_allowed(SYS_readlinkat, folder, (long)link, (long)all, PATH_MAX, 0);
        whole = all;
    }
    const long made = length <= 0 ? 0 : shimgen_redirect_back(rules, &room, whole, (size_t)length, &name);
    if (made > 0) {
        result = (size_t)made < size ? made : (long)size;
        shimgen_copy((unsigned char *)buffer, (const unsigned char *)name, (size_t)result);
    }
    if (all != NULL) {
        shimgen_sys(SYS_munmap, (long)all, PATH_MAX, 0, 0, 0);
    }
    shimgen_redirect_room_end(&room);
    return result;
}

static inline long shimgen_redirect_link_back(const struct shimgen_redirect_rules *rules, long result, int folder,
                                              const char *link, char *buffer, size_t size)
{
    const bool cut = result > 0 && (size_t)result == size && buffer[0] == '/';
    return result > 0 && (cut || shimgen_redirect_may_be_back(rules, buffer, (size_t)result))
               ? shimgen_redirect_link_of(rules, result, folder, link, buffer, size)
               : result;
}

/* Writes what a function has made of a template into that of the program: their last components are as long. */
static inline void shimgen_redirect_write_back(const struct shimgen_redirect_name *name)
{
    char *const to = (char *)(uintptr_t)name->given;
    if (name->now == name->given || name->now == shimgen_redirect_too_long) {
        return;
    }
    if (name->now[0] == '\0') {
        to[0] = '\0'; /* mktemp(3) has failed */
        return;
    }
    size_t length = (size_t)shimgen_memory_length(to, PATH_MAX);
    size_t made = (size_t)shimgen_memory_length(name->now, PATH_MAX);
    while (length > 0 && made > 0 && to[length - 1] != '/' && name->now[made - 1] != '/') {
        ((volatile char *)to)[--length] = name->now[--made];
    }
}

#endif
