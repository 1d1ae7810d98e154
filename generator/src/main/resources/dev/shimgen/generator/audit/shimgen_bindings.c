/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * An auditing library for the dynamic linker (man 7 rtld-audit): it tells strace what the names that a shim exports are
 * bound to.
 *
 * A wrapper that jumps leaves no frame on the stack, and a pointer does not show where it came from. But for each name
 * that the dynamic linker looks up, for a call or for dlsym(3), it tells this library which object asked, and which was
 * found. What the audit has to know is written into the trace as the name of a file to open, which does not exist:
 *
 *     shimgen bindings                                  once, when the linker begins
 *     shimgen binding \n dlsym \n symbol \n who asked \n what was found
 *     shimgen binding \n call \n symbol \n who asked \n what was found, unless that is a shim, as it should be
 *
 * The library depends on no other, so that the linker does not load a second libc for it.
 */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <fcntl.h>
#include <link.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/syscall.h>

#include "shimgen_machine.h"
#include "shimgen_wrapped.h"

#if defined(__GNUC__) && !defined(__clang__)
/* gcc turns loops into calls of memcpy(3) and strlen(3), even where there is no library. */
#pragma GCC optimize("no-tree-loop-distribute-patterns")
#endif

#define EXPORTED __attribute__((visibility("default")))

/* Enough for two paths, and little enough for the stack of a thread. Longer paths are cut off. */
#define TEXT_SIZE 1024
#define PATH_SIZE 440

#if __ELF_NATIVE_CLASS == 64
#define SYMBOL_BOUND la_symbind64
#else
#define SYMBOL_BOUND la_symbind32
#endif

static int compare(const char *a, const char *b)
{
    while (*a != '\0' && *a == *b) {
        a++;
        b++;
    }
    return (unsigned char)*a - (unsigned char)*b;
}

/* Binary search; the names are sorted by their bytes. */
static int is_wrapped(const char *name)
{
    size_t low = 0;
    size_t high = sizeof shimgen_wrapped / sizeof *shimgen_wrapped;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        const int order = compare(name, shimgen_wrapped[middle]);
        if (order == 0) {
            return 1;
        }
        if (order < 0) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    return 0;
}

static int is_shim(const char *path)
{
    const char *name = path;
    for (const char *at = path; *at != '\0'; at++) {
        if (*at == '/') {
            name = at + 1;
        }
    }
    for (size_t i = 0; i < sizeof shimgen_shims / sizeof *shimgen_shims; i++) {
        if (compare(name, shimgen_shims[i]) == 0) {
            return 1;
        }
    }
    return 0;
}

static char *put(char *to, char *end, const char *text)
{
    while (*text != '\0' && to < end) {
        *to++ = *text++;
    }
    return to;
}

/* A library's path, as it was passed to dlopen(3); the program itself has an empty one. */
static char *put_file(char *to, const struct link_map *map)
{
    char *end = to + PATH_SIZE;
    if (map->l_name[0] == '\0') {
        const long length = shimgen_sys(SYS_readlinkat, AT_FDCWD, (long)"/proc/self/exe", (long)to, PATH_SIZE, 0);
        return length < 0 ? to : to + length;
    }
    if (map->l_name[0] != '/') {
        const long size = shimgen_sys(SYS_getcwd, (long)to, PATH_SIZE, 0, 0, 0);
        to = size < 1 ? to : put(to + size - 1, end, "/");
    }
    return put(to, end, map->l_name);
}

static void say(const char *text)
{
    shimgen_sys(SYS_openat, AT_FDCWD, (long)text, O_RDONLY, 0, 0);
}

static void tell(const char *how, const char *symbol, const struct link_map *asking, const struct link_map *found)
{
    char text[TEXT_SIZE];
    char *at = put(text, text + 32, "shimgen binding\n");
    at = put(at, at + 8, how);
    *at++ = '\n';
    at = put(at, at + 64, symbol);
    *at++ = '\n';
    at = put_file(at, asking);
    *at++ = '\n';
    at = put_file(at, found);
    *at = '\0';
    say(text);
}

EXPORTED unsigned la_version(unsigned version);
unsigned la_version(unsigned version)
{
    say("shimgen bindings");
    return version < LAV_CURRENT ? version : LAV_CURRENT;
}

/* The linker keeps the cookie for us; it is the address of the map that we ask for names later. */
EXPORTED unsigned la_objopen(struct link_map *map, Lmid_t space, uintptr_t *cookie);
unsigned la_objopen(struct link_map *map, Lmid_t space, uintptr_t *cookie)
{
    (void)space;
    *cookie = (uintptr_t)map;
    return LA_FLG_BINDTO | LA_FLG_BINDFROM;
}

EXPORTED uintptr_t SYMBOL_BOUND(ElfW(Sym) *symbol, unsigned index, uintptr_t *asking, uintptr_t *found, unsigned *flags,
                                const char *name);
uintptr_t SYMBOL_BOUND(ElfW(Sym) *symbol, unsigned index, uintptr_t *asking, uintptr_t *found, unsigned *flags,
                       const char *name)
{
    (void)index;
    const struct link_map *map = (const struct link_map *)*found;
    const int dlsym = (*flags & LA_SYMB_DLSYM) != 0;
    if (is_wrapped(name) && (dlsym || !is_shim(map->l_name))) {
        tell(dlsym ? "dlsym" : "call", name, (const struct link_map *)*asking, map);
    }
    return symbol->st_value;
}
