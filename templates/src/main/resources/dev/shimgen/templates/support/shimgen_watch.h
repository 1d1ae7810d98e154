/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * shimgen_watch.h: notices when a process restricts its system calls.
 *
 * After that, any system call that the program does not make itself may end it: SECCOMP_MODE_STRICT allows only
 * read(2), write(2), _exit(2) and sigreturn(2), a filter whatever its author thought of (seccomp(2)), and Syscall User
 * Dispatch answers calls by SIGSYS. Users of libc restrict themselves with prctl(2) and syscall(2) (glibc has no
 * function seccomp). So a shim that traces wraps these two functions, whether its spec names them or not. Before such a
 * call takes effect, the trace says that it ends here, and from then on no system call is made for it, also not in
 * child processes; if the call fails, the trace goes on. A filter survives execve(2), so the setting is taken out of the
 * environment as well: what the process becomes is not traced.
 *
 * Programs that restrict themselves without libc are not noticed, nor is a filter that existed before the program was
 * started, or an environment that the program has made of its own for execve(2).
 *
 *   SHIMGEN_WATCH(symbol)      a wrapper of prctl or syscall that does nothing else: it jumps to the real function
 */
#ifndef SHIMGEN_WATCH_H
#define SHIMGEN_WATCH_H

#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/syscall.h>

#include "shimgen_jump.h"
#include "shimgen_next.h"
#include "shimgen_sink.h"
#include "shimgen_sys.h"
#include "shimgen_text.h"

/* prctl(2); the headers <sys/prctl.h> and <linux/prctl.h> of older systems lack the second name. */
#define SHIMGEN_WATCH_SECCOMP 22  /* PR_SET_SECCOMP */
#define SHIMGEN_WATCH_TSC 26      /* PR_SET_TSC */
#define SHIMGEN_WATCH_DISPATCH 59 /* PR_SET_SYSCALL_USER_DISPATCH: the second argument is 0 for "off" */

/*
 * seccomp(2) and prctl(2) number the modes differently. With no filter given, the call is only a test whether the
 * kernel supports filters, and restricts nothing. The names are in <linux/seccomp.h>, which musl-gcc does not find.
 */
#define SHIMGEN_WATCH_SET_STRICT 0  /* SECCOMP_SET_MODE_STRICT */
#define SHIMGEN_WATCH_SET_FILTER 1  /* SECCOMP_SET_MODE_FILTER */
#define SHIMGEN_WATCH_MODE_STRICT 1 /* SECCOMP_MODE_STRICT */
#define SHIMGEN_WATCH_MODE_FILTER 2 /* SECCOMP_MODE_FILTER */

#define SHIMGEN_WATCH_TSC_SIGSEGV 2 /* PR_TSC_SIGSEGV */

/* The variables that say where a trace goes. */
#define SHIMGEN_WATCH_VARIABLES 2

/* The first byte of a setting while it is taken out, and where it belongs; NULL while it is there. */
static _Atomic(char *) shimgen_watch_hidden[SHIMGEN_WATCH_VARIABLES];
static volatile char shimgen_watch_hidden_byte[SHIMGEN_WATCH_VARIABLES];

/*
 * Ends a setting in the environment before its first byte, so that it is empty. The kernel is asked to write to that byte
 * first, since it may be in memory that is read only (putenv(3)): rt_sigpending(2) writes as much of a signal set as it is
 * told to.
 */
static void shimgen_watch_hide_setting(char **environment, unsigned which, const char *variable)
{
    char *const setting = (char *)shimgen_sink_setting(environment, variable);
    if (setting == NULL) {
        return;
    }
    const char first = *setting;
    if (shimgen_sys(SYS_rt_sigpending, (long)setting, 1, 0, 0, 0) == 0) {
        *(volatile char *)setting = '\0';
        shimgen_watch_hidden_byte[which] = first;
        atomic_store(&shimgen_watch_hidden[which], setting);
    }
}

/* Both of them, so that tracing is off in a program that is executed. */
static __attribute__((cold, noinline)) void shimgen_watch_hide_settings(void)
{
    char **environment = shimgen_sink_environment();
    if (environment != NULL) {
        shimgen_watch_hide_setting(environment, 0, "SHIMGEN_TRACE=");
        shimgen_watch_hide_setting(environment, 1, "SHIMGEN_SESSION=");
    }
}

static __attribute__((cold, noinline)) void shimgen_watch_show_settings(void)
{
    for (unsigned i = 0; i < SHIMGEN_WATCH_VARIABLES; i++) {
        char *const setting = atomic_exchange(&shimgen_watch_hidden[i], NULL);
        if (setting != NULL) {
            *(volatile char *)setting = shimgen_watch_hidden_byte[i];
        }
    }
}

/* Called before a call that restricts the process: writes the last line; after it, nothing is written. */
static __attribute__((cold, noinline)) void shimgen_watch_begin(void)
{
    const struct shimgen_sink *sink = shimgen_sys_is_restricted() ? NULL : shimgen_sink();
    if (sink != NULL && sink->has_lines) {
        char buffer[160];
        struct shimgen_text text;
        shimgen_text_init(&text, buffer, sizeof buffer, 0);
        shimgen_text_char(&text, '[');
        shimgen_text_signed(&text, shimgen_sys(SYS_getpid, 0, 0, 0, 0, 0));
        shimgen_text_word(&text, "] shimgen: the process restricts its system calls; unless that fails, no line follows\n");
        shimgen_sink_write(sink, &text);
    }
    if (sink != NULL) {
        shimgen_watch_hide_settings();
    }
    atomic_fetch_add(&shimgen_sys_restrictions, 1);
}

/* Called after that call. */
static __attribute__((cold, noinline)) void shimgen_watch_end(bool failed)
{
    if (failed) {
        if (atomic_fetch_sub(&shimgen_sys_restrictions, 1) == 1) {
            shimgen_watch_show_settings();
        }
    }
}

static bool shimgen_watch_prctl_restricts(long option, long argument, long filter)
{
    if (((int)option == SHIMGEN_WATCH_SECCOMP && argument == SHIMGEN_WATCH_MODE_STRICT) ||
        ((int)option == SHIMGEN_WATCH_TSC && argument == SHIMGEN_WATCH_TSC_SIGSEGV)) {
        atomic_store(&shimgen_pool_no_counter, true);
    }
    return ((int)option == SHIMGEN_WATCH_SECCOMP &&
            (argument == SHIMGEN_WATCH_MODE_STRICT || (argument == SHIMGEN_WATCH_MODE_FILTER && filter != 0))) ||
           ((int)option == SHIMGEN_WATCH_DISPATCH && argument != 0);
}

static bool shimgen_watch_syscall_restricts(long number, long first, long second, long third)
{
#ifdef SYS_seccomp
    if (number == SYS_seccomp) {
        if ((unsigned)first == SHIMGEN_WATCH_SET_STRICT) {
            atomic_store(&shimgen_pool_no_counter, true);
        }
        return (unsigned)first == SHIMGEN_WATCH_SET_STRICT ||
               ((unsigned)first == SHIMGEN_WATCH_SET_FILTER && third != 0);
    }
#endif
    return number == SYS_prctl && shimgen_watch_prctl_restricts(first, second, third);
}

/*
 * For wrappers in C, which also have other work to do: returns true if shimgen_watch_end has to be called
 * afterwards.
 */
static inline __attribute__((unused)) bool shimgen_watch_prctl(long option, long argument, long filter)
{
    const bool restricts = shimgen_watch_prctl_restricts(option, argument, filter);
    if (__builtin_expect(restricts, 0)) {
        shimgen_watch_begin();
    }
    return restricts;
}

static inline __attribute__((unused)) bool shimgen_watch_syscall(long number, long first, long second, long third)
{
    const bool restricts = shimgen_watch_syscall_restricts(number, first, second, third);
    if (__builtin_expect(restricts, 0)) {
        shimgen_watch_begin();
    }
    return restricts;
}

/* glibc's library that has both functions; other libcs are recognized in another way (shimgen_is_libcs). */
#define SHIMGEN_WATCH_LIBRARY "libc.so.6"

/* Wrappers that only jump ------------------------------------------------------------------------------------------ */

/* Called in place of the real function if the call restricts the process: its result is needed only then. */
static int shimgen_watch_call_prctl(int option, unsigned long a, unsigned long b, unsigned long c, unsigned long d)
{
    static shimgen_symbol_cache cache;
    shimgen_function *function =
        shimgen_symbol_next(&cache, "prctl", NULL, SHIMGEN_WATCH_LIBRARY, SHIMGEN_ABSENT_MINUS_ONE);
    int (*next)(int, ...) = (int (*)(int, ...))function;
    shimgen_watch_begin();
    const int result = next(option, a, b, c, d);
    shimgen_watch_end(result == -1);
    return result;
}

static long shimgen_watch_call_syscall(long number, long a, long b, long c, long d, long e, long f)
{
    static shimgen_symbol_cache cache;
    shimgen_function *function =
        shimgen_symbol_next(&cache, "syscall", NULL, SHIMGEN_WATCH_LIBRARY, SHIMGEN_ABSENT_MINUS_ONE);
    long (*next)(long, ...) = (long (*)(long, ...))function;
    shimgen_watch_begin();
    const long result = next(number, a, b, c, d, e, f);
    shimgen_watch_end(result == -1);
    return result;
}

SHIMGEN_JUMP_VISIBLE shimgen_function *shimgen_watch_enter(const struct shimgen_jump_frame *frame, void *stack,
                                                           struct shimgen_work_slot *slot, const void *caller);

/* Called by the assembler of shimgen_jump.h before each call, until it is certain that nothing will ever be traced. */
shimgen_function *shimgen_watch_enter(const struct shimgen_jump_frame *frame, void *stack,
                                      struct shimgen_work_slot *slot, const void *caller)
{
    const struct shimgen_definition definition = shimgen_work_next(slot, caller);
    union {
        struct shimgen_jump_list fields;
        va_list arguments;
    } list = {SHIMGEN_JUMP_LIST(frame, stack)};
    if (definition.foreign) {
        return definition.function;
    }
    const bool is_prctl = shimgen_same_name(slot->text, "prctl");
    const long first = is_prctl ? va_arg(list.arguments, int) : va_arg(list.arguments, long);
    const long second = va_arg(list.arguments, long);
    const long third = va_arg(list.arguments, long);
    const long fourth = va_arg(list.arguments, long);
    if (is_prctl && shimgen_watch_prctl_restricts(first, second, third)) {
        return (shimgen_function *)shimgen_watch_call_prctl;
    }
    if (!is_prctl && shimgen_watch_syscall_restricts(first, second, third, fourth)) {
        return (shimgen_function *)shimgen_watch_call_syscall;
    }
    if (definition.lasting && shimgen_sink_is_known()) {
        atomic_store_explicit(&slot->target, definition.function, memory_order_relaxed);
    }
    return definition.function;
}

SHIMGEN_JUMP_THROUGH("shimgen_watch_first", "shimgen_watch_enter");

#define SHIMGEN_WATCH(symbol)                                                                                          \
    __asm__(SHIMGEN_JUMP_SLOT(#symbol, #symbol, "", SHIMGEN_WATCH_LIBRARY,                                             \
                              SHIMGEN_JUMP_STRING(SHIMGEN_ABSENT_MINUS_ONE), ".", "shimgen_watch_first"))

#endif
