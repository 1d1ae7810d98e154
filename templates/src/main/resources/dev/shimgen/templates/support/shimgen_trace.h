/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * shimgen_trace.h: one line of text for one call, in the form of strace(1):
 *
 *   [4711] access("/etc/selinux/config", F_OK) = -1 ENOENT (No such file or directory) <12 µs>
 *
 * What a line says of a call stands in a table (shimgen_call.h).
 *
 * The line is made after the real call, in a function of its own: while the call blocks there is no buffer on the
 * stack, no lock held and nothing to clean up, so it may be cancelled, jumped out of or unwound.
 */
#ifndef SHIMGEN_TRACE_H
#define SHIMGEN_TRACE_H

#include <errno.h>
#include <limits.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "shimgen_call.h"
#include "shimgen_event.h"
#include "shimgen_line.h"
#include "shimgen_pointee.h"
#include "shimgen_sink.h"
#include "shimgen_sys.h"
#include "shimgen_text.h"

/* What is remembered during a call. */
struct shimgen_trace_start {
    const struct shimgen_sink *sink; /* NULL: this call is not traced, and the rest has no value */
    long long nanoseconds;           /* CLOCK_MONOTONIC, for a line */
    unsigned long long began;        /* the time as the pool has it, for an event */
    struct shimgen_pool_call outer;  /* which the thread was in before this one, for the pool */
    int *errno_at;                   /* where errno was before the call; NULL: the call does not tell by it */
    int saved_errno;                 /* the program's */
};

/* Where ld(1) lets the lowest programs begin. It is pid_max as well (proc(5)): a smaller number may be a process. */
#define SHIMGEN_TRACE_LOWEST 0x400000

/* Where the stack of a 32-bit program ends at the highest, IA32_STACK_TOP in the kernel's asm/page_64_types.h. */
#define SHIMGEN_TRACE_STACK_END 0xffffe000UL

/* Before and after the call ---------------------------------------------------------------------------------------- */

/*
 * The mark: no error of any library, and one that no table of messages takes for an index. Not 0, for errno(3) is wrong:
 * glibc does set it to 0, in scanf(3), ptrace(2) and getpwnam(3), and programs get by with that.
 */
#define SHIMGEN_TRACE_NO_ERRNO INT_MAX

/* The time, as a pool has it. */
static inline unsigned long long shimgen_trace_time(const struct shimgen_pool *pool)
{
    if (atomic_load_explicit(&shimgen_pool_no_counter, memory_order_relaxed) ||
        (!pool->counts && shimgen_sys_is_restricted())) {
        return atomic_load_explicit(&pool->head->now, memory_order_relaxed);
    }
    return SHIMGEN_MACHINE_COUNTS && pool->counts ? shimgen_machine_counter() : (unsigned long long)shimgen_trace_clock();
}

/* Of a traced call: errno is marked where it tells something afterwards, unless it is 0 and so is seen to be set... */
static inline void shimgen_trace_start_call(struct shimgen_trace_start *start, const struct shimgen_trace_call *call)
{
    start->errno_at = NULL;
    start->saved_errno = 0;
    if (shimgen_trace_tells_by_errno(call->result)) {
        start->errno_at = shimgen_sink_errno(start->sink);
        start->saved_errno = *start->errno_at;
        if (call->error == SHIMGEN_ERRNO_MARKED && start->saved_errno != 0) {
            *start->errno_at = SHIMGEN_TRACE_NO_ERRNO;
        }
    }
    start->nanoseconds = start->sink->has_lines ? shimgen_trace_clock() : 0;
    if (start->sink->pool.head != NULL) {
        start->began = shimgen_trace_time(&start->sink->pool);
        start->outer = shimgen_pool_begin(&start->sink->pool, shimgen_trace_id(call), start->began);
    }
}

/*
 * ... and gets its old value back if it was not set. Returns what the call itself has set, 0 if that is nothing or nobody
 * knows: errno is another one where the call gave the thread another storage (arch_prctl(2)), or came back in another
 * thread (coroutines). The old one may be gone then.
 */
static inline int shimgen_trace_restore_errno(const struct shimgen_trace_start *start,
                                              const struct shimgen_trace_call *call)
{
    if (start->errno_at == NULL || start->errno_at != shimgen_sink_errno(start->sink)) {
        return 0;
    }
    const int after = *start->errno_at;
    if (call->error == SHIMGEN_ERRNO_MARKED && after == SHIMGEN_TRACE_NO_ERRNO) {
        *start->errno_at = start->saved_errno;
        return 0;
    }
    return call->error == SHIMGEN_ERRNO_READ && after == start->saved_errno ? 0 : after;
}

static __attribute__((cold, noinline)) void shimgen_trace_start_if_traced(struct shimgen_trace_start *start,
                                                                          const struct shimgen_trace_call *call)
{
    start->sink = shimgen_sink();
    if (start->sink != NULL) {
        shimgen_trace_start_call(start, call);
    }
}

/* While nothing is traced: a load, a comparison, and no call. */
static inline struct shimgen_trace_start shimgen_trace_begin(const struct shimgen_trace_call *call)
{
    struct shimgen_trace_start start;
    if (__builtin_expect(shimgen_sink_is_known(), 1)) {
        start.sink = NULL;
    } else {
        shimgen_trace_start_if_traced(&start, call);
    }
    return start;
}

static inline bool shimgen_trace_active(const struct shimgen_trace_start *start)
{
    return __builtin_expect(start->sink != NULL, 0);
}

/* Results ---------------------------------------------------------------------------------------------------------- */

/*
 * ") = " and the result, "?" where there is none yet and perhaps never will be; from here on everything fits. set_by_call is 0
 * where the call set no errno.
 */
static __attribute__((cold, noinline)) void shimgen_trace_result(struct shimgen_trace_line *line,
                                                                 struct shimgen_trace_result form,
                                                                 const union shimgen_trace_value *result,
                                                                 int set_by_call)
{
    shimgen_text_open_reserve(&line->text);
    shimgen_text_word(&line->text, ") = ");
    line->first = true;
    if (result == NULL) {
        shimgen_text_char(&line->text, '?');
        return;
    }
    switch ((enum shimgen_trace_outcome)form.outcome) {
    case SHIMGEN_OUTCOME_VOID:
        shimgen_text_word(&line->text, "void");
        break;
    case SHIMGEN_OUTCOME_MINUS_ONE:
        shimgen_text_signed(&line->text, result->number);
        if (result->number == -1 && set_by_call != 0) {
            shimgen_trace_error(line, set_by_call);
        }
        break;
    case SHIMGEN_OUTCOME_PLAIN:
        if (form.is_signed) {
            shimgen_text_signed(&line->text, result->number);
        } else {
            shimgen_text_unsigned(&line->text, (unsigned long long)result->number);
        }
        break;
    case SHIMGEN_OUTCOME_MODE:
        shimgen_trace_mode(line, (mode_t)result->number);
        break;
    case SHIMGEN_OUTCOME_ERRNO:
        shimgen_text_signed(&line->text, result->number);
        if (result->number != 0) {
            shimgen_trace_error(line, (int)result->number);
        }
        break;
    case SHIMGEN_OUTCOME_TEXT:
        if (result->pointer != NULL) {
            shimgen_trace_string(line, result->pointer);
            break;
        }
        __attribute__((fallthrough));
    case SHIMGEN_OUTCOME_STRUCTURE:
        if (result->pointer != NULL) {
            /* It may have no end: what follows it must fit. */
            line->text.limit -= SHIMGEN_TRACE_RESERVE / 2;
            shimgen_trace_returned(line, &shimgen_structures[form.table], result->pointer);
            shimgen_text_open_reserve(&line->text);
            break;
        }
        __attribute__((fallthrough));
    case SHIMGEN_OUTCOME_POINTER:
        shimgen_trace_pointer(line, result->pointer);
        if (result->pointer == NULL && set_by_call != 0) {
            shimgen_trace_error(line, set_by_call);
        }
        break;
    case SHIMGEN_OUTCOME_PLACE:
        if (result->pointer != SHIMGEN_TRACE_NOWHERE) {
            shimgen_trace_pointer(line, result->pointer);
            break;
        }
        shimgen_trace_signed(line, -1);
        if (set_by_call != 0) {
            shimgen_trace_error(line, set_by_call);
        }
        break;
    case SHIMGEN_OUTCOME_HANDLER:
        shimgen_trace_handler(line, result->pointer);
        if (result->pointer == SHIMGEN_TRACE_NOWHERE && set_by_call != 0) {
            shimgen_trace_error(line, set_by_call);
        }
        break;
    case SHIMGEN_OUTCOME_STRING:
        shimgen_trace_string(line, result->pointer);
        break;
    case SHIMGEN_OUTCOME_ADDRESS:
        shimgen_trace_pointer(line, result->pointer);
        break;
    case SHIMGEN_OUTCOME_FLOATING:
        shimgen_trace_floating(line, result->floating);
        break;
    case SHIMGEN_OUTCOME_EXTENDED:
        shimgen_trace_long_double(line, result->extended);
        break;
    case SHIMGEN_OUTCOME_BINARY128:
        shimgen_trace_binary128(line, result->pointer);
        break;
    case SHIMGEN_OUTCOME_OPAQUE:
        shimgen_trace_opaque(line);
        break;
    }
}

/* Lines ------------------------------------------------------------------------------------------------------------ */

/*
 * A word that may be an address, or an int: a negative one may come without its sign, as in fcntl(fd, F_SETOWN, -group). Where
 * a word has 32 bits the main thread's stack is among the small negative numbers, up to where Linux ends it on a 64-bit machine.
 */
static __attribute__((cold, noinline)) void shimgen_trace_word(struct shimgen_trace_line *line, long long word)
{
    const long long all_bits = 0xffffffffLL;
    const long long number = word > all_bits - SHIMGEN_TRACE_LOWEST && word <= all_bits ? word - all_bits - 1 : word;
    const unsigned long bits = (unsigned long)word;
    const bool on_stack =
        sizeof bits == 4 && bits >= (unsigned long)__builtin_frame_address(0) && bits < SHIMGEN_TRACE_STACK_END;
    if (!on_stack && number > -SHIMGEN_TRACE_LOWEST && number < SHIMGEN_TRACE_LOWEST) {
        shimgen_trace_signed(line, number);
    } else {
        shimgen_trace_pointer(line, (const void *)(uintptr_t)word);
    }
}

/* One argument of a call. There is no result yet before the call. */
static __attribute__((cold, noinline)) void shimgen_trace_argument(struct shimgen_trace_line *line,
                                                                   const struct shimgen_trace_call *call,
                                                                   const union shimgen_trace_value *values, unsigned at,
                                                                   const union shimgen_trace_value *result)
{
    union shimgen_trace_value value = values[at];
    const struct shimgen_trace_argument *argument =
        shimgen_trace_choose(&shimgen_trace_arguments_of(call)[at], values, &value);
    switch ((enum shimgen_trace_form)argument->form) {
    case SHIMGEN_FORM_HIDDEN:
        break;
    case SHIMGEN_FORM_NUMBER:
    case SHIMGEN_FORM_DESCRIPTOR:
        shimgen_trace_decimal(line, value.number, argument->is_signed);
        break;
    case SHIMGEN_FORM_WORD:
        shimgen_trace_word(line, value.number);
        break;
    case SHIMGEN_FORM_CHOSEN: /* one of the others by now */
        break;
    case SHIMGEN_FORM_MODE:
        shimgen_trace_mode(line, (mode_t)value.number);
        break;
    case SHIMGEN_FORM_DIRECTORY:
        shimgen_trace_dirfd(line, (int)value.number);
        break;
    case SHIMGEN_FORM_FLAGS:
        shimgen_trace_flags(line, (unsigned long long)value.number, &shimgen_names[argument->table]);
        break;
    case SHIMGEN_FORM_ONE_OF:
        shimgen_trace_enum(line, value.number, &shimgen_names[argument->table]);
        break;
    case SHIMGEN_FORM_POINTER:
        shimgen_trace_pointer(line, value.pointer);
        break;
    case SHIMGEN_FORM_HANDLER:
        shimgen_trace_handler(line, value.pointer);
        break;
    case SHIMGEN_FORM_PATH:
        shimgen_trace_path(line, value.pointer);
        break;
    case SHIMGEN_FORM_STRING:
        shimgen_trace_string(line, value.pointer);
        break;
    case SHIMGEN_FORM_STRINGS:
        shimgen_trace_string_array(line, value.pointer);
        break;
    case SHIMGEN_FORM_FILLED:
        if (result != NULL && result->pointer != NULL) {
            shimgen_trace_path(line, value.pointer);
        } else {
            shimgen_trace_pointer(line, value.pointer);
        }
        break;
    case SHIMGEN_FORM_BYTES:
        shimgen_trace_bytes(line, value.pointer, values[argument->length].number);
        break;
    case SHIMGEN_FORM_COUNTED:
        /* A count, or -1: read(2), readlink(2). More than the buffer holds is what was cut: recv(2), MSG_TRUNC. */
        if (result == NULL) {
            shimgen_trace_pointer(line, value.pointer);
        } else {
            const long long length = values[argument->length].number;
            shimgen_trace_bytes(line, value.pointer, result->number > length ? length : result->number);
        }
        break;
    case SHIMGEN_FORM_READ:
    case SHIMGEN_FORM_NUMBERS_READ:
        line->left = LLONG_MAX;
        shimgen_trace_pointee(line, true, value.pointer, argument, call, values, result);
        break;
    case SHIMGEN_FORM_WRITTEN:
    case SHIMGEN_FORM_NUMBERS_WRITTEN:
        line->left = result == NULL ? 0 : result->number;
        shimgen_trace_pointee(line, result != NULL && shimgen_trace_succeeded(call->result.outcome, result),
                              value.pointer, argument, call, values, result);
        break;
    case SHIMGEN_FORM_BINARY128:
        shimgen_trace_binary128(line, value.pointer);
        break;
    case SHIMGEN_FORM_FLOATING:
        shimgen_trace_floating(line, value.floating);
        break;
    case SHIMGEN_FORM_EXTENDED:
        shimgen_trace_long_double(line, value.extended);
        break;
    case SHIMGEN_FORM_LIST:
    case SHIMGEN_FORM_OPAQUE:
        shimgen_trace_opaque(line);
        break;
    }
}

/* The name and all arguments of a call; `count` of those in the table. */
static __attribute__((cold, noinline)) void shimgen_trace_arguments(struct shimgen_trace_line *line,
                                                                    const struct shimgen_trace_call *call,
                                                                    unsigned count, struct shimgen_trace_list *list,
                                                                    const union shimgen_trace_value *result)
{
    union shimgen_trace_value values[SHIMGEN_TRACE_ARGUMENTS_MAX];
    const bool more = count > SHIMGEN_TRACE_ARGUMENTS_MAX;
    if (more) {
        count = SHIMGEN_TRACE_ARGUMENTS_MAX;
    }
    shimgen_trace_open(line, shimgen_trace_name_of(call));
    for (unsigned i = 0; i < count; i++) {
        shimgen_trace_read(&values[i], list, &shimgen_trace_arguments_of(call)[i]);
    }
    for (unsigned i = 0; i < count; i++) {
        shimgen_trace_argument(line, call, values, i, result);
    }
    if (more || call->tail == SHIMGEN_TAIL_MORE) {
        shimgen_trace_more(line);
    } else if (count > 0 && (call->tail == SHIMGEN_TAIL_STRINGS || call->tail == SHIMGEN_TAIL_ENVIRONMENT)) {
        shimgen_trace_strings(line, values[count - 1].pointer, call->tail == SHIMGEN_TAIL_ENVIRONMENT, list);
    }
}

/* The line of a call that does not return, or perhaps not: there is no result, and no time to tell. */
static __attribute__((cold, noinline)) void shimgen_trace_line_before(const struct shimgen_sink *sink,
                                                                      const struct shimgen_trace_call *call,
                                                                      struct shimgen_trace_list *list)
{
    struct shimgen_trace_line line;
    shimgen_valgrind_look_away();
    shimgen_trace_arguments(&line, call, call->count, list, NULL);
    shimgen_trace_result(&line, call->result, NULL, 0);
    shimgen_text_char(&line.text, '\n');
    shimgen_sink_write(sink, &line.text);
    shimgen_valgrind_look_again();
}

/* The line or the event of such a call. Each has a buffer on the stack, of which there may be little. */
static __attribute__((cold, noinline)) void shimgen_trace_write_before(const struct shimgen_sink *sink,
                                                                       const struct shimgen_trace_call *call,
                                                                       struct shimgen_trace_list *list)
{
    if (sink->pool.head != NULL) {
        struct shimgen_event_facts facts;
        struct shimgen_trace_list copy;
        facts.began = shimgen_trace_time(&sink->pool);
        facts.ended = facts.began;
        facts.form = call->result;
        facts.result = NULL;
        facts.error = 0;
        va_copy(copy.arguments, list->arguments);
        shimgen_event_write(&sink->pool, call, call->count, &copy, &facts);
        va_end(copy.arguments);
    }
    if (sink->has_lines) {
        shimgen_trace_line_before(sink, call, list);
    }
}

/* The line of a call that has returned; the time is rounded to the nearest microsecond. */
static __attribute__((cold, noinline)) void
shimgen_trace_line_after(const struct shimgen_trace_start *start, const struct shimgen_trace_call *call, unsigned count,
                         struct shimgen_trace_list *list, struct shimgen_trace_result form,
                         const union shimgen_trace_value *result, int set_by_call)
{
    struct shimgen_trace_line line;
    shimgen_valgrind_look_away();
    shimgen_trace_arguments(&line, call, count, list, result);
    shimgen_trace_result(&line, form, result, set_by_call);
    shimgen_text_word(&line.text, " <");
    shimgen_text_signed(&line.text, (line.ended - start->nanoseconds + 500) / 1000);
    shimgen_text_word(&line.text, " \302\265s>\n"); /* µ in UTF-8 */
    shimgen_sink_write(start->sink, &line.text);
    shimgen_valgrind_look_again();
}

/* The line or the event of a call that has returned. */
static inline void
shimgen_trace_write(const struct shimgen_trace_start *start, const struct shimgen_trace_call *call, unsigned count,
                    struct shimgen_trace_list *list, struct shimgen_trace_result form,
                    const union shimgen_trace_value *result)
{
    const struct shimgen_pool *pool = &start->sink->pool;
    struct shimgen_event_facts facts;
    facts.error = shimgen_trace_restore_errno(start, call);
    facts.ended = pool->head == NULL ? 0 : shimgen_trace_time(pool);
    if (pool->head != NULL) {
        struct shimgen_trace_list copy;
        facts.began = start->began;
        facts.form = form;
        facts.result = result;
        if (start->sink->has_lines) {
            va_copy(copy.arguments, list->arguments);
            shimgen_event_write(pool, call, count, &copy, &facts);
            va_end(copy.arguments);
        } else {
            shimgen_event_write(pool, call, count, list, &facts);
        }
        shimgen_pool_return(start->outer);
    }
    if (start->sink->has_lines) {
        shimgen_trace_line_after(start, call, count, list, form, result, facts.error);
    }
}

/* From wrappers in C: then the arguments. */
static __attribute__((cold, noinline, unused)) void shimgen_trace_announce(const struct shimgen_trace_start *start,
                                                                           const struct shimgen_trace_call *call, ...)
{
    struct shimgen_trace_list list;
    va_start(list.arguments, call);
    shimgen_trace_write_before(start->sink, call, &list);
    va_end(list.arguments);
}

/* From wrappers in C: then the result if there is one, their number where the table leaves it open, the arguments. */
static __attribute__((noinline, unused)) void shimgen_trace_print(const struct shimgen_trace_start *start,
                                                                        const struct shimgen_trace_call *call, ...)
{
    struct shimgen_trace_list list;
    union shimgen_trace_value result;
    result.number = 0;
    va_start(list.arguments, call);
    switch ((enum shimgen_trace_outcome)call->result.outcome) {
    case SHIMGEN_OUTCOME_VOID:
    case SHIMGEN_OUTCOME_OPAQUE:
        break;
    case SHIMGEN_OUTCOME_MINUS_ONE:
    case SHIMGEN_OUTCOME_PLAIN:
    case SHIMGEN_OUTCOME_MODE:
    case SHIMGEN_OUTCOME_ERRNO:
        result.number = call->result.size == sizeof(long long) ? va_arg(list.arguments, long long)
                                                               : va_arg(list.arguments, int);
        result.number = shimgen_trace_widen(result.number, call->result.size, call->result.is_signed);
        break;
    case SHIMGEN_OUTCOME_FLOATING:
        result.floating = va_arg(list.arguments, double);
        break;
    case SHIMGEN_OUTCOME_EXTENDED:
        result.extended = va_arg(list.arguments, long double);
        break;
    case SHIMGEN_OUTCOME_POINTER:
    case SHIMGEN_OUTCOME_STRUCTURE:
    case SHIMGEN_OUTCOME_TEXT:
    case SHIMGEN_OUTCOME_PLACE:
    case SHIMGEN_OUTCOME_HANDLER:
    case SHIMGEN_OUTCOME_STRING:
    case SHIMGEN_OUTCOME_ADDRESS:
    case SHIMGEN_OUTCOME_BINARY128:
        result.pointer = va_arg(list.arguments, const void *);
        break;
    }
    const unsigned count =
        call->tail == SHIMGEN_TAIL_CHOSEN ? va_arg(list.arguments, unsigned) : call->count;
    shimgen_trace_write(start, call, count, &list, call->result, &result);
    va_end(list.arguments);
}

#endif
