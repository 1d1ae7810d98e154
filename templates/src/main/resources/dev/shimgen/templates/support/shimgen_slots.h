/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * shimgen_slots.h: the words of a loaded object that the dynamic linker fills in with a function's address, for its calls
 * and for its pointers (ELF gABI, "Relocation").
 */
#ifndef SHIMGEN_SLOTS_H
#define SHIMGEN_SLOTS_H

#include <elf.h>
#include <errno.h>
#include <link.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/mman.h>

#include "shimgen_elf.h"
#include "shimgen_sys.h"

/*
 * A walk through the tables of an object: those with addends, those without, and those of its procedure linkage table. What
 * it has come to is a reference to a name.
 */
struct shimgen_slots {
    const struct link_map *map;
    const struct shimgen_object *object;
    const char *rows[3];
    size_t left[3];  /* bytes */
    size_t sizes[3]; /* of a row */
    const char *name;
    _Atomic(shimgen_function *) *slot; /* the word; NULL if it cannot be read at once */
};

static __attribute__((cold, noinline)) void
shimgen_slots_begin(struct shimgen_slots *slots, const struct link_map *map, const struct shimgen_object *object)
{
    slots->map = map;
    slots->object = object;
    for (unsigned i = 0; i < 3; i++) {
        slots->rows[i] = NULL;
        slots->left[i] = 0;
        slots->sizes[i] = i == 1 ? sizeof(ElfW(Rel)) : sizeof(ElfW(Rela));
    }
    if (object->symbols == NULL || object->strings == NULL) {
        return;
    }
    for (const ElfW(Dyn) *entry = map->l_ld; entry != NULL && entry->d_tag != DT_NULL; entry++) {
        const void *address = shimgen_object_address(map->l_addr, entry->d_un.d_ptr);
        switch (entry->d_tag) {
        case DT_RELA:
            slots->rows[0] = address;
            break;
        case DT_RELASZ:
            slots->left[0] = entry->d_un.d_val;
            break;
        case DT_REL:
            slots->rows[1] = address;
            break;
        case DT_RELSZ:
            slots->left[1] = entry->d_un.d_val;
            break;
        case DT_JMPREL:
            slots->rows[2] = address;
            break;
        case DT_PLTRELSZ:
            slots->left[2] = entry->d_un.d_val;
            break;
        case DT_PLTREL:
            slots->sizes[2] = entry->d_un.d_val == DT_REL ? sizeof(ElfW(Rel)) : sizeof(ElfW(Rela));
            break;
        default:
            break;
        }
    }
}

/*
 * Goes on to the next reference to a name; false if there is none. The type of the relocation does not matter: a word that
 * has a function's address is one that shall.
 */
static __attribute__((cold, noinline)) bool shimgen_slots_next(struct shimgen_slots *slots)
{
    for (unsigned i = 0; i < 3; i++) {
        while (slots->rows[i] != NULL && slots->left[i] >= slots->sizes[i]) {
            /* The first members of an Elf_Rela are the same. */
            const ElfW(Rel) *relocation = (const ElfW(Rel) *)slots->rows[i];
            const ElfW(Addr) symbol = sizeof(void *) == 8 ? relocation->r_info >> 16 >> 16 : relocation->r_info >> 8;
            const ElfW(Addr) address = slots->map->l_addr + relocation->r_offset;
            slots->rows[i] += slots->sizes[i];
            slots->left[i] -= slots->sizes[i];
            if (symbol != 0) {
                slots->name = slots->object->strings + slots->object->symbols[symbol].st_name;
                slots->slot = address % sizeof(void *) == 0 ? (_Atomic(shimgen_function *) *)address : NULL;
                return true;
            }
        }
    }
    return false;
}

/*
 * Writes into a word that may be read-only by now: -z relro, ld(1). Its page becomes so again if it was, which
 * MADV_POPULATE_WRITE tells (Linux 5.14). Otherwise it stays writable: the dynamic linker may be at work in it just now.
 */
static __attribute__((cold, noinline)) bool shimgen_slot_set(_Atomic(shimgen_function *) * slot,
                                                             shimgen_function *target)
{
    const long populate_write = 23;
    static atomic_uint writable;
    const long own = (long)((uintptr_t)&writable & ~(uintptr_t)4095);
    for (long size = 4096; size <= 65536; size *= 4) { /* pages of machines */
        const long page = (long)((uintptr_t)slot & ~(uintptr_t)(size - 1));
        const bool read_only = shimgen_sys_if_allowed(SYS_madvise, own, 1, populate_write, 0, 0) == 0 &&
                               shimgen_sys_if_allowed(SYS_madvise, page, size, populate_write, 0, 0) == -EINVAL;
        const long failed = shimgen_sys_if_allowed(SYS_mprotect, page, size, PROT_READ | PROT_WRITE, 0, 0);
        if (failed == 0) {
            atomic_store_explicit(slot, target, memory_order_relaxed);
            if (read_only) {
                shimgen_sys_if_allowed(SYS_mprotect, page, size, PROT_READ, 0, 0);
            }
            return true;
        }
        if (failed != -EINVAL) {
            break;
        }
    }
    return false;
}

/* What was found in an object's tables. */
struct shimgen_slots_found {
    bool any;     /* it refers to the name */
    bool leads;   /* by words that have the one address, or had it */
    bool changed; /* and have the other now */
};

/* Looks for an object's references to a name. Words that have the address `from` get `to`, unless that is NULL. */
static __attribute__((cold, noinline)) struct shimgen_slots_found
shimgen_slots_change(const struct link_map *map, const struct shimgen_object *object, const char *name,
                     shimgen_function *from, shimgen_function *to)
{
    struct shimgen_slots slots;
    struct shimgen_slots_found found;
    found.any = false;
    found.leads = false;
    found.changed = false;
    shimgen_slots_begin(&slots, map, object);
    while (shimgen_slots_next(&slots)) {
        if (shimgen_same_name(slots.name, name)) {
            found.any = true;
            if (slots.slot != NULL && atomic_load_explicit(slots.slot, memory_order_relaxed) == from) {
                found.leads = true;
                found.changed |= to != NULL && shimgen_slot_set(slots.slot, to);
            }
        }
    }
    return found;
}

#endif
