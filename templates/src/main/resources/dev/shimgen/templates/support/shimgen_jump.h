/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * shimgen_jump.h: wrappers that jump to the function that they hide.
 *
 * A wrapper in C has a frame of its own, and the function that it calls returns to it. That is wrong for functions that
 * save or leave their caller's frame (setjmp(3), getcontext(3), vfork(2)), that look at their return address
 * (dlopen(3), dlsym(3)), or whose arguments nobody can count (execl(3), makecontext(3)). Their wrappers are a few
 * instructions that leave stack, return address and argument registers as they are, and jump.
 *
 * Wrappers that only pass a call on jump, too: they need not know the parameters, and compile almost at once, while a
 * compiler takes more than a millisecond for the smallest C function, which matters in a shim with thousands.
 *
 * If something is to be done before the jump, or the function has to be found first, all registers that can hold an
 * argument are saved, a C function is called and the registers are restored. The C function gets the arguments as a
 * va_list: the registers are saved in the form that the platform's ABI gives the register save area of a variadic
 * function, so that va_arg(3) reads the arguments from the first one on, whatever they are. At the time of the jump,
 * nothing is left on the stack (which the child of a vfork(2) shares with its parent).
 *
 *   SHIMGEN_JUMP(symbol, …)                   finds the function at the first call, and only jumps from then on
 *   SHIMGEN_JUMP_VERSION(symbol, "V", …)      the same for version V of the symbol, the one that programs are linked to today
 *   SHIMGEN_JUMP_OLD(symbol, name, "V", …)    the same for an older version V; the code is called name
 *   SHIMGEN_JUMP_BEHIND(symbol, …)            calls shimgen_before_<symbol> each time, then jumps
 *
 * The last parameters of each are the library that has the function, and what a call returns if there is none
 * (SHIMGEN_ABSENT_ZERO).
 *
 * If the next definition is foreign (shimgen_next.h), a wrapper only jumps to it, and does nothing else.
 */
#ifndef SHIMGEN_JUMP_H
#define SHIMGEN_JUMP_H

#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>

#include "shimgen_next.h"

/* The type of a C function that is called before a jump. */
typedef void shimgen_jump_before(va_list arguments);

/* The assembler refers to these by name, so they must exist whatever the optimizer sees ("used", also with -flto). */
#define SHIMGEN_JUMP_VISIBLE __attribute__((visibility("hidden"), used))

/* The saved argument registers of a call; the layout is that of the assembler below. */
struct shimgen_jump_frame;

/*
 * The assembler's data for a wrapper that only jumps. The text is part of the structure, so there are no addresses to
 * relocate: a wrapper may be called before its library is relocated ("STT_GNU_IFUNC").
 */
struct shimgen_jump_slot {
    shimgen_symbol_cache target; /* where to jump at once; NULL if the function has to be found first */
    unsigned char how;           /* SHIMGEN_ABSENT_..., and SHIMGEN_JUMP_HOW_... */
    char text[];                 /* name, version, library, as far as there are such */
};

/* What `how` says beside what a call returns if no library has the function. Most are in the first two libraries. */
#define SHIMGEN_JUMP_HOW_ABSENT 7
#define SHIMGEN_JUMP_HOW_VERSION 8  /* there is a version */
#define SHIMGEN_JUMP_HOW_LIBM 16    /* the library is libm.so.6 */
#define SHIMGEN_JUMP_HOW_LIBRARY 32 /* the library is in the text; without this bit and that above it is libc.so.6 */

/* The data for a wrapper that does more than to jump; the work is a distance for the same reason. */
struct shimgen_work_slot {
    shimgen_symbol_cache target; /* NULL as long as there is something to do */
    shimgen_symbol_cache next;   /* the next definition, if it will never change; NULL until it is known */
    int work;                    /* bytes from here to the C function or the table of this wrapper */
    unsigned char how;
    char text[];
};

SHIMGEN_JUMP_VISIBLE shimgen_function *shimgen_jump_prepare(const struct shimgen_jump_frame *frame, void *stack,
                                                            struct shimgen_work_slot *slot, const void *caller);
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

/* The next text of a slot. */
static const char *shimgen_jump_behind(const char *text)
{
    const volatile char *end = text;
    while (*end != '\0') {
        end++;
    }
    return (const char *)end + 1;
}

/* What a slot says. */
static inline struct shimgen_wanted shimgen_jump_wanted(unsigned how, const char *text)
{
    struct shimgen_wanted wanted = {text, NULL, "libc.so.6"};
    if ((how & SHIMGEN_JUMP_HOW_VERSION) != 0) {
        text = shimgen_jump_behind(text);
        wanted.version = text;
    }
    if ((how & SHIMGEN_JUMP_HOW_LIBM) != 0) {
        wanted.library = "libm.so.6";
    } else if ((how & SHIMGEN_JUMP_HOW_LIBRARY) != 0) {
        wanted.library = shimgen_jump_behind(text);
    }
    return wanted;
}

/*
 * The definition for a call that comes from an address. It is remembered if it will never change. If it is foreign, it
 * becomes the target of the jump, so that nothing else is done from then on.
 */
static struct shimgen_definition shimgen_work_definition(struct shimgen_work_slot *slot, const void *caller)
{
    struct shimgen_definition definition = shimgen_no_definition();
    definition.function = atomic_load_explicit(&slot->next, memory_order_relaxed);
    definition.lasting = true;
    if (definition.function == NULL) {
        const struct shimgen_wanted wanted = shimgen_jump_wanted(slot->how, slot->text);
        definition = shimgen_symbol_define(&wanted, caller, true);
        if (definition.function != NULL && definition.lasting) {
            atomic_store_explicit(definition.foreign ? &slot->target : &slot->next, definition.function,
                                  memory_order_relaxed);
        }
    }
    return definition;
}

/* The same, or a substitute for a function that does not exist. */
static struct shimgen_definition shimgen_work_next(struct shimgen_work_slot *slot, const void *caller)
{
    struct shimgen_definition definition = shimgen_work_definition(slot, caller);
    if (definition.function == NULL) {
        const struct shimgen_wanted wanted = shimgen_jump_wanted(slot->how, slot->text);
        definition = shimgen_symbol_absent(&wanted, slot->how & SHIMGEN_JUMP_HOW_ABSENT);
        if (definition.lasting) {
            atomic_store_explicit(&slot->next, definition.function, memory_order_relaxed);
        }
    }
    return definition;
}

/* The C function or table that belongs to a wrapper. */
static inline const void *shimgen_work_of(const struct shimgen_work_slot *slot)
{
    return (const char *)&slot->work + slot->work;
}

/* Called by the assembler above in the first call of a wrapper that only jumps. */
shimgen_function *shimgen_jump_find(const struct shimgen_jump_frame *frame, void *stack, struct shimgen_jump_slot *slot,
                                    const void *caller)
{
    const struct shimgen_wanted wanted = shimgen_jump_wanted(slot->how, slot->text);
    (void)frame;
    (void)stack;
    return shimgen_symbol_search(&slot->target, &wanted, slot->how & SHIMGEN_JUMP_HOW_ABSENT, caller, true);
}

/*
 * Called by the assembler above before each jump, for a wrapper that has something to do; it sees the registers as a
 * va_list.
 */
shimgen_function *shimgen_jump_prepare(const struct shimgen_jump_frame *frame, void *stack,
                                       struct shimgen_work_slot *slot, const void *caller)
{
    const struct shimgen_definition definition = shimgen_work_next(slot, caller);
    union {
        struct shimgen_jump_list fields;
        va_list arguments;
    } list = {SHIMGEN_JUMP_LIST(frame, stack)};
    _Static_assert(sizeof list.fields == sizeof list.arguments, "va_list is not the one of the ABI");
    if (!definition.foreign) {
        ((shimgen_jump_before *)shimgen_work_of(slot))(list.arguments);
    }
    return definition.function;
}

#define SHIMGEN_JUMP_STRING(number) SHIMGEN_JUMP_TEXT(number)
#define SHIMGEN_JUMP_TEXT(text) #text

/*
 * The code `entry` jumps to a symbol in a version: to the target in its slot, or to `first` as long as that is NULL.
 * `work` is the C function or table of the wrapper, or nothing. A macro of the assembler, since there may be thousands:
 * the compiler would have to read and copy the text of each. Code is aligned as by -falign-functions=32: that of wrappers
 * which only jump has up to 31 bytes, which is one cache line.
 */
__asm__("\t.macro shimgen_entry entry, symbol, version, library, absent, first, work\n"
        "\t.pushsection .data, \"aw\"\n"
        "\t.balign " SHIMGEN_JUMP_STRING(__SIZEOF_POINTER__) "\n"
        ".Lshimgen_slot_\\entry:\n"
        "\t" SHIMGEN_JUMP_WORD " 0\n"
        "\t.ifnb \\work\n"
        "\t" SHIMGEN_JUMP_WORD " 0\n"
        "\t.long \\work - .\n"
        "\t.endif\n"
        "\t.set .Lshimgen_how, \\absent\n"
        "\t.ifnb \\version\n"
        "\t.set .Lshimgen_how, .Lshimgen_how + " SHIMGEN_JUMP_STRING(SHIMGEN_JUMP_HOW_VERSION) "\n"
        "\t.endif\n"
        "\t.ifc \\library,libm.so.6\n"
        "\t.set .Lshimgen_how, .Lshimgen_how + " SHIMGEN_JUMP_STRING(SHIMGEN_JUMP_HOW_LIBM) "\n"
        "\t.else\n"
        "\t.ifnc \\library,libc.so.6\n"
        "\t.set .Lshimgen_how, .Lshimgen_how + " SHIMGEN_JUMP_STRING(SHIMGEN_JUMP_HOW_LIBRARY) "\n"
        "\t.endif\n"
        "\t.endif\n"
        "\t.byte .Lshimgen_how\n"
        "\t.asciz \"\\symbol\"\n"
        "\t.ifnb \\version\n"
        "\t.asciz \"\\version\"\n"
        "\t.endif\n"
        "\t.if .Lshimgen_how & " SHIMGEN_JUMP_STRING(SHIMGEN_JUMP_HOW_LIBRARY) "\n"
        "\t.asciz \"\\library\"\n"
        "\t.endif\n"
        "\t.popsection\n"
        "\t.pushsection .text, \"ax\"\n"
        "\t.p2align 5\n"
        "\t.globl \\entry\n"
        "\t.type \\entry, %function\n"
        "\\entry:\n"
        "\t.cfi_startproc\n"
        SHIMGEN_JUMP_LANDING
        SHIMGEN_JUMP_CACHED(".Lshimgen_slot_\\entry", "\\first")
        "\t.cfi_endproc\n"
        "\t.size \\entry, . - \\entry\n"
        "\t.popsection\n"
        "\t.endm\n");

#define SHIMGEN_JUMP_SLOT(entry, symbol, version, library, absent, work, first)                                        \
    "\tshimgen_entry " entry ", " symbol ", " version ", " library ", " absent ", " first ", " work "\n"

/* Makes `name` an older version of the symbol. */
#define SHIMGEN_JUMP_SYMVER(symbol, name, version) "\t.symver " name ", " symbol "@" version "\n"

#define SHIMGEN_JUMP(symbol, library, absent)                                                                          \
    __asm__(SHIMGEN_JUMP_SLOT(#symbol, #symbol, "", library, SHIMGEN_JUMP_STRING(absent), "", "shimgen_jump_first"))

#define SHIMGEN_JUMP_VERSION(symbol, version, library, absent)                                                         \
    __asm__(SHIMGEN_JUMP_SLOT(#symbol, #symbol, version, library, SHIMGEN_JUMP_STRING(absent), "",                    \
                              "shimgen_jump_first"))

#define SHIMGEN_JUMP_OLD(symbol, name, version, library, absent)                                                       \
    __asm__(SHIMGEN_JUMP_SLOT(#name, #symbol, version, library, SHIMGEN_JUMP_STRING(absent), "",                      \
                              "shimgen_jump_first") SHIMGEN_JUMP_SYMVER(#symbol, #name, version))

#define SHIMGEN_JUMP_BEHIND(symbol, library, absent)                                                                   \
    __asm__(SHIMGEN_JUMP_SLOT(#symbol, #symbol, "", library, SHIMGEN_JUMP_STRING(absent), "shimgen_before_" #symbol,   \
                              "shimgen_jump_prepared"))

#endif
