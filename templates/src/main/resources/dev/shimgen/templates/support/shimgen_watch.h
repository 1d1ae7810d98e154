/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * shimgen_watch.h: notices when a process restricts itself.
 *
 * Where it restricts its system calls, none must be made for a trace. After that, any system call that the program does not make
 * itself may end it: SECCOMP_MODE_STRICT allows only read(2), write(2), _exit(2) and sigreturn(2), a filter whatever its
 * author thought of (seccomp(2)), and Syscall User Dispatch answers calls by SIGSYS. Users of libc restrict themselves with prctl(2) and syscall(2) (glibc has no
 * function seccomp). So a shim that traces wraps these two functions, whether its spec names them or not. Before such a
 * call takes effect, the trace says that it ends here, and from then on no system call is made for it, also not in
 * child processes; if the call fails, the trace goes on. A filter survives execve(2), so the setting is taken out of the
 * environment as well: what the process becomes is not traced.
 *
 * Programs that restrict themselves without libc are not noticed, nor is a filter that existed before the program was
 * started, or an environment that the program has made of its own for execve(2).
 *
 * Where it limits its memory (setrlimit(2) with RLIMIT_AS), or locks it under a limit (mlockall(2), RLIMIT_MEMLOCK), what the
 * session has mapped would count: the pool gives way (shimgen_window.h).
 *
 *   SHIMGEN_WATCH(symbol)      a wrapper of such a function that does nothing else: it jumps to the real function
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
    char *const setting = (char *)shimgen_settings_value(environment, variable);
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
    char **environment = shimgen_settings_environment();
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
static __attribute__((cold, noinline)) void shimgen_watch_restricted(bool failed)
{
    if (failed) {
        if (atomic_fetch_sub(&shimgen_sys_restrictions, 1) == 1) {
            shimgen_watch_show_settings();
        }
    }
}

/* What has to be done when a call has returned. */
enum shimgen_watched {
    SHIMGEN_WATCHED_NOTHING,
    SHIMGEN_WATCHED_RESTRICTS, /* its system calls, if the call succeeds: shimgen_watch_begin was called */
    SHIMGEN_WATCHED_LIMITS     /* its memory, if the call succeeds */
};

/*
 * The session's pool; NULL if there is none, or nothing may be unmapped any more. So it is in the child of a vfork(2): its limits are
 * its own, and the memory its parent's.
 */
static __attribute__((cold, noinline)) const struct shimgen_pool *shimgen_watch_pool(void)
{
    const struct shimgen_sink *sink = shimgen_sys_is_restricted() ? NULL : shimgen_sink();
    if (sink == NULL || sink->pool.head == NULL) {
        return NULL;
    }
    shimgen_pool_life(&sink->pool);
    const unsigned process = atomic_load_explicit(&sink->pool.life->process, memory_order_relaxed);
    return process != 0 && process == shimgen_pool_id(SYS_getpid) ? &sink->pool : NULL;
}

/* Called before a call of mlockall(2), which refuses other flags: the pool shall be a small part of what may be locked. */
static __attribute__((cold, noinline)) void shimgen_watch_locks(long flags)
{
    const bool locks = (flags & (MCL_CURRENT | MCL_FUTURE)) != 0;
    const struct shimgen_pool *pool = locks ? shimgen_watch_pool() : NULL;
    if (pool != NULL) {
        shimgen_pool_give_way(pool, shimgen_window_limit(RLIMIT_MEMLOCK));
    }
}

/* Called after a call that has limited the memory. The kernel knows the limit: the program may have changed what it gave. */
static __attribute__((cold, noinline)) void shimgen_watch_limited(void)
{
    const struct shimgen_pool *pool = shimgen_watch_pool();
    if (pool != NULL) {
        shimgen_pool_give_way(pool, shimgen_window_limit(RLIMIT_AS));
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

/* What a call of syscall(2) does to the process's memory. */
static enum shimgen_watched shimgen_watch_memory_of(long number, long first, long second, long third)
{
    switch (number) {
#ifdef SYS_setrlimit
    case SYS_setrlimit:
        return (int)first == RLIMIT_AS ? SHIMGEN_WATCHED_LIMITS : SHIMGEN_WATCHED_NOTHING;
#endif
    case SYS_prlimit64:
        return (int)second == RLIMIT_AS && third != 0 ? SHIMGEN_WATCHED_LIMITS : SHIMGEN_WATCHED_NOTHING;
    case SYS_mlockall:
        shimgen_watch_locks(first);
        return SHIMGEN_WATCHED_NOTHING;
    default:
        return SHIMGEN_WATCHED_NOTHING;
    }
}

/* For each of the functions: called before it; if it gives anything, shimgen_watch_end is called afterwards. */

static inline __attribute__((unused)) enum shimgen_watched shimgen_watch_prctl(long option, long argument, long filter)
{
    const bool restricts = shimgen_watch_prctl_restricts(option, argument, filter);
    if (__builtin_expect(restricts, 0)) {
        shimgen_watch_begin();
    }
    return restricts ? SHIMGEN_WATCHED_RESTRICTS : SHIMGEN_WATCHED_NOTHING;
}

static inline __attribute__((unused)) enum shimgen_watched shimgen_watch_syscall(long number, long first, long second,
                                                                                 long third)
{
    if (__builtin_expect(shimgen_watch_syscall_restricts(number, first, second, third), 0)) {
        shimgen_watch_begin();
        return SHIMGEN_WATCHED_RESTRICTS;
    }
    return shimgen_watch_memory_of(number, first, second, third);
}

static inline __attribute__((unused)) enum shimgen_watched shimgen_watch_setrlimit(long resource)
{
    return (int)resource == RLIMIT_AS ? SHIMGEN_WATCHED_LIMITS : SHIMGEN_WATCHED_NOTHING;
}

/* Of whatever process: if it is another one, this one's limit is what it was. */
static inline __attribute__((unused)) enum shimgen_watched shimgen_watch_prlimit(long process, long resource, long limit)
{
    (void)process;
    return (int)resource == RLIMIT_AS && limit != 0 ? SHIMGEN_WATCHED_LIMITS : SHIMGEN_WATCHED_NOTHING;
}

static inline __attribute__((unused)) enum shimgen_watched shimgen_watch_mlockall(long flags)
{
    shimgen_watch_locks(flags);
    return SHIMGEN_WATCHED_NOTHING;
}

static __attribute__((cold, noinline)) void shimgen_watch_end(enum shimgen_watched watched, bool failed)
{
    if (watched == SHIMGEN_WATCHED_RESTRICTS) {
        shimgen_watch_restricted(failed);
    } else if (!failed) {
        shimgen_watch_limited();
    }
}

/* glibc's library that has all of these functions; other libcs are recognized in another way (shimgen_is_libcs). */
#define SHIMGEN_WATCH_LIBRARY "libc.so.6"

/* Wrappers that only jump ------------------------------------------------------------------------------------------ */

/* The next definition of such a function. */
#define SHIMGEN_WATCH_NEXT(type, name)                                                                                 \
    static shimgen_symbol_cache cache;                                                                                 \
    __typeof__(type) *const next = (__typeof__(type) *)shimgen_symbol_next(&cache, name, NULL, SHIMGEN_WATCH_LIBRARY,  \
                                                                           SHIMGEN_ABSENT_MINUS_ONE)

/* Called in place of the real function if something has to be done when it has returned. */
static int shimgen_watch_call_prctl(int option, unsigned long a, unsigned long b, unsigned long c, unsigned long d)
{
    SHIMGEN_WATCH_NEXT(int(int, ...), "prctl");
    const enum shimgen_watched watched = shimgen_watch_prctl(option, (long)a, (long)b);
    const int result = next(option, a, b, c, d);
    shimgen_watch_end(watched, result == -1);
    return result;
}

static long shimgen_watch_call_syscall(long number, long a, long b, long c, long d, long e, long f)
{
    SHIMGEN_WATCH_NEXT(long(long, ...), "syscall");
    const enum shimgen_watched watched = shimgen_watch_syscall(number, a, b, c);
    const long result = next(number, a, b, c, d, e, f);
    shimgen_watch_end(watched, result == -1);
    return result;
}

#define SHIMGEN_WATCH_CALL_SETRLIMIT(function)                                                                         \
    static int shimgen_watch_call_##function(int resource, const void *limit)                                          \
    {                                                                                                                  \
        SHIMGEN_WATCH_NEXT(int(int, const void *), #function);                                                         \
        const int result = next(resource, limit);                                                                      \
        shimgen_watch_end(SHIMGEN_WATCHED_LIMITS, result == -1);                                                       \
        return result;                                                                                                 \
    }

#define SHIMGEN_WATCH_CALL_PRLIMIT(function)                                                                           \
    static int shimgen_watch_call_##function(pid_t process, int resource, const void *limit, void *before)             \
    {                                                                                                                  \
        SHIMGEN_WATCH_NEXT(int(pid_t, int, const void *, void *), #function);                                          \
        const int result = next(process, resource, limit, before);                                                     \
        shimgen_watch_end(SHIMGEN_WATCHED_LIMITS, result == -1);                                                       \
        return result;                                                                                                 \
    }

SHIMGEN_WATCH_CALL_SETRLIMIT(setrlimit)
SHIMGEN_WATCH_CALL_SETRLIMIT(setrlimit64)
SHIMGEN_WATCH_CALL_PRLIMIT(prlimit)
SHIMGEN_WATCH_CALL_PRLIMIT(prlimit64)

SHIMGEN_JUMP_VISIBLE shimgen_function *shimgen_watch_enter(const struct shimgen_jump_frame *frame, void *stack,
                                                           struct shimgen_work_slot *slot, const void *caller);

/* What is called in place of the real function of that name, for these arguments; NULL: nothing. */
static shimgen_function *shimgen_watch_instead(const char *name, struct shimgen_jump_list fields)
{
    union {
        struct shimgen_jump_list fields;
        va_list arguments;
    } list = {fields};
    const bool is_syscall = shimgen_same_name(name, "syscall");
    const long first = is_syscall ? va_arg(list.arguments, long) : va_arg(list.arguments, int);
    if (shimgen_same_name(name, "mlockall")) {
        shimgen_watch_locks(first); /* beforehand, and nothing afterwards */
        return NULL;
    }
    const long second = va_arg(list.arguments, long);
    const long third = va_arg(list.arguments, long);
    bool watched = false;
    shimgen_function *instead = NULL;
    if (is_syscall) {
        const long fourth = va_arg(list.arguments, long);
        watched = shimgen_watch_syscall_restricts(first, second, third, fourth) ||
                  shimgen_watch_memory_of(first, second, third, fourth) != SHIMGEN_WATCHED_NOTHING;
        instead = (shimgen_function *)shimgen_watch_call_syscall;
    } else if (shimgen_same_name(name, "prctl")) {
        watched = shimgen_watch_prctl_restricts(first, second, third);
        instead = (shimgen_function *)shimgen_watch_call_prctl;
    } else if (shimgen_same_name(name, "setrlimit")) {
        watched = shimgen_watch_setrlimit(first) != SHIMGEN_WATCHED_NOTHING;
        instead = (shimgen_function *)shimgen_watch_call_setrlimit;
    } else if (shimgen_same_name(name, "setrlimit64")) {
        watched = shimgen_watch_setrlimit(first) != SHIMGEN_WATCHED_NOTHING;
        instead = (shimgen_function *)shimgen_watch_call_setrlimit64;
    } else if (shimgen_same_name(name, "prlimit")) {
        watched = shimgen_watch_prlimit(first, second, third) != SHIMGEN_WATCHED_NOTHING;
        instead = (shimgen_function *)shimgen_watch_call_prlimit;
    } else if (shimgen_same_name(name, "prlimit64")) {
        watched = shimgen_watch_prlimit(first, second, third) != SHIMGEN_WATCHED_NOTHING;
        instead = (shimgen_function *)shimgen_watch_call_prlimit64;
    }
    return watched ? instead : NULL;
}

/* Called by the assembler of shimgen_jump.h before each call, until it is certain that nothing will ever be traced. */
shimgen_function *shimgen_watch_enter(const struct shimgen_jump_frame *frame, void *stack,
                                      struct shimgen_work_slot *slot, const void *caller)
{
    const struct shimgen_definition definition = shimgen_work_next(slot, caller);
    if (definition.foreign) {
        return definition.function;
    }
    const struct shimgen_jump_list fields = SHIMGEN_JUMP_LIST(frame, stack);
    shimgen_function *const instead = shimgen_watch_instead(slot->text, fields);
    if (instead != NULL) {
        return instead;
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
