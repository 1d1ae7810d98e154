/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * shimgen_plugins.h: leads plug-ins past the shim to functions of their own, before anybody can call them.
 *
 * Plug-ins that dlopen(3) loads may have functions with the name of one that the program does not link, as of libm's log. Who
 * of them calls is known by the return address, but not for the last call of a function, of which compilers make a jump
 * (sibling calls, gcc(1)). So a shim that wraps functions of other libraries than libc.so.6 also wraps dlsym and dlvsym, by
 * which programs find what plug-ins offer: before such a look-up, references of what was loaded since the last one are
 * changed to the definition that the dynamic linker would have given them without the shim, if that is not libc's.
 *
 * References that are bound at their first call (without RTLD_NOW) do not lead to the shim yet. They do when that call comes
 * to it, as the only ones that do; then they are known by that (shimgen_late_correct).
 *
 *   SHIMGEN_LOOKUP(symbol)     a wrapper of dlsym or dlvsym that does nothing else
 */
#ifndef SHIMGEN_PLUGINS_H
#define SHIMGEN_PLUGINS_H

#include <link.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "shimgen_elf.h"
#include "shimgen_loaded.h"
#include "shimgen_next.h"
#include "shimgen_slots.h"

#if SHIMGEN_CAN_JUMP
#include "shimgen_jump.h"

/* The addresses of this library. */
struct shimgen_plugins_own {
    const struct link_map *self;
    ElfW(Addr) begin;
    ElfW(Addr) end;
};

/* A callback of dl_iterate_phdr(3). */
static int shimgen_plugins_own_offer(struct dl_phdr_info *info, size_t size, void *data)
{
    struct shimgen_plugins_own *own = data;
    (void)size;
    if (info->dlpi_addr != own->self->l_addr) {
        return 0;
    }
    for (size_t i = 0; i < info->dlpi_phnum; i++) {
        const ElfW(Phdr) *header = &info->dlpi_phdr[i];
        const ElfW(Addr) end = info->dlpi_addr + header->p_vaddr + header->p_memsz;
        /* p_type, which is the first member for either ELF class; its name is a macro in <resolv.h>. */
        if (*(const ElfW(Word) *)header == PT_LOAD && end > own->end) {
            own->end = end;
        }
    }
    return 1;
}

/*
 * The library that a function belongs to; NULL if it is not in the list: for each library its name and the names of its
 * functions, each ended by a NUL and all by another one.
 */
static const char *shimgen_plugins_library(const char *names, const char *wanted)
{
    while (*(const volatile char *)names != '\0') {
        const char *library = names;
        for (names = shimgen_jump_behind(names); *(const volatile char *)names != '\0';
             names = shimgen_jump_behind(names)) {
            if (shimgen_same_name(names, wanted)) {
                return library;
            }
        }
        names++;
    }
    return NULL;
}

/* What is looked at before a look-up. */
struct shimgen_plugins {
    const char *names;
    const struct link_map *first;
    struct shimgen_startup startup;
    struct shimgen_plugins_own own;
    struct shimgen_wanted wanted;
    struct shimgen_late late; /* of what is wanted */
};

/* Changes the references of one object, the one of an index among those that dlopen(3) loaded. */
static __attribute__((cold, noinline)) void shimgen_plugins_lead(struct shimgen_plugins *plugins,
                                                                 const struct link_map *map, unsigned index)
{
    const struct shimgen_object object = shimgen_object_read(map);
    struct shimgen_slots slots;
    shimgen_slots_begin(&slots, map, &object);
    while (shimgen_slots_next(&slots)) {
        shimgen_function *const entry =
            slots.slot == NULL ? NULL : atomic_load_explicit(slots.slot, memory_order_relaxed);
        if ((ElfW(Addr))entry < plugins->own.begin || (ElfW(Addr))entry >= plugins->own.end) {
            continue;
        }
        plugins->wanted.name = slots.name;
        plugins->wanted.library = shimgen_plugins_library(plugins->names, slots.name);
        if (plugins->wanted.library == NULL ||
            shimgen_startup_search(plugins->first, &plugins->startup, &plugins->wanted, true).function != NULL) {
            continue;
        }
        const struct shimgen_definition definition = shimgen_late_in_scope(&plugins->late, index);
        if (definition.function != NULL && definition.foreign) {
            shimgen_slot_set(slots.slot, definition.function);
        }
    }
}

/*
 * Called by dl_iterate_phdr(3) for its first object: during that, nothing is loaded or unloaded, and no other thread is
 * here. What was looked at before is not looked at again, unless something was unloaded.
 */
static int shimgen_plugins_lead_new(struct dl_phdr_info *info, size_t size, void *data)
{
    static unsigned long long adds;
    static unsigned long long subs;
    static unsigned seen;
    struct shimgen_plugins *plugins = data;
    if (size < sizeof *info || (info->dlpi_adds == adds && info->dlpi_subs == subs)) {
        return 1;
    }
    if (info->dlpi_subs != subs) {
        seen = 0;
    }
    adds = info->dlpi_adds;
    subs = info->dlpi_subs;
    plugins->late.iterate(shimgen_plugins_own_offer, &plugins->own);
    unsigned index = 0;
    for (const struct link_map *map = plugins->late.objects; map != NULL; map = map->l_next, index++) {
        if (index >= seen) {
            shimgen_plugins_lead(plugins, map, index);
        }
    }
    seen = index;
    return 1;
}

/* Called before a look-up. A thread that is just loading a library for the shim leaves that to the next one. */
static __attribute__((cold, noinline)) void shimgen_plugins_correct(const char *names)
{
    if (!shimgen_is_relocated() || shimgen_loader_of(shimgen_machine_thread()) != NULL) {
        return;
    }
    struct shimgen_plugins plugins;
    plugins.names = names;
    plugins.first = shimgen_first_object();
    plugins.startup = shimgen_startup(plugins.first);
    if (plugins.startup.last == NULL || plugins.startup.last->l_next == NULL) {
        return; /* as in most programs: nothing was loaded since the start */
    }
    plugins.own.self = shimgen_self(plugins.first);
    if (plugins.own.self == NULL) {
        return;
    }
    plugins.own.begin = plugins.own.self->l_addr;
    plugins.own.end = 0;
    plugins.wanted.version = NULL;
    shimgen_late_begin(&plugins.late, &plugins.startup, &plugins.wanted);
    if (plugins.late.iterate != NULL) {
        plugins.late.iterate(shimgen_plugins_lead_new, &plugins);
    }
}

#define SHIMGEN_LOOKUP(symbol)                                                                                         \
    SHIMGEN_JUMP_VISIBLE void shimgen_before_##symbol(va_list arguments);                                              \
    void shimgen_before_##symbol(va_list arguments)                                                                    \
    {                                                                                                                  \
        (void)arguments;                                                                                               \
        shimgen_plugins_correct(shimgen_plugin_names);                                                                 \
    }                                                                                                                  \
    SHIMGEN_JUMP_BEHIND(symbol, "libc.so.6", SHIMGEN_ABSENT_ZERO)
#else
/* dlsym has to see who calls it, so it cannot have a wrapper in C. */
#define SHIMGEN_LOOKUP(symbol) _Static_assert(sizeof shimgen_plugin_names > 1, #symbol ": no names")
#endif

#endif
