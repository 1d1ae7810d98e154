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
 * to here as well, after its line has been written. execl(3) is called: the NULL says where its arguments end.
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

/* The stack frame of a traced call; the layout is that of the assembler below up to `start`. */
struct shimgen_trace_frame {
    struct shimgen_jump_frame registers;
    long words; /* to be copied from the caller's stack; -1: jump, there is nothing to do afterwards */
    struct shimgen_trace_returned returned;
    struct shimgen_trace_start start;
    const struct shimgen_trace_call *call;
};

SHIMGEN_JUMP_VISIBLE shimgen_function *shimgen_trace_enter(struct shimgen_trace_frame *frame, void *stack,
                                                           struct shimgen_work_slot *slot, const void *caller);
SHIMGEN_JUMP_VISIBLE void shimgen_trace_leave(const struct shimgen_trace_frame *frame, void *stack);

_Static_assert(offsetof(struct shimgen_trace_frame, words) == SHIMGEN_TRACE_FRAME_WORDS &&
                   offsetof(struct shimgen_trace_frame, returned) == SHIMGEN_TRACE_FRAME_RETURNED &&
                   sizeof(struct shimgen_trace_frame) <= SHIMGEN_TRACE_FRAME_ROOM,
               "the assembler has another struct shimgen_trace_frame");

SHIMGEN_TRACE_FIRST;

/* The saved registers and the caller's stack, seen as a va_list. */
union shimgen_trace_passed {
    struct shimgen_jump_list fields;
    struct shimgen_trace_list list;
};

/* How many words follow the arguments of the table: strings, of which the last argument is the first, with their NULL. */
static long shimgen_trace_list_words(const struct shimgen_trace_call *call, union shimgen_trace_passed *passed)
{
    if (call->tail != SHIMGEN_TAIL_STRINGS && call->tail != SHIMGEN_TAIL_ENVIRONMENT) {
        return 0;
    }
    long words = call->tail == SHIMGEN_TAIL_ENVIRONMENT ? 1 : 0;
    const void *string = NULL;
    for (unsigned i = 0; i < call->count; i++) {
        string = va_arg(passed->list.arguments, const void *);
    }
    for (; string != NULL; words++) {
        string = va_arg(passed->list.arguments, const void *);
    }
    return words;
}

/* How many words of the caller's stack hold arguments. */
static long shimgen_trace_stack_words(const struct shimgen_trace_call *call, union shimgen_trace_passed *passed)
{
#if SHIMGEN_MACHINE_STACK_ONLY
    long words = shimgen_trace_list_words(call, passed);
    for (unsigned i = 0; i < call->count; i++) {
        words += shimgen_trace_arguments_of(call)[i].size > sizeof(long) ? 2 : 1;
    }
    return words;
#else
    long general = 0;
    long vector = 0;
    const long registers = sizeof(((struct shimgen_jump_frame *)0)->general) / sizeof(long);
    if (call->count <= registers && call->count <= 8 && call->tail != SHIMGEN_TAIL_STRINGS &&
        call->tail != SHIMGEN_TAIL_ENVIRONMENT) {
        return 0; /* as nearly every call is: all of them are in registers */
    }
    for (unsigned i = 0; i < call->count; i++) {
        if (shimgen_trace_arguments_of(call)[i].form == SHIMGEN_FORM_FLOATING) {
            vector++;
        } else {
            general++;
        }
    }
    general += shimgen_trace_list_words(call, passed);
    return (general > registers ? general - registers : 0) + (vector > 8 ? vector - 8 : 0);
#endif
}

/* Before a call that is traced. */
static inline void shimgen_trace_enter_traced(struct shimgen_trace_frame *frame, void *stack,
                                              const struct shimgen_sink *sink, const struct shimgen_trace_call *call)
{
    union shimgen_trace_passed passed = {SHIMGEN_JUMP_LIST(&frame->registers, stack)};
    frame->words = shimgen_trace_stack_words(call, &passed);
#if SHIMGEN_MACHINE_STACK_ONLY
    frame->returned.floating = call->result.outcome == SHIMGEN_OUTCOME_FLOATING;
#endif
    frame->call = call;
    frame->start.sink = sink;
    shimgen_trace_start_call(&frame->start, call);
}

/* Before any call. */
static __attribute__((cold, noinline)) shimgen_function *shimgen_trace_enter_any(struct shimgen_trace_frame *frame,
                                                                                 void *stack,
                                                                                 struct shimgen_work_slot *slot,
                                                                                 const void *caller)
{
    const struct shimgen_trace_call *call = shimgen_work_of(slot);
    const struct shimgen_definition definition = shimgen_work_next(slot, caller);
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
        shimgen_trace_enter_traced(frame, stack, sink, call);
    }
    return definition.function;
}

/* Called by the assembler above before each call, unless it is known that nothing is traced. */
shimgen_function *shimgen_trace_enter(struct shimgen_trace_frame *frame, void *stack, struct shimgen_work_slot *slot,
                                      const void *caller)
{
    const struct shimgen_trace_call *call = shimgen_work_of(slot);
    const struct shimgen_sink *sink = atomic_load_explicit(&shimgen_sink_current, memory_order_acquire);
    shimgen_function *next = atomic_load_explicit(&slot->next, memory_order_relaxed);
    /* As it nearly always is: the next definition is known, and the event goes into a pool. */
    const bool usual = next != NULL && sink != NULL && sink->pool.head != NULL && call->time == SHIMGEN_TRACE_AFTER;
    if (__builtin_expect(usual, 1)) {
        shimgen_trace_enter_traced(frame, stack, sink, call);
        return next;
    }
    return shimgen_trace_enter_any(frame, stack, slot, caller);
}

/* Called by the assembler above after a call that is traced. */
void shimgen_trace_leave(const struct shimgen_trace_frame *frame, void *stack)
{
    union shimgen_trace_passed passed = {SHIMGEN_JUMP_LIST(&frame->registers, stack)};
    union shimgen_trace_value result;
    struct shimgen_trace_result form = frame->call->result;
    if (form.outcome >= SHIMGEN_OUTCOME_POINTER && form.outcome <= SHIMGEN_OUTCOME_ADDRESS) {
        result.pointer = (const void *)(uintptr_t)frame->returned.general;
    } else if (form.outcome == SHIMGEN_OUTCOME_FLOATING) {
#if SHIMGEN_MACHINE_STACK_ONLY
        form.outcome = SHIMGEN_OUTCOME_EXTENDED; /* as the x87 has it: to make a double of it may raise an exception */
        result.extended = frame->returned.vector;
#else
        result.floating =
            form.size == sizeof(float) ? shimgen_trace_widen_float(frame->returned.vector.narrow) : frame->returned.vector.wide;
#endif
    } else {
        result.number = shimgen_trace_widen((long long)frame->returned.general, form.size, form.is_signed);
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
