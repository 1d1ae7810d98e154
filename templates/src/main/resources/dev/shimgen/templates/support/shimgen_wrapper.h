/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * shimgen_wrapper.h: wrappers that are written in C.
 *
 * A wrapper in C knows the function's parameters, so it must not be reached by a call of another function that happens to
 * have the name: a foreign definition (shimgen_next.h). So what is exported is a jump: to the wrapper, or past it.
 *
 *   SHIMGEN_WRAPPER(symbol, wrapper, …)                exports the wrapper as the symbol
 *   SHIMGEN_WRAPPER_VERSION(symbol, wrapper, "V", …)   the same as version V of the symbol, the one of today
 *   SHIMGEN_WRAPPER_OLD(symbol, wrapper, "V", …)       the same as an older version V
 *
 * Each ends in the library that has the function, and in what a call gives where there is none, as in shimgen_jump.h. On
 * a machine that shimgen_jump.h does not know, the wrapper is reached by every call.
 */
#ifndef SHIMGEN_WRAPPER_H
#define SHIMGEN_WRAPPER_H

#include "shimgen_next.h"

/* The assembler names the wrapper, so it exists under its name whatever the optimiser sees ("used", also with -flto). */
#define SHIMGEN_WRAPPED __attribute__((visibility("hidden"), used))

#if SHIMGEN_CAN_JUMP

#include "shimgen_jump.h"

SHIMGEN_JUMP_VISIBLE shimgen_function *shimgen_wrapper_find(const struct shimgen_jump_frame *frame, void *stack,
                                                            struct shimgen_jump_slot *slot, const void *caller);

SHIMGEN_JUMP_THROUGH("shimgen_wrapper_first", "shimgen_wrapper_find");

/* Called by the assembler until it is known that every call comes to the wrapper, or none. */
shimgen_function *shimgen_wrapper_find(const struct shimgen_jump_frame *frame, void *stack,
                                       struct shimgen_jump_slot *slot, const void *caller)
{
    const struct shimgen_definition definition = shimgen_jump_definition(slot, caller);
    shimgen_function *wrapper = (shimgen_function *)(uintptr_t)shimgen_jump_work(slot);
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

#define SHIMGEN_WRAPPER_ENTRY(entry, symbol, wrapper, version, library, absent)                                        \
    SHIMGEN_JUMP_SLOT(entry, symbol, version, library, SHIMGEN_JUMP_STRING(absent), wrapper, "shimgen_wrapper_first")

#else

#define SHIMGEN_WRAPPER_ENTRY(entry, symbol, wrapper, version, library, absent)                                        \
    "\t.globl " entry "\n"                                                                                             \
    "\t.type " entry ", %function\n"                                                                                   \
    "\t.set " entry ", " wrapper "\n"

#endif

#define SHIMGEN_WRAPPER(symbol, wrapper, library, absent)                                                              \
    __asm__(SHIMGEN_WRAPPER_ENTRY(#symbol, #symbol, #wrapper, "", library, absent))

#define SHIMGEN_WRAPPER_VERSION(symbol, wrapper, version, library, absent)                                             \
    __asm__(SHIMGEN_WRAPPER_ENTRY(#symbol, #symbol, #wrapper, version, library, absent))

#define SHIMGEN_WRAPPER_OLD(symbol, wrapper, version, library, absent)                                                 \
    __asm__(SHIMGEN_WRAPPER_ENTRY(#wrapper "_entry", #symbol, #wrapper, version, library, absent)                      \
            "\t.symver " #wrapper "_entry, " #symbol "@" version "\n")

#endif
