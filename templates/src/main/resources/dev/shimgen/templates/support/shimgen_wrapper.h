/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * shimgen_wrapper.h: wrappers that are written in C.
 *
 * A wrapper in C relies on the function's parameters. So it must not be reached by calls of another function that
 * happens to have the same name, a foreign definition (shimgen_next.h). Therefore the exported symbol is a jump, to the
 * wrapper or past it.
 *
 *   SHIMGEN_WRAPPER(symbol, wrapper, …)                exports the wrapper as the symbol
 *   SHIMGEN_WRAPPER_VERSION(symbol, wrapper, "V", …)   the same as version V of the symbol, the one of today
 *   SHIMGEN_WRAPPER_OLD(symbol, wrapper, "V", …)       the same as an older version V
 *
 * What a wrapper hides is in the slot wrapper_slot, for shimgen_wrapper_next.
 *
 * The last parameters of each are the library that has the function, and what a call returns if there is none, as in
 * shimgen_jump.h. On a machine where wrappers cannot jump, every call reaches the wrapper.
 */
#ifndef SHIMGEN_WRAPPER_H
#define SHIMGEN_WRAPPER_H

#include "shimgen_next.h"

/*
 * The assembler refers to the wrapper by name, so it must exist whatever the optimizer sees ("used", also with
 * -flto).
 */
#define SHIMGEN_WRAPPED __attribute__((visibility("hidden"), used))

#if SHIMGEN_CAN_JUMP

#include "shimgen_jump.h"

SHIMGEN_JUMP_VISIBLE shimgen_function *shimgen_wrapper_find(const struct shimgen_jump_frame *frame, void *stack,
                                                            struct shimgen_work_slot *slot, const void *caller);

SHIMGEN_JUMP_THROUGH("shimgen_wrapper_first", "shimgen_wrapper_find");

/* Called by the assembler until it is certain that every call goes to the wrapper, or that none does. */
shimgen_function *shimgen_wrapper_find(const struct shimgen_jump_frame *frame, void *stack,
                                       struct shimgen_work_slot *slot, const void *caller)
{
    const struct shimgen_definition definition = shimgen_work_definition(slot, caller);
    shimgen_function *wrapper = (shimgen_function *)(uintptr_t)shimgen_work_of(slot);
    (void)frame;
    (void)stack;
    if (definition.foreign) {
        return definition.function;
    }
    if (definition.lasting || definition.function == NULL) {
        atomic_store_explicit(&slot->target, wrapper, memory_order_relaxed);
    }
    return wrapper;
}

/* As shimgen_symbol_find. */
static __attribute__((cold, noinline)) shimgen_function *shimgen_wrapper_search(struct shimgen_work_slot *slot)
{
    const struct shimgen_wanted wanted = shimgen_jump_wanted(slot->how, slot->text);
    return shimgen_symbol_search(&slot->next, &wanted, slot->how & SHIMGEN_JUMP_HOW_ABSENT, NULL, false);
}

/* What the wrapper calls; each use but the first is one load and one test, unless its library may be unloaded. */
static inline shimgen_function *shimgen_wrapper_next(struct shimgen_work_slot *slot)
{
    shimgen_function *function = atomic_load_explicit(&slot->next, memory_order_relaxed);
    return __builtin_expect(function != NULL, 1) ? function : shimgen_wrapper_search(slot);
}

#define SHIMGEN_WRAPPER_AS(slot, entry, symbol, wrapper, version, library, absent)                                     \
    extern struct shimgen_work_slot slot __attribute__((visibility("hidden")));                                        \
    __asm__(SHIMGEN_JUMP_SLOT(entry, symbol, version, library, SHIMGEN_JUMP_STRING(absent), wrapper,                   \
                              "shimgen_wrapper_first")                                                                 \
            "\t.globl " wrapper "_slot\n"                                                                              \
            "\t.hidden " wrapper "_slot\n"                                                                             \
            "\t.set " wrapper "_slot, .Lshimgen_slot_" entry "\n")

#else

/* What a wrapper hides. */
struct shimgen_work_slot {
    shimgen_symbol_cache next;
    const char *name;
    const char *version; /* empty for the default */
    const char *library;
    unsigned absent;
};

static inline shimgen_function *shimgen_wrapper_next(struct shimgen_work_slot *slot)
{
    const char *version = *slot->version == '\0' ? NULL : slot->version;
    return shimgen_symbol_next(&slot->next, slot->name, version, slot->library, slot->absent);
}

#define SHIMGEN_WRAPPER_AS(slot, entry, symbol, wrapper, wanted, from, how)                                            \
    __attribute__((unused)) static struct shimgen_work_slot slot = {                                                   \
        .name = (symbol), .version = (wanted), .library = (from), .absent = (how)};                                     \
    __asm__("\t.globl " entry "\n"                                                                                     \
            "\t.type " entry ", %function\n"                                                                           \
            "\t.set " entry ", " wrapper "\n")

#endif

/* The names are made into text here: as an argument of another macro they would be replaced where they are macros. */
#define SHIMGEN_WRAPPER(symbol, wrapper, library, absent)                                                              \
    SHIMGEN_WRAPPER_AS(wrapper##_slot, #symbol, #symbol, #wrapper, "", library, absent)

#define SHIMGEN_WRAPPER_VERSION(symbol, wrapper, version, library, absent)                                             \
    SHIMGEN_WRAPPER_AS(wrapper##_slot, #symbol, #symbol, #wrapper, version, library, absent)

#define SHIMGEN_WRAPPER_OLD(symbol, wrapper, version, library, absent)                                                 \
    SHIMGEN_WRAPPER_AS(wrapper##_slot, #wrapper "_entry", #symbol, #wrapper, version, library, absent);\
    __asm__("\t.symver " #wrapper "_entry, " #symbol "@" version "\n")

#endif
