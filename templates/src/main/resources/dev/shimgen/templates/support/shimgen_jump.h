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

#if defined(__x86_64__) && defined(__LP64__)

/* The register save area of System V ABI (AMD64) 3.5.7: rdi rsi rdx rcx r8 r9, xmm0 to xmm7; then the rest. */
struct shimgen_jump_frame {
    unsigned long general[6];
    unsigned char vector[8][16];
    unsigned long rax; /* al: how many vector registers a variadic call uses */
    unsigned long r10; /* static chain */
};

/* The va_list of the same section. */
struct shimgen_jump_list {
    unsigned general_offset;
    unsigned vector_offset;
    void *stack;
    void *registers;
};

#define SHIMGEN_JUMP_LIST(frame, stack) {0, 48, (stack), (void *)(frame)}

/* The landing pad of an indirect branch, where the compiler makes them too (-fcf-protection). */
#if defined(__CET__) && (__CET__ & 1) != 0
#define SHIMGEN_JUMP_LANDING "\tendbr64\n"
#else
#define SHIMGEN_JUMP_LANDING ""
#endif

#define SHIMGEN_JUMP_WORD ".quad"

#define SHIMGEN_JUMP_CACHED(slot, first)                                                                               \
    "\tmovq " slot "(%rip), %r11\n"                                                                                    \
    "\ttestq %r11, %r11\n"                                                                                             \
    "\tje 1f\n"                                                                                                        \
    "\tjmp *%r11\n"                                                                                                    \
    "1:\tleaq " slot "(%rip), %r11\n"                                                                                  \
    "\tjmp " first "\n"

/* The argument registers, in the frame that the other register points to. */
#define SHIMGEN_JUMP_SAVE(frame)                                                                                       \
    "\tmovq %rdi, 0(" frame ")\n"                                                                                      \
    "\tmovq %rsi, 8(" frame ")\n"                                                                                      \
    "\tmovq %rdx, 16(" frame ")\n"                                                                                     \
    "\tmovq %rcx, 24(" frame ")\n"                                                                                     \
    "\tmovq %r8, 32(" frame ")\n"                                                                                      \
    "\tmovq %r9, 40(" frame ")\n"                                                                                      \
    "\tmovaps %xmm0, 48(" frame ")\n"                                                                                  \
    "\tmovaps %xmm1, 64(" frame ")\n"                                                                                  \
    "\tmovaps %xmm2, 80(" frame ")\n"                                                                                  \
    "\tmovaps %xmm3, 96(" frame ")\n"                                                                                  \
    "\tmovaps %xmm4, 112(" frame ")\n"                                                                                 \
    "\tmovaps %xmm5, 128(" frame ")\n"                                                                                 \
    "\tmovaps %xmm6, 144(" frame ")\n"                                                                                 \
    "\tmovaps %xmm7, 160(" frame ")\n"                                                                                 \
    "\tmovq %rax, 176(" frame ")\n"                                                                                    \
    "\tmovq %r10, 184(" frame ")\n"

#define SHIMGEN_JUMP_RESTORE(frame)                                                                                    \
    "\tmovq 0(" frame "), %rdi\n"                                                                                      \
    "\tmovq 8(" frame "), %rsi\n"                                                                                      \
    "\tmovq 16(" frame "), %rdx\n"                                                                                     \
    "\tmovq 24(" frame "), %rcx\n"                                                                                     \
    "\tmovq 32(" frame "), %r8\n"                                                                                      \
    "\tmovq 40(" frame "), %r9\n"                                                                                      \
    "\tmovaps 48(" frame "), %xmm0\n"                                                                                  \
    "\tmovaps 64(" frame "), %xmm1\n"                                                                                  \
    "\tmovaps 80(" frame "), %xmm2\n"                                                                                  \
    "\tmovaps 96(" frame "), %xmm3\n"                                                                                  \
    "\tmovaps 112(" frame "), %xmm4\n"                                                                                 \
    "\tmovaps 128(" frame "), %xmm5\n"                                                                                 \
    "\tmovaps 144(" frame "), %xmm6\n"                                                                                 \
    "\tmovaps 160(" frame "), %xmm7\n"                                                                                 \
    "\tmovq 176(" frame "), %rax\n"                                                                                    \
    "\tmovq 184(" frame "), %r10\n"

/*
 * r11 holds what the C function gets, and later the target: no argument travels in it. The stack is aligned anew, because
 * the C compiler relies on it and not every caller is one.
 */
#define SHIMGEN_JUMP_THROUGH(entry, function)                                                                          \
    __asm__("\t.pushsection .text, \"ax\", @progbits\n"                                                                \
            "\t.p2align 4\n"                                                                                           \
            "\t.type " entry ", @function\n"                                                                           \
            entry ":\n"                                                                                                \
            "\t.cfi_startproc\n"                                                                                       \
            "\tpushq %rbp\n"                                                                                           \
            "\t.cfi_def_cfa_offset 16\n"                                                                               \
            "\t.cfi_offset %rbp, -16\n"                                                                                \
            "\tmovq %rsp, %rbp\n"                                                                                      \
            "\t.cfi_def_cfa_register %rbp\n"                                                                           \
            "\tsubq $192, %rsp\n"                                                                                      \
            "\tandq $-16, %rsp\n"                                                                                      \
            SHIMGEN_JUMP_SAVE("%rsp")                                                                                  \
            "\tmovq %rsp, %rdi\n"                                                                                      \
            "\tleaq 16(%rbp), %rsi\n"                                                                                  \
            "\tmovq %r11, %rdx\n"                                                                                      \
            "\tmovq 8(%rbp), %rcx\n"                                                                                   \
            "\tcall " function "\n"                                                                                    \
            "\tmovq %rax, %r11\n"                                                                                      \
            SHIMGEN_JUMP_RESTORE("%rsp")                                                                               \
            "\tleave\n"                                                                                                \
            "\t.cfi_def_cfa %rsp, 8\n"                                                                                 \
            "\t.cfi_restore %rbp\n"                                                                                    \
            "\tjmp *%r11\n"                                                                                            \
            "\t.cfi_endproc\n"                                                                                         \
            "\t.size " entry ", . - " entry "\n"                                                                       \
            "\t.popsection\n")

#elif defined(__aarch64__) && defined(__LP64__)

/* The save areas of AAPCS64, appendix B: x0 to x7, q0 to q7; then the rest. */
struct shimgen_jump_frame {
    unsigned long general[8];
    unsigned char vector[8][16];
    unsigned long x8; /* where a large result goes */
    unsigned long unused;
};

/* The va_list of the same appendix: offsets are negative, from the end of each area. */
struct shimgen_jump_list {
    void *stack;
    void *general_end;
    void *vector_end;
    int general_offset;
    int vector_offset;
};

#define SHIMGEN_JUMP_LIST(frame, stack) {(stack), (void *)((frame)->general + 8), (void *)((frame)->vector + 8), -64, -128}

/* bti c, which older assemblers do not know by name; machines without it take it for a nop (Arm ARM, HINT). */
#if defined(__ARM_FEATURE_BTI_DEFAULT) && __ARM_FEATURE_BTI_DEFAULT
#define SHIMGEN_JUMP_LANDING "\thint #34\n"
#else
#define SHIMGEN_JUMP_LANDING ""
#endif

#define SHIMGEN_JUMP_WORD ".xword"

#define SHIMGEN_JUMP_CACHED(slot, first)                                                                               \
    "\tadrp x16, " slot "\n"                                                                                           \
    "\tldr x16, [x16, #:lo12:" slot "]\n"                                                                              \
    "\tcbz x16, 1f\n"                                                                                                  \
    "\tbr x16\n"                                                                                                       \
    "1:\tadrp x16, " slot "\n"                                                                                         \
    "\tadd x16, x16, #:lo12:" slot "\n"                                                                                \
    "\tb " first "\n"

/* The argument registers, in the frame that the other register points to. */
#define SHIMGEN_JUMP_SAVE(frame)                                                                                       \
    "\tstp x0, x1, [" frame ", #0]\n"                                                                                  \
    "\tstp x2, x3, [" frame ", #16]\n"                                                                                 \
    "\tstp x4, x5, [" frame ", #32]\n"                                                                                 \
    "\tstp x6, x7, [" frame ", #48]\n"                                                                                 \
    "\tstp q0, q1, [" frame ", #64]\n"                                                                                 \
    "\tstp q2, q3, [" frame ", #96]\n"                                                                                 \
    "\tstp q4, q5, [" frame ", #128]\n"                                                                                \
    "\tstp q6, q7, [" frame ", #160]\n"                                                                                \
    "\tstr x8, [" frame ", #192]\n"

#define SHIMGEN_JUMP_RESTORE(frame)                                                                                    \
    "\tldp x0, x1, [" frame ", #0]\n"                                                                                  \
    "\tldp x2, x3, [" frame ", #16]\n"                                                                                 \
    "\tldp x4, x5, [" frame ", #32]\n"                                                                                 \
    "\tldp x6, x7, [" frame ", #48]\n"                                                                                 \
    "\tldp q0, q1, [" frame ", #64]\n"                                                                                 \
    "\tldp q2, q3, [" frame ", #96]\n"                                                                                 \
    "\tldp q4, q5, [" frame ", #128]\n"                                                                                \
    "\tldp q6, q7, [" frame ", #160]\n"                                                                                \
    "\tldr x8, [" frame ", #192]\n"

/* x16 holds what the C function gets, and later the target: a branch by it may land on "bti c", as a call may. */
#define SHIMGEN_JUMP_THROUGH(entry, function)                                                                          \
    __asm__("\t.pushsection .text, \"ax\", %progbits\n"                                                                \
            "\t.p2align 4\n"                                                                                           \
            "\t.type " entry ", %function\n"                                                                           \
            entry ":\n"                                                                                                \
            "\t.cfi_startproc\n"                                                                                       \
            "\tstp x29, x30, [sp, #-224]!\n"                                                                           \
            "\t.cfi_def_cfa_offset 224\n"                                                                              \
            "\t.cfi_offset x29, -224\n"                                                                                \
            "\t.cfi_offset x30, -216\n"                                                                                \
            "\tmov x29, sp\n"                                                                                          \
            "\tadd x17, sp, #16\n"                                                                                     \
            SHIMGEN_JUMP_SAVE("x17")                                                                                   \
            "\tmov x0, x17\n"                                                                                          \
            "\tadd x1, sp, #224\n"                                                                                     \
            "\tmov x2, x16\n"                                                                                          \
            "\tmov x3, x30\n"                                                                                          \
            "\tbl " function "\n"                                                                                      \
            "\tmov x16, x0\n"                                                                                          \
            "\tadd x17, sp, #16\n"                                                                                     \
            SHIMGEN_JUMP_RESTORE("x17")                                                                                \
            "\tldp x29, x30, [sp], #224\n"                                                                             \
            "\t.cfi_def_cfa_offset 0\n"                                                                                \
            "\t.cfi_restore x29\n"                                                                                     \
            "\t.cfi_restore x30\n"                                                                                     \
            "\tbr x16\n"                                                                                               \
            "\t.cfi_endproc\n"                                                                                         \
            "\t.size " entry ", . - " entry "\n"                                                                       \
            "\t.popsection\n")

#elif defined(__i386__)

/* All arguments are on the stack (System V ABI, Intel386, "Function Calling Sequence"), and va_list points there. */
struct shimgen_jump_frame {
    unsigned long eax;
    unsigned long edx;
    unsigned long ecx;
};

struct shimgen_jump_list {
    void *stack;
};

#define SHIMGEN_JUMP_LIST(frame, stack) {((void)(frame), (stack))}

#if defined(__CET__) && (__CET__ & 1) != 0
#define SHIMGEN_JUMP_LANDING "\tendbr32\n"
#else
#define SHIMGEN_JUMP_LANDING ""
#endif

/* ecx and eax hold no argument: libc is not compiled with -mregparm. */
#define SHIMGEN_JUMP_HERE                                                                                              \
    "\tcall shimgen_jump_here\n"                                                                                       \
    "\taddl $_GLOBAL_OFFSET_TABLE_, %ecx\n"

#define SHIMGEN_JUMP_WORD ".long"

#define SHIMGEN_JUMP_CACHED(slot, first)                                                                               \
    SHIMGEN_JUMP_HERE                                                                                                  \
    "\tmovl " slot "@GOTOFF(%ecx), %eax\n"                                                                             \
    "\ttestl %eax, %eax\n"                                                                                             \
    "\tje 1f\n"                                                                                                        \
    "\tjmp *%eax\n"                                                                                                    \
    "1:\tleal " slot "@GOTOFF(%ecx), %eax\n"                                                                           \
    "\tjmp " first "\n"

/* The instruction pointer; returned from, so that the processor's return stack and a shadow stack stay in step. */
__asm__("\t.pushsection .text, \"ax\", @progbits\n"
        "\t.type shimgen_jump_here, @function\n"
        "shimgen_jump_here:\n"
        "\t.cfi_startproc\n"
        "\tmovl (%esp), %ecx\n"
        "\tret\n"
        "\t.cfi_endproc\n"
        "\t.size shimgen_jump_here, . - shimgen_jump_here\n"
        "\t.popsection\n");

#define SHIMGEN_JUMP_THROUGH(entry, function)                                                                          \
    __asm__("\t.pushsection .text, \"ax\", @progbits\n"                                                                \
            "\t.p2align 4\n"                                                                                           \
            "\t.type " entry ", @function\n"                                                                           \
            entry ":\n"                                                                                                \
            "\t.cfi_startproc\n"                                                                                       \
            "\tpushl %ebp\n"                                                                                           \
            "\t.cfi_def_cfa_offset 8\n"                                                                                \
            "\t.cfi_offset %ebp, -8\n"                                                                                 \
            "\tmovl %esp, %ebp\n"                                                                                      \
            "\t.cfi_def_cfa_register %ebp\n"                                                                           \
            "\tsubl $24, %esp\n"                                                                                       \
            "\tandl $-16, %esp\n"                                                                                      \
            "\tmovl %edx, 16(%esp)\n"                                                                                  \
            "\tleal 8(%ebp), %edx\n"                                                                                   \
            "\tmovl %esp, (%esp)\n"                                                                                    \
            "\tmovl %edx, 4(%esp)\n"                                                                                   \
            "\tmovl %eax, 8(%esp)\n"                                                                                   \
            "\tmovl 4(%ebp), %edx\n"                                                                                   \
            "\tmovl %edx, 12(%esp)\n"                                                                                  \
            "\tcall " function "\n"                                                                                    \
            "\tmovl 16(%esp), %edx\n"                                                                                  \
            "\tleave\n"                                                                                                \
            "\t.cfi_def_cfa %esp, 4\n"                                                                                 \
            "\t.cfi_restore %ebp\n"                                                                                    \
            "\tjmp *%eax\n"                                                                                            \
            "\t.cfi_endproc\n"                                                                                         \
            "\t.size " entry ", . - " entry "\n"                                                                       \
            "\t.popsection\n")

#else
#error "shimgen: wrappers that jump can be compiled for x86_64, i386 and aarch64 only"
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
