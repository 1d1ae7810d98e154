/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * shimgen_sink.h: where trace lines go. Chosen by the environment variable SHIMGEN_TRACE:
 *
 *   unset or empty   nowhere, tracing is off
 *   stderr           the file that is descriptor 2 when the program starts
 *   anything else    the path of a file to append to; %p is the process id, %% is %
 *
 * A file is opened and closed again for each line. That costs two system calls, and buys that the program can never
 * meet a descriptor of ours: closefrom(3), close_range(2), dup2(2) onto it, a leak across fork(2) or
 * execve(2), all of them have nothing to act on. (Another thread that does one of these in the very
 * moment of a line can still lose that line.)
 *
 * A line that cannot be written is counted. The next one that succeeds is preceded by the count; so nothing is lost
 * silently, and the program never notices, whatever happens to the file.
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
#include <sys/auxv.h>
#include <sys/stat.h>

#include "shimgen_errno.h"
#include "shimgen_next.h"
#include "shimgen_sys.h"
#include "shimgen_text.h"

#define SHIMGEN_SINK_PATH_SIZE 1024

/* Written once, before it is published; read only from then on. */
struct shimgen_sink {
    bool has_stderr; /* descriptor 2 was open; device and inode say which file it was */
    unsigned long long stderr_device;
    unsigned long long stderr_inode;
    bool path_has_pid;
    size_t path_verbatim;              /* so many bytes of the path come from getcwd(2), where a % is only a % */
    char path[SHIMGEN_SINK_PATH_SIZE]; /* absolute; empty for stderr */
};

/* Stands for "tracing is off" where NULL would mean "not looked yet". */
static const struct shimgen_sink shimgen_sink_off;

static _Atomic(const struct shimgen_sink *) shimgen_sink_current;

/* Lines that were lost since the last report, the reason of the last one, and whether it was written in part. */
static atomic_ullong shimgen_sink_lost;
static atomic_int shimgen_sink_lost_reason;
static atomic_bool shimgen_sink_torn;

/* A signal set as the kernel has it, which is smaller than the sigset_t of libc: rt_sigprocmask(2), sigsetops(3). */
#ifdef __mips__
#define SHIMGEN_SIGNALS_SIZE 16
#else
#define SHIMGEN_SIGNALS_SIZE 8
#endif

struct shimgen_signals {
    unsigned long words[SHIMGEN_SIGNALS_SIZE / sizeof(unsigned long)];
};

static inline bool shimgen_signals_have(const struct shimgen_signals *signals, int signal)
{
    const unsigned bit = (unsigned)signal - 1;
    const unsigned word_bits = 8 * sizeof(unsigned long);
    return (signals->words[bit / word_bits] >> (bit % word_bits) & 1UL) != 0;
}

static inline void shimgen_signals_fill(struct shimgen_signals *signals, unsigned long word)
{
    for (size_t i = 0; i < sizeof signals->words / sizeof signals->words[0]; i++) {
        ((volatile unsigned long *)signals->words)[i] = word;
    }
}

static inline void shimgen_signals_add(struct shimgen_signals *signals, int signal)
{
    const unsigned bit = (unsigned)signal - 1;
    const unsigned word_bits = 8 * sizeof(unsigned long);
    signals->words[bit / word_bits] |= 1UL << (bit % word_bits);
}

/* Which file a descriptor is. fstat(2) has the layout of libc's struct stat only where long has 64 bits. */
static bool shimgen_sink_identify(int descriptor, unsigned long long *device, unsigned long long *inode)
{
#if defined(SYS_fstat) && defined(__LP64__)
    struct stat status;
    if (shimgen_sys(SYS_fstat, descriptor, (long)&status, 0, 0, 0) != 0) {
        return false;
    }
    *device = status.st_dev;
    *inode = status.st_ino;
#else
    struct statx status;
    if (shimgen_sys(SYS_statx, descriptor, (long)"", AT_EMPTY_PATH, STATX_INO, (long)&status) != 0) {
        return false;
    }
    *device = (unsigned long long)status.stx_dev_major << 32 | status.stx_dev_minor;
    *inode = status.stx_ino;
#endif
    return true;
}

/* Reading the environment ---------------------------------------------------------------------------------------- */

extern char **environ;

/*
 * As secure_getenv(3): a program with more rights than its caller must not write where its caller says.
 * getauxval(3) is called at its own address, in case the shim wraps it.
 */
static bool shimgen_sink_is_secure(void)
{
    static shimgen_symbol_cache cache;
    shimgen_function *next = shimgen_symbol_next(&cache, "getauxval", NULL, "libc.so.6", SHIMGEN_ABSENT_ZERO);
    return ((__typeof__(getauxval) *)next)(AT_SECURE) != 0;
}

/*
 * The environment. glibc sets `environ` when its own constructor runs, which is after the program's preinit functions
 * (ELF gABI, DT_PREINIT_ARRAY). Until then the strings are found where the kernel put them: behind argc, the arguments
 * and a null pointer, on the stack on which the program started (System V ABI, "Process Initialization").
 */
static char **shimgen_sink_environment(void)
{
#ifdef __GLIBC__
    extern void *__libc_stack_end __attribute__((weak));
    if (environ == NULL && &__libc_stack_end != NULL && __libc_stack_end != NULL) {
        const long count = *(const long *)__libc_stack_end;
        char **arguments = (char **)__libc_stack_end + 1;
        return count > 0 && arguments[count] == NULL ? arguments + count + 1 : NULL;
    }
#endif
    return environ;
}

/* The value of SHIMGEN_TRACE, or NULL. getenv(3) may be wrapped. */
static const char *shimgen_sink_setting(char **environment)
{
    for (char **entry = environment; *entry != NULL; entry++) {
        const volatile char *at = *entry;
        const volatile char *name = "SHIMGEN_TRACE=";
        while (*name != '\0' && *at == *name) {
            at++;
            name++;
        }
        if (*name == '\0') {
            return *at == '\0' ? NULL : (const char *)at;
        }
    }
    return NULL;
}

/*
 * Copies the path, made absolute: the program may chdir(2) later. NULL, or what is wrong with it. The raw getcwd(2)
 * returns a length that counts the final null byte; a directory that cannot be reached begins with "(", and one that was
 * removed is ENOENT.
 */
static const char *shimgen_sink_set_path(struct shimgen_sink *sink, const char *setting)
{
    static const char too_long[] = "shimgen: the path in SHIMGEN_TRACE is too long; nothing is traced\n";
    size_t length = 0;
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

/*
 * Reads the setting and publishes it; the first thread wins, and all see the same. There is no "somebody is
 * reading it" state in which a fork(2) or a handler could be caught. The memory is mapped, not static, so that a thread
 * that loses the race has its own copy to throw away.
 */
static __attribute__((cold, noinline)) const struct shimgen_sink *shimgen_sink_read(void)
{
    char **environment = shimgen_is_relocated() ? shimgen_sink_environment() : NULL;
    if (environment == NULL) {
        return &shimgen_sink_off; /* too early, or a program that cleared it: look again next time */
    }
    const struct shimgen_sink *chosen = &shimgen_sink_off;
    const char *setting = shimgen_sink_is_secure() ? NULL : shimgen_sink_setting(environment);
    struct shimgen_sink *sink = NULL;
    if (setting != NULL) {
        sink = shimgen_sys_memory(sizeof *sink);
    }
    if (sink != NULL) {
        sink->has_stderr = shimgen_sink_identify(2, &sink->stderr_device, &sink->stderr_inode);
        const char *wrong = shimgen_same_name(setting, "stderr") ? NULL : shimgen_sink_set_path(sink, setting);
        if (wrong == NULL) {
            chosen = sink;
        } else {
            size_t length = 0;
            while (((const volatile char *)wrong)[length] != '\0') {
                length++;
            }
            shimgen_sys(SYS_write, 2, (long)wrong, (long)length, 0, 0);
        }
    }
    const struct shimgen_sink *expected = NULL;
    if (!atomic_compare_exchange_strong_explicit(&shimgen_sink_current, &expected, chosen, memory_order_acq_rel,
                                                 memory_order_acquire)) {
        chosen = expected;
    }
    if (sink != NULL && sink != chosen) {
        shimgen_sys(SYS_munmap, (long)sink, sizeof *sink, 0, 0, 0);
    }
    return chosen;
}

/* The sink, or NULL if tracing is off. */
static inline const struct shimgen_sink *shimgen_sink(void)
{
    const struct shimgen_sink *sink = atomic_load_explicit(&shimgen_sink_current, memory_order_acquire);
    if (__builtin_expect(sink == NULL, 0)) {
        sink = shimgen_sink_read();
    }
    return sink == &shimgen_sink_off ? NULL : sink;
}

/* Whether the answer of shimgen_sink is the one of every later call. */
static inline bool shimgen_sink_is_known(void)
{
    return atomic_load_explicit(&shimgen_sink_current, memory_order_acquire) != NULL;
}

/* Writing -------------------------------------------------------------------------------------------------------- */

/*
 * One write(2), and no trace of it: a write to a pipe without reader raises SIGPIPE, one above RLIMIT_FSIZE
 * raises SIGXFSZ, both in the writing thread (pipe(7), setrlimit(2)). Signals are blocked here, so it is pending now,
 * and is taken away again, unless it was pending before: then it is the program's own. It can only have been pending
 * before if the program had blocked it.
 */
static int shimgen_sink_put(int descriptor, const char *bytes, size_t length,
                            const struct shimgen_signals *program_mask)
{
    struct shimgen_signals pending;
    shimgen_signals_fill(&pending, 0);
    if (shimgen_signals_have(program_mask, SIGPIPE) || shimgen_signals_have(program_mask, SIGXFSZ)) {
        shimgen_sys(SYS_rt_sigpending, (long)&pending, SHIMGEN_SIGNALS_SIZE, 0, 0, 0);
    }
    const long written = shimgen_sys(SYS_write, descriptor, (long)bytes, (long)length, 0, 0);
    if (written == (long)length) {
        return 0;
    }
    if (written >= 0) {
        atomic_store_explicit(&shimgen_sink_torn, true, memory_order_relaxed);
        return ENOSPC; /* the usual reason of a short write; the next one will say */
    }
    const int raised = written == -EPIPE ? SIGPIPE : written == -EFBIG ? SIGXFSZ : 0;
    if (raised != 0 && !shimgen_signals_have(&pending, raised)) {
        static const long long no_time[2]; /* a struct timespec of either width */
        struct shimgen_signals only;
        shimgen_signals_fill(&only, 0);
        shimgen_signals_add(&only, raised);
#ifdef SYS_rt_sigtimedwait
        shimgen_sys(SYS_rt_sigtimedwait, (long)&only, 0, (long)no_time, SHIMGEN_SIGNALS_SIZE, 0);
#else
        shimgen_sys(SYS_rt_sigtimedwait_time64, (long)&only, 0, (long)no_time, SHIMGEN_SIGNALS_SIZE, 0);
#endif
    }
    return (int)-written;
}

/*
 * Descriptor 2 is the program's. It may have closed it and opened a data file in its place, so it is compared
 * with what it was at the start. And it may be a full pipe or a stopped terminal: writing would block, and with all
 * signals blocked Ctrl-C could not end the program. So the wait is done in ppoll(2), which lets signals in as the
 * program wants them; a handler that jumps out of it finds the mask as if we were not there.
 */
static int shimgen_sink_put_stderr(const struct shimgen_sink *sink, const char *bytes, size_t length,
                                   const struct shimgen_signals *program_mask)
{
    unsigned long long device;
    unsigned long long inode;
    if (!sink->has_stderr || !shimgen_sink_identify(2, &device, &inode) || device != sink->stderr_device ||
        inode != sink->stderr_inode) {
        return EBADF;
    }
#ifdef SYS_ppoll
    struct pollfd writable = {2, POLLOUT, 0};
    while (shimgen_sys(SYS_ppoll, (long)&writable, 1, 0, (long)program_mask, SHIMGEN_SIGNALS_SIZE) == -EINTR) {
    }
#endif
    return shimgen_sink_put(2, bytes, length, program_mask);
}

/* O_NONBLOCK: a FIFO without reader gives ENXIO, a full one EAGAIN, instead of stopping the program (fifo(7)). */
static int shimgen_sink_put_path(const char *path, const char *bytes, size_t length,
                                 const struct shimgen_signals *program_mask)
{
    const long flags = O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOCTTY | O_NONBLOCK
#ifndef __LP64__
                       | 0100000 /* O_LARGEFILE, which <fcntl.h> may define as 0 */
#endif
        ;
    const long descriptor = shimgen_sys(SYS_openat, AT_FDCWD, (long)path, flags, 0666, 0);
    if (descriptor < 0) {
        return (int)-descriptor;
    }
    const int error = shimgen_sink_put((int)descriptor, bytes, length, program_mask);
    shimgen_sys(SYS_close, descriptor, 0, 0, 0, 0);
    return error;
}

/* Puts the process id into the path. The id is asked for each time: this may be the child of a fork(2). */
static __attribute__((noinline)) int shimgen_sink_put_path_with_pid(const struct shimgen_sink *sink, const char *bytes,
                                                                    size_t length,
                                                                    const struct shimgen_signals *program_mask)
{
    char path[SHIMGEN_SINK_PATH_SIZE];
    size_t used = 0;
    for (const volatile char *at = sink->path; *at != '\0'; at++) {
        const bool special = *at == '%' && used >= sink->path_verbatim;
        char digits[12];
        size_t count = 0;
        if (special && at[1] == 'p') {
            unsigned long pid = (unsigned long)shimgen_sys(SYS_getpid, 0, 0, 0, 0, 0);
            do {
                digits[count++] = (char)('0' + pid % 10);
                pid /= 10;
            } while (pid != 0);
            at++;
        } else {
            digits[count++] = *at;
            at += special && at[1] == '%';
        }
        if (used + count >= sizeof path) {
            return ENAMETOOLONG;
        }
        while (count > 0) {
            path[used++] = digits[--count];
        }
    }
    path[used] = '\0';
    return shimgen_sink_put_path(path, bytes, length, program_mask);
}

/* Writes bytes to the sink; 0, or the errno that says why it could not be done. */
static int shimgen_sink_put_any(const struct shimgen_sink *sink, const char *bytes, size_t length,
                                const struct shimgen_signals *program_mask)
{
    if (sink->path[0] == '\0') {
        return shimgen_sink_put_stderr(sink, bytes, length, program_mask);
    }
    if (sink->path_has_pid) {
        return shimgen_sink_put_path_with_pid(sink, bytes, length, program_mask);
    }
    return shimgen_sink_put_path(sink->path, bytes, length, program_mask);
}

/* Blocks every signal and returns those that the program had blocked itself. */
static struct shimgen_signals shimgen_sink_block_signals(void)
{
    struct shimgen_signals all;
    struct shimgen_signals program_mask;
    shimgen_signals_fill(&all, ~0UL);
    shimgen_sys(SYS_rt_sigprocmask, SIG_SETMASK, (long)&all, (long)&program_mask, SHIMGEN_SIGNALS_SIZE, 0);
    return program_mask;
}

static void shimgen_sink_restore_signals(const struct shimgen_signals *program_mask)
{
    shimgen_sys(SYS_rt_sigprocmask, SIG_SETMASK, (long)program_mask, 0, SHIMGEN_SIGNALS_SIZE, 0);
}

/* "[pid] shimgen: 3 lines lost (ENOSPC)". Starts a line of its own if the last one was torn off. */
static void shimgen_sink_describe_loss(struct shimgen_text *text, unsigned long long lost, bool torn)
{
    const struct shimgen_error *reason =
        shimgen_error_find(atomic_load_explicit(&shimgen_sink_lost_reason, memory_order_relaxed));
    if (torn) {
        shimgen_text_char(text, '\n');
    }
    shimgen_text_char(text, '[');
    shimgen_text_unsigned(text, (unsigned long long)shimgen_sys(SYS_getpid, 0, 0, 0, 0, 0));
    shimgen_text_word(text, "] shimgen: ");
    shimgen_text_unsigned(text, lost);
    shimgen_text_word(text, lost == 1 ? " line lost (" : " lines lost (");
    shimgen_text_word(text, reason == NULL ? "unknown" : reason->name);
    shimgen_text_word(text, ")\n");
}

/*
 * Whether this process has locked itself into a sandbox (seccomp(2), as man(1) does to read its pages; landlock(7)): the
 * answer that kept the lines from the file is the answer to /dev/null as well, which everybody may write. A filter chooses
 * its error number: ENOSYS, EPERM and EACCES are in use. A file that is out of reach for any other reason leaves /dev/null
 * in reach, or gives another answer.
 */
static bool shimgen_sink_is_sandboxed(void)
{
    const int reason = atomic_load_explicit(&shimgen_sink_lost_reason, memory_order_relaxed);
    if (reason != ENOSYS && reason != EPERM && reason != EACCES) {
        return false;
    }
    const long descriptor =
        shimgen_sys(SYS_openat, AT_FDCWD, (long)"/dev/null", O_WRONLY | O_APPEND | O_CLOEXEC | O_NOCTTY, 0, 0);
    if (descriptor >= 0) {
        shimgen_sys(SYS_close, descriptor, 0, 0, 0, 0);
    }
    return descriptor == -reason;
}

/*
 * Reports lost lines, if there are any. The count is taken before and given back on failure, so that two threads never
 * report the same loss. At the end of the program descriptor 2 is the last resort: somebody asked for a
 * trace, and must learn that there is none. But not in a sandbox: what such a process writes to descriptor 2 is meant for
 * others to read, and nothing is wrong with the setting.
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
    if (shimgen_sink_put_any(sink, text.bytes, text.length, program_mask) == 0) {
        return;
    }
    if (at_end && !shimgen_sink_is_sandboxed() &&
        shimgen_sink_put_stderr(sink, text.bytes + torn, text.length - torn, program_mask) == 0) {
        return;
    }
    atomic_fetch_add_explicit(&shimgen_sink_lost, lost, memory_order_relaxed);
    if (torn) {
        atomic_store_explicit(&shimgen_sink_torn, true, memory_order_relaxed);
    }
}

/*
 * Writes one line. Signals are blocked meanwhile, among them the one by which pthread_cancel(3) works, so that nothing
 * can leave between the opening and the closing of the file.
 */
static __attribute__((cold, noinline, unused)) void shimgen_sink_write(const struct shimgen_sink *sink,
                                                                       const struct shimgen_text *text)
{
    const struct shimgen_signals program_mask = shimgen_sink_block_signals();
    if (atomic_load_explicit(&shimgen_sink_lost, memory_order_relaxed) != 0) {
        shimgen_sink_report_loss(sink, false, &program_mask);
    }
    const int error = shimgen_sink_put_any(sink, text->bytes, text->length, &program_mask);
    if (error != 0) {
        atomic_store_explicit(&shimgen_sink_lost_reason, error, memory_order_relaxed);
        atomic_fetch_add_explicit(&shimgen_sink_lost, 1, memory_order_relaxed);
    }
    shimgen_sink_restore_signals(&program_mask);
}

/*
 * Only a help: it reads the environment before main() can change it. Everything works when a call comes in before
 * it, since constructors of the program's other libraries run earlier than this one.
 */
static __attribute__((constructor)) void shimgen_sink_construct(void)
{
    (void)shimgen_sink();
}

static __attribute__((destructor)) void shimgen_sink_destruct(void)
{
    const struct shimgen_sink *sink = shimgen_sink();
    if (sink != NULL && atomic_load_explicit(&shimgen_sink_lost, memory_order_relaxed) != 0) {
        const struct shimgen_signals program_mask = shimgen_sink_block_signals();
        shimgen_sink_report_loss(sink, true, &program_mask);
        shimgen_sink_restore_signals(&program_mask);
    }
}

#endif
