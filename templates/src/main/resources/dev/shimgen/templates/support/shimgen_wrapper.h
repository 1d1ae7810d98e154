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
                                                            struct shimgen_jump_slot *slot, const void *caller);

SHIMGEN_JUMP_THROUGH("shimgen_wrapper_first", "shimgen_wrapper_find");

/* Called by the assembler until it is certain that every call goes to the wrapper, or that none does. */
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
