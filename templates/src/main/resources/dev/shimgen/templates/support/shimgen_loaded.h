/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * shimgen_loaded.h: which objects are loaded, and in which scope a caller's references are looked up.
 *
 * It reads the list of loaded objects that the dynamic linker keeps for debuggers (<link.h>, struct r_debug). The list
 * has two parts:
 *
 *   - What was loaded with the program: the program, the libraries of LD_PRELOAD, then those that each of them needs,
 *     breadth first (ld.so(8)). These stay until the process ends, and are the scope in which every reference is looked
 *     up first. This part is read without the linker's lock, because nothing in it ever changes.
 *   - What dlopen(3) appended. dlclose(3) may remove it again, so this part is read only while dlclose cannot run, and
 *     no address in it is remembered.
 */
#ifndef SHIMGEN_LOADED_H
#define SHIMGEN_LOADED_H

#include <elf.h>
#include <link.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "shimgen_elf.h"
#include "shimgen_sys.h"

/* The dynamic section of this library: the linker defines this symbol in each object. */
extern ElfW(Dyn) _DYNAMIC[] __attribute__((visibility("hidden")));

/*
 * The dynamic linker's list of the loaded objects. It has another name in each libc. Both references are weak, because
 * a program may start one that uses the other libc, and musl's loader ends a program if it cannot find a symbol of a
 * preload library. So both addresses are NULL until this library has been relocated.
 */
extern struct r_debug shimgen_glibc_debug __asm__("_r_debug") __attribute__((weak));
extern struct r_debug *shimgen_musl_debug __asm__("_dl_debug_addr") __attribute__((weak));

/*
 * Whether the dynamic linker has resolved this library's references. It relocates the objects from the last one to the
 * first, and meanwhile calls the resolvers of ifuncs ("STT_GNU_IFUNC"): those of the objects after this one may call
 * wrapped functions, such as strlen(3), before this library is relocated. Until then, nothing may be used that is
 * defined in another object: no errno, no environ.
 */
static inline bool shimgen_is_relocated(void)
{
    return &shimgen_glibc_debug != NULL || &shimgen_musl_debug != NULL;
}

/*
 * The same list, found without a relocation: the kernel says where the program's headers are (getauxval(3), AT_PHDR),
 * and the dynamic linker writes the list's address into the program's dynamic section before it relocates (DT_DEBUG).
 */
static __attribute__((cold, noinline)) const struct link_map *shimgen_early_first_object(void)
{
    ElfW(auxv_t) vector[64];
    const ElfW(Phdr) *headers = NULL;
    size_t count = 0;
    const long file = shimgen_sys(SYS_openat, -100 /* AT_FDCWD */, (long)"/proc/self/auxv", 0, 0, 0);
    const long size = file < 0 ? 0 : shimgen_sys(SYS_read, file, (long)vector, sizeof vector, 0, 0);
    if (file >= 0) {
        shimgen_sys(SYS_close, file, 0, 0, 0, 0);
    }
    for (long i = 0; i < size / (long)sizeof vector[0] && vector[i].a_type != AT_NULL; i++) {
        if (vector[i].a_type == AT_PHDR) {
            headers = (const ElfW(Phdr) *)vector[i].a_un.a_val;
        } else if (vector[i].a_type == AT_PHNUM) {
            count = vector[i].a_un.a_val;
        }
    }
    ElfW(Addr) base = 0;
    const ElfW(Dyn) *entry = NULL;
    for (size_t i = 0; headers != NULL && i < count; i++) {
        /* p_type, which is the first member for either ELF class; its name is a macro in <resolv.h>. */
        const ElfW(Word) type = *(const ElfW(Word) *)&headers[i];
        if (type == PT_PHDR) {
            base = (ElfW(Addr))headers - headers[i].p_vaddr;
        } else if (type == PT_DYNAMIC) {
            entry = (const ElfW(Dyn) *)(base + headers[i].p_vaddr);
        }
    }
    for (; entry != NULL && entry->d_tag != DT_NULL; entry++) {
        if (entry->d_tag == DT_DEBUG && entry->d_un.d_ptr != 0) {
            return ((const struct r_debug *)entry->d_un.d_ptr)->r_map;
        }
    }
    return NULL;
}

/* The first of the loaded objects; the others follow in load order, which is also search order. */
static inline const struct link_map *shimgen_first_object(void)
{
    if (!shimgen_is_relocated()) {
        return shimgen_early_first_object();
    }
    return &shimgen_glibc_debug != NULL ? shimgen_glibc_debug.r_map : shimgen_musl_debug->r_map;
}

/* This library in the list, or NULL if it is in another namespace (dlmopen(3)). */
static const struct link_map *shimgen_self(const struct link_map *first)
{
    const struct link_map *self = first;
    while (self != NULL && self->l_ld != _DYNAMIC) {
        self = self->l_next;
    }
    return self;
}

/* The first part of the list: what was loaded with the program. */
struct shimgen_startup {
    const struct link_map *linked; /* the first library that the program itself needs; LD_PRELOAD's are before it */
    const struct link_map *last;
};

/* The libraries that an object needs, one after the other; NULL at the end. */
static const char *shimgen_needed(const struct shimgen_object *object, const ElfW(Dyn) * *at)
{
    for (; *at != NULL && (*at)->d_tag != DT_NULL; (*at)++) {
        if ((*at)->d_tag == DT_NEEDED) {
            return object->strings + (*at)++->d_un.d_val;
        }
    }
    return NULL;
}

/* Whether an object needs a library directly. */
static bool shimgen_needs(const struct link_map *from, const struct link_map *library)
{
    const struct shimgen_object object = shimgen_object_read(from);
    const struct shimgen_object other = shimgen_object_read(library);
    const ElfW(Dyn) *at = object.needed;
    for (const char *name = shimgen_needed(&object, &at); name != NULL; name = shimgen_needed(&object, &at)) {
        if (shimgen_object_is_called(&other, library, name)) {
            return true;
        }
    }
    return false;
}

/*
 * Finds the end of the first part. The libraries that the program needs follow those of LD_PRELOAD. Each object after
 * them was loaded with the program if an object of the first part needs it; and the objects that need it are in the
 * same order as those that they need, so one walk finds all. If a library is needed under a name that cannot be
 * recognized here, the walk ends too early: then the objects after it are treated as if dlopen had loaded them, and
 * looked up in each call.
 */
static __attribute__((cold, noinline)) void shimgen_startup_find(struct shimgen_startup *found,
                                                                 const struct link_map *first)
{
    found->linked = NULL;
    found->last = shimgen_self(first);
    if (found->last == NULL) {
        found->last = first;
    }
    for (const struct link_map *map = found->last->l_next; map != NULL; map = map->l_next) {
        if (shimgen_needs(first, map)) {
            found->linked = found->linked == NULL ? map : found->linked;
            found->last = map;
        } else if (found->linked != NULL) {
            break;
        }
    }
    const struct link_map *from = first;
    while (found->last->l_next != NULL && from != NULL) {
        if (shimgen_needs(from, found->last->l_next)) {
            found->last = found->last->l_next;
        } else if (from == found->last) {
            break;
        } else {
            from = from->l_next;
        }
    }
}

/* The first part, whose end is searched for only once: nothing is ever added to it. */
static struct shimgen_startup shimgen_startup(const struct link_map *first)
{
    static _Atomic(const struct link_map *) linked;
    static _Atomic(const struct link_map *) last;
    struct shimgen_startup found;
    found.linked = atomic_load_explicit(&linked, memory_order_relaxed);
    found.last = atomic_load_explicit(&last, memory_order_acquire);
    if (found.last == NULL) {
        shimgen_startup_find(&found, first);
        atomic_store_explicit(&linked, found.linked, memory_order_relaxed);
        atomic_store_explicit(&last, found.last, memory_order_release);
    }
    return found;
}

/*
 * The objects of the second part that belong to a scope: one bit for each, in list order. Objects after the first 1024
 * are in no scope.
 */
struct shimgen_scope {
    uint64_t members[16];
};

static inline bool shimgen_scope_has(const struct shimgen_scope *scope, unsigned index)
{
    return index < 1024 && ((scope->members[index / 64] >> (index % 64)) & 1U) != 0;
}

static inline void shimgen_scope_add(struct shimgen_scope *scope, unsigned index)
{
    if (index < 1024) {
        scope->members[index / 64] |= (uint64_t)1 << (index % 64);
    }
}

/*
 * The scope that dlopen(3) makes for what it loads: the library and all that it needs. It is searched in load order,
 * which is breadth first unless some of the libraries were loaded before.
 */
static void shimgen_scope_of(struct shimgen_scope *scope, const struct link_map *late, const struct link_map *root)
{
    bool grown = true;
    unsigned index = 0;
    for (unsigned i = 0; i < 16; i++) {
        scope->members[i] = 0;
    }
    for (const struct link_map *map = late; map != root; map = map->l_next) {
        index++;
    }
    shimgen_scope_add(scope, index);
    while (grown) {
        grown = false;
        index = 0;
        for (const struct link_map *map = late; map != NULL; map = map->l_next, index++) {
            unsigned other = 0;
            for (const struct link_map *from = late; !shimgen_scope_has(scope, index) && from != NULL;
                 from = from->l_next, other++) {
                if (shimgen_scope_has(scope, other) && shimgen_needs(from, map)) {
                    shimgen_scope_add(scope, index);
                    grown = true;
                }
            }
        }
    }
}

/* The object that contains an address. */
struct shimgen_owner {
    ElfW(Addr) address;
    ElfW(Addr) base;
    bool found;
};

/* A callback of dl_iterate_phdr(3). */
static int shimgen_owner_offer(struct dl_phdr_info *info, size_t size, void *data)
{
    struct shimgen_owner *owner = data;
    (void)size;
    for (size_t i = 0; i < info->dlpi_phnum; i++) {
        const ElfW(Phdr) *header = &info->dlpi_phdr[i];
        /* p_type, which is the first member for either ELF class; its name is a macro in <resolv.h>. */
        const ElfW(Word) type = *(const ElfW(Word) *)header;
        if (type == PT_LOAD && owner->address - info->dlpi_addr - header->p_vaddr < header->p_memsz) {
            owner->base = info->dlpi_addr;
            owner->found = true;
            return 1;
        }
    }
    return 0;
}

#endif
