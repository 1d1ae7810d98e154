/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * shimgen_trace_jump.h: traced wrappers that are not functions of their own.
 *
 * As long as nothing is traced they only jump, like those of shimgen_jump.h, and cost the same. Where there is a trace,
 * all argument registers are saved; then, as the dynamic linker does it for la_x86_64_gnu_pltexit (rtld-audit(7)), the
 * arguments on the stack are copied, the real function is called and its result saved while a C function writes the
 * line. What registers and stack hold is known from the table that the line is printed by, so only calls whose
 * arguments and results are integers, pointers, float or double come here. A function that has to be jumped to is jumped
 * to here as well, after its line has been written.
 *
 *   SHIMGEN_TRACE(symbol, call, …)                    prints as `call` says, a struct shimgen_trace_call
 *   SHIMGEN_TRACE_VERSION(symbol, call, "V", …)       the same for version V of the symbol, the one of today
 *   SHIMGEN_TRACE_OLD(symbol, call, name, "V", …)     the same for an older version V; the code is called name
 *
 * Each ends in the library that has the function, and in what a call gives where there is none, as in shimgen_jump.h.
 */
#ifndef SHIMGEN_TRACE_JUMP_H
#define SHIMGEN_TRACE_JUMP_H

#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "shimgen_jump.h"
#include "shimgen_next.h"
#include "shimgen_sink.h"
#include "shimgen_trace.h"

/* A table that the assembler names. */
#define SHIMGEN_TRACED SHIMGEN_JUMP_VISIBLE const struct shimgen_trace_call

/* The stack frame of a traced call; the layout is that of the assembler below up to `start`. */
struct shimgen_trace_frame {
    struct shimgen_jump_frame registers;
    long words; /* to be copied from the caller's stack; -1: jump, there is nothing to do afterwards */
#if defined(__i386__)
    int floating; /* whether the result is on the stack of the x87 */
    unsigned long long general;
    long double vector;
#else
    unsigned long long general;
    union {
        double wide;
        unsigned narrow;
        unsigned char all[16];
    } vector;
#endif
    struct shimgen_trace_start start;
    const struct shimgen_trace_call *call;
};

SHIMGEN_JUMP_VISIBLE shimgen_function *shimgen_trace_enter(struct shimgen_trace_frame *frame, void *stack,
                                                           struct shimgen_jump_slot *slot, const void *caller);
SHIMGEN_JUMP_VISIBLE void shimgen_trace_leave(const struct shimgen_trace_frame *frame, void *stack);

#if defined(__x86_64__)

_Static_assert(offsetof(struct shimgen_trace_frame, words) == 192 &&
                   offsetof(struct shimgen_trace_frame, general) == 200 &&
                   offsetof(struct shimgen_trace_frame, vector) == 208 && sizeof(struct shimgen_trace_frame) <= 264,
               "the assembler has another struct shimgen_trace_frame");

/* rbx is the frame: the function that is called gives it back (System V ABI, AMD64, 3.2.1). r11 is the target. */
__asm__("\t.pushsection .text, \"ax\", @progbits\n"
        "\t.p2align 4\n"
        "\t.type shimgen_trace_first, @function\n"
        "shimgen_trace_first:\n"
        "\t.cfi_startproc\n"
        "\tpushq %rbp\n"
        "\t.cfi_def_cfa_offset 16\n"
        "\t.cfi_offset %rbp, -16\n"
        "\tmovq %rsp, %rbp\n"
        "\t.cfi_def_cfa_register %rbp\n"
        "\tpushq %rbx\n"
        "\t.cfi_offset %rbx, -24\n"
        "\tsubq $264, %rsp\n"
        "\tandq $-16, %rsp\n"
        "\tmovq %rsp, %rbx\n"
        SHIMGEN_JUMP_SAVE("%rbx")
        "\tmovq %rbx, %rdi\n"
        "\tleaq 16(%rbp), %rsi\n"
        "\tmovq %r11, %rdx\n"
        "\tmovq 8(%rbp), %rcx\n"
        "\tcall shimgen_trace_enter\n"
        "\tmovq %rax, %r11\n"
        "\tmovq 192(%rbx), %rcx\n"
        "\ttestq %rcx, %rcx\n"
        "\tjs 1f\n"
        "\tleaq 8(,%rcx,8), %rax\n"
        "\tandq $-16, %rax\n"
        "\tsubq %rax, %rsp\n"
        "\tleaq 16(%rbp), %rsi\n"
        "\tmovq %rsp, %rdi\n"
        "\trep movsq\n" SHIMGEN_JUMP_RESTORE("%rbx") "\tcall *%r11\n"
        "\tmovq %rax, 200(%rbx)\n"
        "\tmovaps %xmm0, 208(%rbx)\n"
        "\tmovq %rbx, %rdi\n"
        "\tleaq 16(%rbp), %rsi\n"
        "\tcall shimgen_trace_leave\n"
        "\tmovq 200(%rbx), %rax\n"
        "\tmovaps 208(%rbx), %xmm0\n"
        "\tmovq -8(%rbp), %rbx\n"
        "\t.cfi_remember_state\n"
        "\t.cfi_restore %rbx\n"
        "\tleave\n"
        "\t.cfi_def_cfa %rsp, 8\n"
        "\t.cfi_restore %rbp\n"
        "\tret\n"
        "\t.cfi_restore_state\n"
        "1:\n" SHIMGEN_JUMP_RESTORE("%rbx") "\tmovq -8(%rbp), %rbx\n"
        "\t.cfi_restore %rbx\n"
        "\tleave\n"
        "\t.cfi_def_cfa %rsp, 8\n"
        "\t.cfi_restore %rbp\n"
        "\tjmp *%r11\n"
        "\t.cfi_endproc\n"
        "\t.size shimgen_trace_first, . - shimgen_trace_first\n"
        "\t.popsection\n");

#elif defined(__aarch64__)

_Static_assert(offsetof(struct shimgen_trace_frame, words) == 208 &&
                   offsetof(struct shimgen_trace_frame, general) == 216 &&
                   offsetof(struct shimgen_trace_frame, vector) == 224 && sizeof(struct shimgen_trace_frame) <= 288,
               "the assembler has another struct shimgen_trace_frame");

/* x19 is the frame: the function that is called gives it back (AAPCS64, 6.1.1). x16 is the target. */
__asm__("\t.pushsection .text, \"ax\", %progbits\n"
        "\t.p2align 4\n"
        "\t.type shimgen_trace_first, %function\n"
        "shimgen_trace_first:\n"
        "\t.cfi_startproc\n"
        "\tstp x29, x30, [sp, #-320]!\n"
        "\t.cfi_def_cfa_offset 320\n"
        "\t.cfi_offset x29, -320\n"
        "\t.cfi_offset x30, -312\n"
        "\tmov x29, sp\n"
        "\t.cfi_def_cfa_register x29\n"
        "\tstr x19, [x29, #16]\n"
        "\t.cfi_offset x19, -304\n"
        "\tadd x19, x29, #32\n"
        SHIMGEN_JUMP_SAVE("x19")
        "\tmov x0, x19\n"
        "\tadd x1, x29, #320\n"
        "\tmov x2, x16\n"
        "\tmov x3, x30\n"
        "\tbl shimgen_trace_enter\n"
        "\tmov x16, x0\n"
        "\tldr x9, [x19, #208]\n"
        "\ttbnz x9, #63, 3f\n"
        "\tadd x10, x9, #1\n"
        "\tand x10, x10, #-2\n"
        "\tsub sp, sp, x10, lsl #3\n"
        "\tadd x11, x29, #320\n"
        "\tmov x12, sp\n"
        "1:\tcbz x9, 2f\n"
        "\tsub x9, x9, #1\n"
        "\tldr x10, [x11, x9, lsl #3]\n"
        "\tstr x10, [x12, x9, lsl #3]\n"
        "\tb 1b\n"
        "2:\n" SHIMGEN_JUMP_RESTORE("x19") "\tblr x16\n"
        "\tstr x0, [x19, #216]\n"
        "\tstr q0, [x19, #224]\n"
        "\tmov x0, x19\n"
        "\tadd x1, x29, #320\n"
        "\tbl shimgen_trace_leave\n"
        "\tldr x0, [x19, #216]\n"
        "\tldr q0, [x19, #224]\n"
        "\tmov sp, x29\n"
        "\tldr x19, [x29, #16]\n"
        "\t.cfi_remember_state\n"
        "\t.cfi_restore x19\n"
        "\tldp x29, x30, [sp], #320\n"
        "\t.cfi_def_cfa sp, 0\n"
        "\t.cfi_restore x29\n"
        "\t.cfi_restore x30\n"
        "\tret\n"
        "\t.cfi_restore_state\n"
        "3:\n" SHIMGEN_JUMP_RESTORE("x19") "\tldr x19, [x29, #16]\n"
        "\t.cfi_restore x19\n"
        "\tldp x29, x30, [sp], #320\n"
        "\t.cfi_def_cfa sp, 0\n"
        "\t.cfi_restore x29\n"
        "\t.cfi_restore x30\n"
        "\tbr x16\n"
        "\t.cfi_endproc\n"
        "\t.size shimgen_trace_first, . - shimgen_trace_first\n"
        "\t.popsection\n");

#elif defined(__i386__)

_Static_assert(offsetof(struct shimgen_trace_frame, registers.edx) == 4 &&
                   offsetof(struct shimgen_trace_frame, words) == 12 &&
                   offsetof(struct shimgen_trace_frame, floating) == 16 &&
                   offsetof(struct shimgen_trace_frame, general) == 20 &&
                   offsetof(struct shimgen_trace_frame, vector) == 28 && sizeof(struct shimgen_trace_frame) <= 64,
               "the assembler has another struct shimgen_trace_frame");

/* ebx is the frame: the function that is called gives it back (System V ABI, Intel386, "Registers"). eax is the target. */
__asm__("\t.pushsection .text, \"ax\", @progbits\n"
        "\t.p2align 4\n"
        "\t.type shimgen_trace_first, @function\n"
        "shimgen_trace_first:\n"
        "\t.cfi_startproc\n"
        "\tpushl %ebp\n"
        "\t.cfi_def_cfa_offset 8\n"
        "\t.cfi_offset %ebp, -8\n"
        "\tmovl %esp, %ebp\n"
        "\t.cfi_def_cfa_register %ebp\n"
        "\tpushl %ebx\n"
        "\t.cfi_offset %ebx, -12\n"
        "\tsubl $80, %esp\n"
        "\tandl $-16, %esp\n"
        "\tleal 16(%esp), %ebx\n"
        "\tmovl %edx, 4(%ebx)\n"
        "\tleal 8(%ebp), %edx\n"
        "\tmovl %ebx, (%esp)\n"
        "\tmovl %edx, 4(%esp)\n"
        "\tmovl %eax, 8(%esp)\n"
        "\tmovl 4(%ebp), %edx\n"
        "\tmovl %edx, 12(%esp)\n"
        "\tcall shimgen_trace_enter\n"
        "\tmovl 12(%ebx), %ecx\n"
        "\ttestl %ecx, %ecx\n"
        "\tjs 4f\n"
        "\tleal 12(,%ecx,4), %edx\n"
        "\tandl $-16, %edx\n"
        "\tsubl %edx, %esp\n"
        "1:\ttestl %ecx, %ecx\n"
        "\tje 2f\n"
        "\tmovl 4(%ebp,%ecx,4), %edx\n"
        "\tmovl %edx, -4(%esp,%ecx,4)\n"
        "\tdecl %ecx\n"
        "\tjmp 1b\n"
        "2:\tmovl 4(%ebx), %edx\n"
        "\tcall *%eax\n"
        "\tmovl %eax, 20(%ebx)\n"
        "\tmovl %edx, 24(%ebx)\n"
        "\tcmpl $0, 16(%ebx)\n"
        "\tje 3f\n"
        "\tfstpt 28(%ebx)\n"
        "3:\tmovl %ebx, (%esp)\n"
        "\tleal 8(%ebp), %edx\n"
        "\tmovl %edx, 4(%esp)\n"
        "\tcall shimgen_trace_leave\n"
        "\tmovl 20(%ebx), %eax\n"
        "\tmovl 24(%ebx), %edx\n"
        "\tcmpl $0, 16(%ebx)\n"
        "\tje 5f\n"
        "\tfldt 28(%ebx)\n"
        "5:\tmovl -4(%ebp), %ebx\n"
        "\t.cfi_remember_state\n"
        "\t.cfi_restore %ebx\n"
        "\tleave\n"
        "\t.cfi_def_cfa %esp, 4\n"
        "\t.cfi_restore %ebp\n"
        "\tret\n"
        "\t.cfi_restore_state\n"
        "4:\tmovl 4(%ebx), %edx\n"
        "\tmovl -4(%ebp), %ebx\n"
        "\t.cfi_restore %ebx\n"
        "\tleave\n"
        "\t.cfi_def_cfa %esp, 4\n"
        "\t.cfi_restore %ebp\n"
        "\tjmp *%eax\n"
        "\t.cfi_endproc\n"
        "\t.size shimgen_trace_first, . - shimgen_trace_first\n"
        "\t.popsection\n");

#endif

/* How many words of the caller's stack hold arguments. */
static long shimgen_trace_stack_words(const struct shimgen_trace_call *call)
{
#if defined(__i386__)
    long words = 0;
    for (unsigned i = 0; i < call->count; i++) {
        words += call->arguments[i].size > sizeof(long) ? 2 : 1;
    }
    return words;
#else
    long general = 0;
    long vector = 0;
    const long registers = sizeof(((struct shimgen_jump_frame *)0)->general) / sizeof(long);
    for (unsigned i = 0; i < call->count; i++) {
        if (call->arguments[i].form == SHIMGEN_FORM_FLOATING) {
            vector++;
        } else {
            general++;
        }
    }
    return (general > registers ? general - registers : 0) + (vector > 8 ? vector - 8 : 0);
#endif
}

/* The saved registers and the caller's stack, seen as a va_list. */
union shimgen_trace_passed {
    struct shimgen_jump_list fields;
    struct shimgen_trace_list list;
};

/* Called by the assembler above before each call, unless it is known that nothing is traced. */
shimgen_function *shimgen_trace_enter(struct shimgen_trace_frame *frame, void *stack, struct shimgen_jump_slot *slot,
                                      const void *caller)
{
    const struct shimgen_trace_call *call = shimgen_jump_work(slot);
    const struct shimgen_definition definition = shimgen_jump_next(slot, caller);
    frame->words = -1;
    if (definition.foreign) {
        return definition.function;
    }
    const struct shimgen_sink *sink = shimgen_sink();
    if (sink == NULL) {
        if (definition.lasting && shimgen_sink_is_known()) {
            atomic_store_explicit(&slot->target, definition.function, memory_order_relaxed);
        }
        return definition.function;
    }
    if (call->time != SHIMGEN_TRACE_AFTER) {
        union shimgen_trace_passed passed = {SHIMGEN_JUMP_LIST(&frame->registers, stack)};
        shimgen_trace_write_before(sink, call, &passed.list);
    }
    if (call->time != SHIMGEN_TRACE_BEFORE) {
        frame->words = shimgen_trace_stack_words(call);
#if defined(__i386__)
        frame->floating = call->result.outcome == SHIMGEN_OUTCOME_FLOATING;
#endif
        frame->call = call;
        frame->start.sink = sink;
        shimgen_trace_start_call(&frame->start, call);
    }
    return definition.function;
}

/* Called by the assembler above after a call that is traced. */
void shimgen_trace_leave(const struct shimgen_trace_frame *frame, void *stack)
{
    union shimgen_trace_passed passed = {SHIMGEN_JUMP_LIST(&frame->registers, stack)};
    union shimgen_trace_value result;
    struct shimgen_trace_result form = frame->call->result;
    if (form.outcome == SHIMGEN_OUTCOME_POINTER || form.outcome == SHIMGEN_OUTCOME_TEXT ||
        form.outcome == SHIMGEN_OUTCOME_ADDRESS) {
        result.pointer = (const void *)(uintptr_t)frame->general;
    } else if (form.outcome == SHIMGEN_OUTCOME_FLOATING) {
#if defined(__i386__)
        form.outcome = SHIMGEN_OUTCOME_EXTENDED; /* as the x87 has it: to make a double of it may raise an exception */
        result.extended = frame->vector;
#else
        result.floating =
            form.size == sizeof(float) ? shimgen_trace_widen_float(frame->vector.narrow) : frame->vector.wide;
#endif
    } else {
        result.number = shimgen_trace_widen((long long)frame->general, form.size, form.is_signed);
    }
    shimgen_trace_write(&frame->start, frame->call, frame->call->count, &passed.list, form, &result);
}

#define SHIMGEN_TRACE(symbol, call, library, absent)                                                                   \
    __asm__(SHIMGEN_JUMP_SLOT(#symbol, #symbol, "", library, SHIMGEN_JUMP_STRING(absent), #call, "shimgen_trace_first"))

#define SHIMGEN_TRACE_VERSION(symbol, call, version, library, absent)                                                  \
    __asm__(SHIMGEN_JUMP_SLOT(#symbol, #symbol, version, library, SHIMGEN_JUMP_STRING(absent), #call,                  \
                              "shimgen_trace_first"))

#define SHIMGEN_TRACE_OLD(symbol, call, name, version, library, absent)                                                \
    __asm__(SHIMGEN_JUMP_SLOT(#name, #symbol, version, library, SHIMGEN_JUMP_STRING(absent), #call,                    \
                              "shimgen_trace_first") SHIMGEN_JUMP_SYMVER(#symbol, #name, version))

#endif
