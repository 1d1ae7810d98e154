/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * shimgen_jump.h: wrappers that jump to the function that they hide.
 *
 * A wrapper in C has a frame of its own, and the function that it calls returns to it. That is wrong for functions that
 * save or leave their caller's frame (setjmp(3), getcontext(3), vfork(2)), that look at the address they return to
 * (dlopen(3), dlsym(3)), and that take arguments which nobody can count (execl(3), makecontext(3)). Their wrappers are a
 * few instructions that leave stack, return address and argument registers as they are, and jump.
 *
 * So are the wrappers that only pass a call on: what they do not touch need not be known, and a compiler takes more than
 * a millisecond for the smallest function, which counts where a shim has thousands, but next to nothing for these.
 *
 * Where something is to be done before, or the function has to be found first, all registers that can hold an argument
 * are saved, a C function is called and the registers are restored. It gets them as a va_list: the registers are saved
 * in the form that the platform's ABI gives the register save area of a variadic function, so that va_arg(3) reads the
 * arguments from the first one on, whatever they are. When the jump is made, nothing is left on the stack (which the
 * child of a vfork(2) shares with its parent).
 *
 *   SHIMGEN_JUMP(symbol, …)                   finds the function at the first call, and only jumps from then on
 *   SHIMGEN_JUMP_VERSION(symbol, "V", …)      the same for version V of the symbol, the one that programs are linked to today
 *   SHIMGEN_JUMP_OLD(symbol, name, "V", …)    the same for an older version V; the code is called name
 *   SHIMGEN_JUMP_BEHIND(symbol, …)            calls shimgen_before_<symbol> each time, then jumps
 *
 * Each ends in the library that has the function, and in what a call gives where there is none (SHIMGEN_ABSENT_ZERO).
 *
 * Whatever a wrapper does, it does nothing before a foreign definition (shimgen_next.h) but jump to it.
 */
#ifndef SHIMGEN_JUMP_H
#define SHIMGEN_JUMP_H

#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>

#include "shimgen_next.h"

/* What is done before a jump. */
typedef void shimgen_jump_before(va_list arguments);

/* The assembler names these, so they exist under their names whatever the optimiser sees ("used", also with -flto). */
#define SHIMGEN_JUMP_VISIBLE __attribute__((visibility("hidden"), used))

/* Where the argument registers of a call have been saved; the layout is that of the assembler below. */
struct shimgen_jump_frame;

/*
 * What the assembler keeps for a wrapper. The text is that of name, version (empty: none) and library, one behind the other.
 * It follows here and is not pointed to, and what a wrapper has to do is given by its distance, so nothing has to be
 * relocated: a wrapper may be called before its library is ("STT_GNU_IFUNC").
 */
struct shimgen_jump_slot {
    shimgen_symbol_cache target; /* where to jump to at once; NULL where something is to be done, or to be found, first */
    shimgen_symbol_cache next;   /* the next definition, once it is known for ever */
    int work;                    /* bytes from here to the C function or the table of this wrapper, if it has one */
    unsigned char absent;        /* what a call gives where nobody has the function: SHIMGEN_ABSENT_... */
    char text[];
};

SHIMGEN_JUMP_VISIBLE shimgen_function *shimgen_jump_prepare(const struct shimgen_jump_frame *frame, void *stack,
                                                            struct shimgen_jump_slot *slot, const void *caller);
SHIMGEN_JUMP_VISIBLE shimgen_function *shimgen_jump_find(const struct shimgen_jump_frame *frame, void *stack,
                                                         struct shimgen_jump_slot *slot, const void *caller);

#if !SHIMGEN_CAN_JUMP
#error "shimgen: this machine has no shimgen_machine_....h with wrappers that jump"
#endif

#ifdef SHIMGEN_JUMP_HELPER
SHIMGEN_JUMP_HELPER;
#endif

/* Saves the argument registers, calls the C function, restores them and jumps to the address that it has returned. */
SHIMGEN_JUMP_THROUGH("shimgen_jump_prepared", "shimgen_jump_prepare");
SHIMGEN_JUMP_THROUGH("shimgen_jump_first", "shimgen_jump_find");

/* What follows a text in a slot. */
static const char *shimgen_jump_behind(const char *text)
{
    const volatile char *end = text;
    while (*end != '\0') {
        end++;
    }
    return (const char *)end + 1;
}

static inline struct shimgen_wanted shimgen_jump_wanted(const struct shimgen_jump_slot *slot)
{
    const char *version = shimgen_jump_behind(slot->text);
    const struct shimgen_wanted wanted = {slot->text, *version == '\0' ? NULL : version, shimgen_jump_behind(version)};
    return wanted;
}

/*
 * The definition that a call gets which comes from an address. What is known for ever is remembered: that it is foreign as
 * well, so that nothing more is done from then on.
 */
static struct shimgen_definition shimgen_jump_definition(struct shimgen_jump_slot *slot, const void *caller)
{
    const struct shimgen_wanted wanted = shimgen_jump_wanted(slot);
    struct shimgen_definition definition = shimgen_no_definition();
    definition.function = atomic_load_explicit(&slot->next, memory_order_relaxed);
    definition.lasting = true;
    if (definition.function == NULL) {
        definition = shimgen_symbol_define(&wanted, caller, true);
        if (definition.function != NULL && definition.lasting) {
            atomic_store_explicit(definition.foreign ? &slot->target : &slot->next, definition.function,
                                  memory_order_relaxed);
        }
    }
    return definition;
}

/* The same, or what stands in for a function that nobody has. */
static struct shimgen_definition shimgen_jump_next(struct shimgen_jump_slot *slot, const void *caller)
{
    struct shimgen_definition definition = shimgen_jump_definition(slot, caller);
    if (definition.function == NULL) {
        const struct shimgen_wanted wanted = shimgen_jump_wanted(slot);
        definition.function = shimgen_symbol_absent(&wanted, slot->absent);
        definition.lasting = true;
        atomic_store_explicit(&slot->next, definition.function, memory_order_relaxed);
    }
    return definition;
}

/* What a wrapper has to do. */
static inline const void *shimgen_jump_work(const struct shimgen_jump_slot *slot)
{
    return (const char *)&slot->work + slot->work;
}

/* Called by the assembler above at the first call of a wrapper that only jumps. */
shimgen_function *shimgen_jump_find(const struct shimgen_jump_frame *frame, void *stack, struct shimgen_jump_slot *slot,
                                    const void *caller)
{
    const struct shimgen_definition definition = shimgen_jump_next(slot, caller);
    (void)frame;
    (void)stack;
    if (definition.lasting) {
        atomic_store_explicit(&slot->target, definition.function, memory_order_relaxed);
    }
    return definition.function;
}

/* Called by the assembler above before each jump that something is done before: the registers, seen as a va_list. */
shimgen_function *shimgen_jump_prepare(const struct shimgen_jump_frame *frame, void *stack,
                                       struct shimgen_jump_slot *slot, const void *caller)
{
    const struct shimgen_definition definition = shimgen_jump_next(slot, caller);
    union {
        struct shimgen_jump_list fields;
        va_list arguments;
    } list = {SHIMGEN_JUMP_LIST(frame, stack)};
    _Static_assert(sizeof list.fields == sizeof list.arguments, "va_list is not the one of the ABI");
    if (!definition.foreign) {
        ((shimgen_jump_before *)shimgen_jump_work(slot))(list.arguments);
    }
    return definition.function;
}

/* Aligned as -falign-functions=32 would: the wrappers that only jump have up to 31 bytes, one line of the cache. */
#define SHIMGEN_JUMP_ENTRY(symbol, body)                                                                               \
    "\t.pushsection .text, \"ax\"\n"                                                                                   \
    "\t.p2align 5\n"                                                                                                   \
    "\t.globl " symbol "\n"                                                                                            \
    "\t.type " symbol ", %function\n" symbol ":\n"                                                                     \
    "\t.cfi_startproc\n" SHIMGEN_JUMP_LANDING body "\t.cfi_endproc\n"                                                  \
    "\t.size " symbol ", . - " symbol "\n"                                                                             \
    "\t.popsection\n"

/*
 * The code called `entry` jumps to a symbol in a version: to the address in its slot, or by way of `first` while there is
 * none. `work` is what the wrapper has to do, or "." for nothing.
 */
#define SHIMGEN_JUMP_SLOT(entry, symbol, version, library, absent, work, first)                                        \
    "\t.pushsection .data, \"aw\"\n"                                                                                   \
    "\t.balign " SHIMGEN_JUMP_STRING(__SIZEOF_POINTER__) "\n"                                                          \
    ".Lshimgen_slot_" entry ":\n"                                                                                      \
    "\t" SHIMGEN_JUMP_WORD " 0, 0\n"                                                                                   \
    "\t.long " work " - .\n"                                                                                           \
    "\t.byte " absent "\n"                                                                                             \
    "\t.asciz \"" symbol "\"\n"                                                                                        \
    "\t.asciz \"" version "\"\n"                                                                                       \
    "\t.asciz \"" library "\"\n"                                                                                       \
    "\t.popsection\n" SHIMGEN_JUMP_ENTRY(entry, SHIMGEN_JUMP_CACHED(".Lshimgen_slot_" entry, first))

#define SHIMGEN_JUMP_STRING(number) SHIMGEN_JUMP_TEXT(number)
#define SHIMGEN_JUMP_TEXT(text) #text

/* `name` becomes an older version of the symbol. */
#define SHIMGEN_JUMP_SYMVER(symbol, name, version) "\t.symver " name ", " symbol "@" version "\n"

#define SHIMGEN_JUMP(symbol, library, absent)                                                                          \
    __asm__(SHIMGEN_JUMP_SLOT(#symbol, #symbol, "", library, SHIMGEN_JUMP_STRING(absent), ".", "shimgen_jump_first"))

#define SHIMGEN_JUMP_VERSION(symbol, version, library, absent)                                                         \
    __asm__(SHIMGEN_JUMP_SLOT(#symbol, #symbol, version, library, SHIMGEN_JUMP_STRING(absent), ".",                    \
                              "shimgen_jump_first"))

#define SHIMGEN_JUMP_OLD(symbol, name, version, library, absent)                                                       \
    __asm__(SHIMGEN_JUMP_SLOT(#name, #symbol, version, library, SHIMGEN_JUMP_STRING(absent), ".",                      \
                              "shimgen_jump_first") SHIMGEN_JUMP_SYMVER(#symbol, #name, version))

#define SHIMGEN_JUMP_BEHIND(symbol, library, absent)                                                                   \
    __asm__(SHIMGEN_JUMP_SLOT(#symbol, #symbol, "", library, SHIMGEN_JUMP_STRING(absent), "shimgen_before_" #symbol,   \
                              "shimgen_jump_prepared"))

#endif
