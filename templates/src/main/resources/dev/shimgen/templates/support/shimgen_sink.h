/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * shimgen_sink.h: where a trace goes. If the environment variable SHIMGEN_SESSION names a folder, calls become events in
 * its pool (shimgen_pool.h). SHIMGEN_TRACE says where lines go, beside that or alone:
 *
 *   unset or empty   nowhere, tracing is off
 *   stderr           to the file that is descriptor 2 when the program starts
 *   anything else    to the end of the file with this path; %p is the process id, %% is %
 *   stdout, Stderr   refused, in any other spelling, too: a file of that name was hardly meant
 *
 * A line that cannot be written is counted, and the next one that can is preceded by the count. So nothing is lost
 * silently, and the program never notices, whatever happens to the file. In a process that has restricted its system
 * calls, nothing can be written or reported any more; lost lines are only counted in shimgen_sink_lost, for a debugger.
 */
#ifndef SHIMGEN_SINK_H
#define SHIMGEN_SINK_H

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>

#include "shimgen_errno.h"
#include "shimgen_file.h"
#include "shimgen_next.h"
#include "shimgen_pool.h"
#include "shimgen_pool_join.h"
#include "shimgen_settings.h"
#include "shimgen_signals.h"
#include "shimgen_sys.h"
#include "shimgen_text.h"

#define SHIMGEN_SINK_PATH_SIZE 1024

/* Written once, before it is published; only read from then on, but for the window. */
struct shimgen_sink {
    struct shimgen_pool pool; /* of events; its head is NULL if there are none */
    struct shimgen_window window;
    uintptr_t errno_from_own; /* how far a thread's errno is from shimgen_pool_own; 0: not known */
    bool has_lines;
    bool has_stderr; /* descriptor 2 was open */
    struct shimgen_file_identity stderr_file;
    bool path_has_pid;
    size_t path_verbatim;              /* how many bytes of the path come from getcwd(2), in which % means % */
    char path[SHIMGEN_SINK_PATH_SIZE]; /* absolute; empty for stderr */
};

/* Means "tracing is off"; NULL means "not looked yet". */
static const struct shimgen_sink shimgen_sink_off;

static _Atomic(const struct shimgen_sink *) shimgen_sink_current;

/* How many lines were lost since the last report, the reason for the last one, and whether it was written in part. */
static atomic_ullong shimgen_sink_lost;
static atomic_int shimgen_sink_lost_reason;
static atomic_bool shimgen_sink_torn;

/* Whether the program was told that the file is a symbolic link. */
static atomic_bool shimgen_sink_refused_link;

/* Reading the environment ---------------------------------------------------------------------------------------- */

/* Whether a setting is a word, in upper or lower case. */
static bool shimgen_sink_is_word(const char *setting, const char *word)
{
    const volatile char *at = setting;
    const volatile char *expected = word;
    while (*expected != '\0' && (*at | 0x20) == *expected) {
        at++;
        expected++;
    }
    return *expected == '\0' && *at == '\0';
}

/*
 * Copies the path, made absolute, since the program may chdir(2) later. Returns NULL, or what is wrong with the path.
 * The system call getcwd(2) returns a length that includes the final null byte. For a directory that cannot be reached,
 * the result begins with "("; for one that was removed, there is ENOENT.
 */
static const char *shimgen_sink_set_path(struct shimgen_sink *sink, const char *setting)
{
    static const char too_long[] = "shimgen: the path in SHIMGEN_TRACE is too long; nothing is traced\n";
    size_t length = 0;
    if (shimgen_sink_is_word(setting, "stdout") || shimgen_sink_is_word(setting, "stderr")) {
        return "shimgen: SHIMGEN_TRACE is stderr, in small letters, or the path of a file (./stdout is one); a trace does not go"
               " to standard output, which is the program's; nothing is traced\n";
    }
    if (*setting != '/') {
        const long size = shimgen_sys(SYS_getcwd, (long)sink->path, SHIMGEN_SINK_PATH_SIZE - 1, 0, 0, 0);
        if (size == -ERANGE) {
            return too_long;
        }
        if (size <= 1 || sink->path[0] != '/') {
            return "shimgen: SHIMGEN_TRACE is no absolute path, and there is no current directory; nothing is traced\n";
        }
        length = (size_t)size;
        sink->path[length - 1] = '/';
        if (length == 2) {
            length = 1; /* the root directory has its slash already */
        }
        sink->path_verbatim = length;
    }
    for (const volatile char *at = setting; *at != '\0'; at++) {
        if (length + 1 >= SHIMGEN_SINK_PATH_SIZE) {
            return too_long;
        }
        if (at[0] == '%') {
            sink->path_has_pid = true;
        }
        sink->path[length++] = *at;
    }
    sink->path[length] = '\0';
    return NULL;
}

/* Puts the process id into the path; false if it becomes too long. */
static bool shimgen_sink_expand_path(const struct shimgen_sink *sink, unsigned long process,
                                     char path[SHIMGEN_SINK_PATH_SIZE])
{
    size_t used = 0;
    for (const volatile char *at = sink->path; *at != '\0'; at++) {
        const bool special = *at == '%' && used >= sink->path_verbatim;
        char digits[12];
        size_t count = 0;
        if (special && at[1] == 'p') {
            unsigned long rest = process;
            do {
                digits[count++] = (char)('0' + rest % 10);
                rest /= 10;
            } while (rest != 0);
            at++;
        } else {
            digits[count++] = *at;
            at += special && at[1] == '%';
        }
        if (used + count >= SHIMGEN_SINK_PATH_SIZE) {
            return false;
        }
        while (count > 0) {
            ((volatile char *)path)[used++] = digits[--count];
        }
    }
    path[used] = '\0';
    return true;
}

/*
 * Whether the file is there and belongs to somebody else, who has perhaps laid it out to read what is traced: in /tmp
 * anybody can. Root reads everything anyway. Asked once: in a folder like /tmp nobody else can replace a file that is
 * ours.
 */
static bool shimgen_sink_is_of_another_user(const struct shimgen_sink *sink)
{
    char path[SHIMGEN_SINK_PATH_SIZE];
    struct shimgen_file_identity file;
    const unsigned long process = (unsigned long)shimgen_sys_if_allowed(SYS_getpid, 0, 0, 0, 0, 0);
    return shimgen_sink_expand_path(sink, process, path) && shimgen_file_identify(AT_FDCWD, path, &file) &&
           file.regular && file.owner != 0 &&
           file.owner != shimgen_file_user();
}

/*
 * Reads the setting and publishes it. The first thread wins, and all threads see its result. There is no state
 * "somebody is reading it" in which a fork(2) or a signal handler could be caught. The memory is mapped, not static, so
 * that a thread that loses the race has a copy of its own to free.
 */
static __attribute__((cold, noinline)) const struct shimgen_sink *shimgen_sink_read(void)
{
    char **environment = shimgen_is_relocated() ? shimgen_settings_environment() : NULL;
    if (environment == NULL || shimgen_sys_is_restricted()) {
        return &shimgen_sink_off; /* too early, or the program cleared it: look again next time */
    }
    const struct shimgen_sink *chosen = &shimgen_sink_off;
    const bool secure = shimgen_settings_are_secure();
    const char *session = secure ? NULL : shimgen_settings_value(environment, "SHIMGEN_SESSION=");
    const char *setting = secure ? NULL : shimgen_settings_value(environment, "SHIMGEN_TRACE=");
    struct shimgen_sink *sink = NULL;
    if (session != NULL || setting != NULL) {
        sink = shimgen_sys_memory(sizeof *sink);
    }
    if (sink != NULL) {
        sink->pool.window = &sink->window;
    }
    if (sink != NULL && session != NULL) {
        const char *wrong;
        if (shimgen_pool_join(&sink->pool, session, &wrong)) {
            chosen = sink;
        } else {
            shimgen_pool_leave(&sink->pool);
            if (wrong != NULL) {
                shimgen_settings_say(wrong);
            }
        }
    }
    if (sink != NULL && setting != NULL) {
        sink->has_stderr = shimgen_file_identify(2, NULL, &sink->stderr_file);
        const char *wrong = shimgen_same_name(setting, "stderr") ? NULL : shimgen_sink_set_path(sink, setting);
        if (wrong == NULL && sink->path[0] != '\0' && shimgen_sink_is_of_another_user(sink)) {
            wrong = "shimgen: the file that SHIMGEN_TRACE names belongs to another user, who could read what is traced; name a"
                    " new one; nothing is traced\n";
        }
        if (wrong == NULL) {
            sink->has_lines = true;
            chosen = sink;
        } else {
            shimgen_settings_say(wrong);
        }
    }
    if (sink != NULL && shimgen_pool_has_storage()) {
        sink->errno_from_own = (uintptr_t)shimgen_sys_errno() - (uintptr_t)&shimgen_pool_own;
    }
    const struct shimgen_sink *expected = NULL;
    if (!atomic_compare_exchange_strong_explicit(&shimgen_sink_current, &expected, chosen, memory_order_acq_rel,
                                                 memory_order_acquire)) {
        chosen = expected;
    }
    if (sink != NULL && sink != chosen) {
        shimgen_pool_leave(&sink->pool);
        shimgen_sys(SYS_munmap, (long)sink, sizeof *sink, 0, 0, 0);
    }
    return chosen;
}

static void shimgen_sink_lose(int reason)
{
    atomic_store_explicit(&shimgen_sink_lost_reason, reason, memory_order_relaxed);
    atomic_fetch_add_explicit(&shimgen_sink_lost, 1, memory_order_relaxed);
}

/*
 * The sink, or NULL if this call is not traced, because tracing is off or the process has restricted its system
 * calls.
 */
static inline const struct shimgen_sink *shimgen_sink(void)
{
    const struct shimgen_sink *sink = atomic_load_explicit(&shimgen_sink_current, memory_order_acquire);
    if (__builtin_expect(sink == NULL, 0)) {
        sink = shimgen_sink_read();
    }
    if (sink == &shimgen_sink_off) {
        return NULL;
    }
    if (shimgen_sys_is_restricted() && sink->pool.head == NULL) {
        shimgen_sink_lose(EPERM);
        return NULL;
    }
    return sink;
}

/*
 * The calling thread's errno. It is as far from our own storage in each thread, since both are in the static block of thread storage
 * ("ELF Handling For Thread-Local Storage"). Not asked for each time: that is a call into three pages more, which an event finds
 * cold behind a system call.
 */
static inline int *shimgen_sink_errno(const struct shimgen_sink *sink)
{
    if (sink->errno_from_own == 0 || !shimgen_pool_has_storage()) {
        return shimgen_sys_errno();
    }
    return (int *)((uintptr_t)&shimgen_pool_own + sink->errno_from_own);
}

/* Whether it is certain that no call will ever be traced. */
static inline bool shimgen_sink_is_known(void)
{
    return atomic_load_explicit(&shimgen_sink_current, memory_order_acquire) == &shimgen_sink_off;
}

/* Writing -------------------------------------------------------------------------------------------------------- */

/*
 * One write(2) without side effects: a write to a pipe without a reader raises SIGPIPE, and one beyond RLIMIT_FSIZE
 * raises SIGXFSZ, both in the writing thread (pipe(7), setrlimit(2)). Signals are blocked here, so the signal is now
 * pending, and is removed again, unless it was pending before: then it is the program's own. It can have been pending
 * before only if the program had blocked it.
 */
static int shimgen_sink_put(int descriptor, const char *bytes, size_t length,
                            const struct shimgen_signals *program_mask)
{
    struct shimgen_signals pending;
    shimgen_signals_fill(&pending, 0);
    if (shimgen_signals_have(program_mask, SIGPIPE) || shimgen_signals_have(program_mask, SIGXFSZ)) {
        shimgen_sys_if_allowed(SYS_rt_sigpending, (long)&pending, SHIMGEN_SIGNALS_SIZE, 0, 0, 0);
    }
    const long written = shimgen_sys_if_allowed(SYS_write, descriptor, (long)bytes, (long)length, 0, 0);
    if (written == (long)length) {
        return 0;
    }
    if (written >= 0) {
        atomic_store_explicit(&shimgen_sink_torn, true, memory_order_relaxed);
        return ENOSPC; /* the usual reason for a short write; the next write will return the real one */
    }
    const int raised = written == -EPIPE ? SIGPIPE : written == -EFBIG ? SIGXFSZ : 0;
    if (raised != 0 && !shimgen_signals_have(&pending, raised)) {
        static const long long no_time[2]; /* a struct timespec of either width */
        struct shimgen_signals only;
        shimgen_signals_fill(&only, 0);
        shimgen_signals_add(&only, raised);
#ifdef SYS_rt_sigtimedwait
        shimgen_sys_if_allowed(SYS_rt_sigtimedwait, (long)&only, 0, (long)no_time, SHIMGEN_SIGNALS_SIZE, 0);
#else
        shimgen_sys_if_allowed(SYS_rt_sigtimedwait_time64, (long)&only, 0, (long)no_time, SHIMGEN_SIGNALS_SIZE, 0);
#endif
    }
    return (int)-written;
}

/*
 * Descriptor 2 is the program's. It may have closed it and opened a data file in its place, so the file is compared
 * with that of the start. And it may be a full pipe or a stopped terminal: a write would block, and with all signals
 * blocked Ctrl-C could not end the program. So the waiting is done by ppoll(2), which unblocks the signals that the
 * program has not blocked; a handler that jumps out of it finds the program's own mask.
 */
static int shimgen_sink_put_stderr(const struct shimgen_sink *sink, const char *bytes, size_t length,
                                   const struct shimgen_signals *program_mask)
{
    struct shimgen_file_identity file;
    if (!sink->has_stderr || !shimgen_file_identify(2, NULL, &file) ||
        !shimgen_file_is_same(&file, &sink->stderr_file)) {
        return EBADF;
    }
#ifdef SYS_ppoll
    struct pollfd writable = {2, POLLOUT, 0};
    while (shimgen_sys_if_allowed(SYS_ppoll, (long)&writable, 1, 0, (long)program_mask, SHIMGEN_SIGNALS_SIZE) == -EINTR) {
    }
#endif
    return shimgen_sink_put(2, bytes, length, program_mask);
}

/*
 * Says that a symbolic link is refused: the user must learn why there is no trace, and not only when the program
 * ends.
 */
static __attribute__((cold, noinline)) void shimgen_sink_refuse_link(void)
{
    if (!atomic_exchange_explicit(&shimgen_sink_refused_link, true, memory_order_relaxed)) {
        shimgen_settings_say("shimgen: SHIMGEN_TRACE names a symbolic link, which is not followed; name the file that it leads to,"
                         " or stderr; nothing is traced\n");
    }
}

static int shimgen_sink_put_path(const char *path, long process, const char *bytes, size_t length,
                                 const struct shimgen_signals *program_mask)
{
    bool kept;
    const long descriptor = shimgen_file_descriptor(path, process, &kept);
    if (descriptor == -ELOOP) {
        shimgen_sink_refuse_link();
    }
    if (descriptor < 0) {
        return (int)-descriptor;
    }
    const int error = shimgen_sink_put((int)descriptor, bytes, length, program_mask);
    if (!kept) {
        shimgen_file_close((int)descriptor);
    }
    return error;
}

/* The process id is asked for in each call: this may be the child of a fork(2). */
static __attribute__((noinline)) int shimgen_sink_put_path_with_pid(const struct shimgen_sink *sink, const char *bytes,
                                                                    size_t length,
                                                                    const struct shimgen_signals *program_mask)
{
    char path[SHIMGEN_SINK_PATH_SIZE];
    const long process = shimgen_sys_if_allowed(SYS_getpid, 0, 0, 0, 0, 0);
    return shimgen_sink_expand_path(sink, (unsigned long)process, path)
               ? shimgen_sink_put_path(path, process, bytes, length, program_mask)
               : ENAMETOOLONG;
}

/* Writes bytes to the sink; returns 0, or an errno that says why they could not be written. */
static int shimgen_sink_put_any(const struct shimgen_sink *sink, const char *bytes, size_t length,
                                const struct shimgen_signals *program_mask)
{
    if (sink->path[0] == '\0') {
        return shimgen_sink_put_stderr(sink, bytes, length, program_mask);
    }
    if (sink->path_has_pid) {
        return shimgen_sink_put_path_with_pid(sink, bytes, length, program_mask);
    }
    return shimgen_sink_put_path(sink->path, 0, bytes, length, program_mask);
}

/* "[pid] shimgen: 3 lines lost (ENOSPC)". Begins with a line end if the last line was written only in part. */
static void shimgen_sink_describe_loss(struct shimgen_text *text, unsigned long long lost, bool torn)
{
    const struct shimgen_error *reason =
        shimgen_error_find(atomic_load_explicit(&shimgen_sink_lost_reason, memory_order_relaxed));
    if (torn) {
        shimgen_text_char(text, '\n');
    }
    shimgen_text_char(text, '[');
    shimgen_text_unsigned(text, (unsigned long long)shimgen_sys_if_allowed(SYS_getpid, 0, 0, 0, 0, 0));
    shimgen_text_word(text, "] shimgen: ");
    shimgen_text_unsigned(text, lost);
    shimgen_text_word(text, lost == 1 ? " line lost (" : " lines lost (");
    shimgen_text_word(text, reason == NULL ? "unknown" : reason->name);
    shimgen_text_char(text, ')');
}

/*
 * Whether this process has put itself into a sandbox (seccomp(2), as man(1) does to read its pages; landlock(7)). It
 * has if the error that kept lines from the file is also the error for /dev/null, to which everybody may write. Filters
 * choose their own error number: ENOSYS, EPERM and EACCES are in use. If the file cannot be reached for another reason,
 * /dev/null still can be, or gives another error.
 */
static bool shimgen_sink_is_sandboxed(void)
{
    const int reason = atomic_load_explicit(&shimgen_sink_lost_reason, memory_order_relaxed);
    if (reason != ENOSYS && reason != EPERM && reason != EACCES) {
        return false;
    }
    const long descriptor =
        shimgen_sys_if_allowed(SYS_openat, AT_FDCWD, (long)"/dev/null", O_WRONLY | O_APPEND | O_CLOEXEC | O_NOCTTY, 0, 0);
    if (descriptor >= 0) {
        shimgen_sys_if_allowed(SYS_close, descriptor, 0, 0, 0, 0);
    }
    return descriptor == -reason;
}

/*
 * At the end of the program, descriptor 2 is the last resort: somebody wanted a trace, and must learn that lines are
 * missing, and from which file. Not in a sandbox: what such a process writes to descriptor 2 is meant for another
 * program to read, and nothing is wrong with the setting.
 */
static __attribute__((cold, noinline)) bool shimgen_sink_report_to_stderr(const struct shimgen_sink *sink,
                                                                          unsigned long long lost,
                                                                          const struct shimgen_signals *program_mask)
{
    char buffer[SHIMGEN_SINK_PATH_SIZE + 128];
    char path[SHIMGEN_SINK_PATH_SIZE];
    struct shimgen_text text;
    if (shimgen_sink_is_sandboxed()) {
        return false;
    }
    const unsigned long process = (unsigned long)shimgen_sys_if_allowed(SYS_getpid, 0, 0, 0, 0, 0);
    shimgen_text_init(&text, buffer, sizeof buffer, 0);
    shimgen_sink_describe_loss(&text, lost, false);
    if (sink->path[0] != '\0' && shimgen_sink_expand_path(sink, process, path)) {
        shimgen_text_word(&text, ": ");
        shimgen_text_word(&text, path);
    }
    shimgen_text_char(&text, '\n');
    return shimgen_sink_put_stderr(sink, text.bytes, text.length, program_mask) == 0;
}

/*
 * Reports lost lines, if there are any. The count is reset before, and restored on failure, so that two threads never
 * report the same loss.
 */
static __attribute__((cold, noinline)) void shimgen_sink_report_loss(const struct shimgen_sink *sink, bool at_end,
                                                                     const struct shimgen_signals *program_mask)
{
    char buffer[128];
    struct shimgen_text text;
    const unsigned long long lost = atomic_exchange_explicit(&shimgen_sink_lost, 0, memory_order_relaxed);
    if (lost == 0) {
        return;
    }
    const bool torn = atomic_exchange_explicit(&shimgen_sink_torn, false, memory_order_relaxed);
    shimgen_text_init(&text, buffer, sizeof buffer, 0);
    shimgen_sink_describe_loss(&text, lost, torn);
    shimgen_text_char(&text, '\n');
    if (shimgen_sink_put_any(sink, text.bytes, text.length, program_mask) == 0) {
        return;
    }
    if (at_end && shimgen_sink_report_to_stderr(sink, lost, program_mask)) {
        return;
    }
    atomic_fetch_add_explicit(&shimgen_sink_lost, lost, memory_order_relaxed);
    if (torn) {
        atomic_store_explicit(&shimgen_sink_torn, true, memory_order_relaxed);
    }
}

/*
 * Writes one line, or counts it as lost. A line that this thread would write in the middle of another one is lost: it
 * may come from the handler that answers this code's system calls (SIGSYS), which would be called again, for ever. Such
 * a handler may also set errno, which must not happen in a function that makes no system call.
 */
static __attribute__((cold, noinline, unused)) void shimgen_sink_write(const struct shimgen_sink *sink,
                                                                       const struct shimgen_text *text)
{
    struct shimgen_signals program_mask;
    int error = EINTR;
    if (shimgen_sys_is_restricted()) {
        shimgen_sink_lose(EPERM);
        return;
    }
    const int saved_errno = *shimgen_sys_errno();
    shimgen_signals_block(&program_mask);
    if (!shimgen_signals_are_ours(&program_mask) && !shimgen_signals_in_trap(&program_mask)) {
        if (atomic_load_explicit(&shimgen_sink_lost, memory_order_relaxed) != 0) {
            shimgen_sink_report_loss(sink, false, &program_mask);
        }
        error = shimgen_sink_put_any(sink, text->bytes, text->length, &program_mask);
    }
    shimgen_signals_restore(&program_mask);
    *shimgen_sys_errno() = saved_errno;
    if (error != 0) {
        shimgen_sink_lose(error);
    }
}

/*
 * Not necessary, but useful: it reads the environment before main() can change it. Calls that come earlier work as
 * well; constructors of the program's other libraries run before this one.
 */
static __attribute__((constructor)) void shimgen_sink_construct(void)
{
    (void)shimgen_sink();
}

static __attribute__((destructor)) void shimgen_sink_destruct(void)
{
    const struct shimgen_sink *sink = shimgen_sys_is_restricted() ? NULL : shimgen_sink();
    if (sink != NULL && atomic_load_explicit(&shimgen_sink_lost, memory_order_relaxed) != 0) {
        struct shimgen_signals program_mask;
        shimgen_signals_block(&program_mask);
        shimgen_sink_report_loss(sink, true, &program_mask);
        shimgen_signals_restore(&program_mask);
    }
}

#endif
