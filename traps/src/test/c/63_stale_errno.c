/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Row 63: -1 that is no error, and an end without one: errno is the one of an earlier call, and has no place in the line. It
 * is still there for the program, and for what reads it in the call: "%m", a handler, the parent of a vfork(2).
 *
 * Shim: peculiar
 *
 * Breaks when: errno is read after the call as it is: "getpriority(0, 0) = -1 ENOENT (No such file or directory)". With errno
 * marked before every call: snprintf prints "Unknown error", and the handler and vfork's parent see it. With 0 for a mark: after
 * PTRACE_PEEKDATA, which sets errno to 0, it is ENOENT.
 *
 * Build: -D_GNU_SOURCE
 */
#include "trap.h"
#include <dirent.h>
#include <signal.h>
#include <stdarg.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <time.h>

/* Newer headers make __isoc23_strtol of the name, which a library that was made for an older libc does not know. */
extern long old_strtol(const char *text, char **end, int base) __asm__("strtol");

/* An expression with a stale errno, which it leaves alone. */
#define STALE(expression, message)                                                                                     \
    do {                                                                                                               \
        errno = ENOENT;                                                                                                \
        EXPECT((expression) && errno == ENOENT, message);                                                              \
    } while (0)

static void results(void)
{
    /* strtol(3): "the calling program should set errno to 0 before the call". mktime(3): -1 is a second of 1969. */
    struct tm second = {.tm_year = 69, .tm_mon = 11, .tm_mday = 31, .tm_hour = 23, .tm_min = 59, .tm_sec = 59};
    const int priority = getpriority(PRIO_PROCESS, 0);
    STALE(old_strtol("-1", NULL, 10) == -1, "strtol");
    trap_expect_traced("] strtol(\"-1\", NULL, 10) = -1 <");
    STALE(timegm(&second) == -1, "timegm");
    STALE(setpriority(PRIO_PROCESS, 0, -1) == 0 || errno == EACCES || errno == EPERM || (errno = ENOENT), "setpriority");
    if (getpriority(PRIO_PROCESS, 0) == -1) {
        STALE(getpriority(PRIO_PROCESS, 0) == -1, "getpriority");
        trap_expect_traced("] getpriority(0, 0) = -1 <");
        EXPECT(trap_count("] getpriority(0, 0) = -1 E") <= 0, "errno of getpriority");
        setpriority(PRIO_PROCESS, 0, priority);
    }
    /* sysconf(3): "-1 is returned and errno is not changed" where there is no limit. */
    if (sysconf(_SC_AIO_MAX) == -1) {
        STALE(sysconf(_SC_AIO_MAX) == -1, "sysconf");
    }
    errno = ENOENT;
    EXPECT(sysconf(-1) == -1 && errno == EINVAL, "sysconf of nothing");
    trap_expect_traced("] sysconf(-1) = -1 EINVAL (Invalid argument) <");
    STALE(getopt(1, (char *[]){(char *)"x", NULL}, "a") == -1, "getopt");
}

/* The errno that fscanf leaves, without a shim. */
static int scanned(FILE *stream, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    errno = ENOENT;
    vfscanf(stream, format, arguments);
    va_end(arguments);
    return errno;
}

static void ends(void)
{
    char *line = NULL;
    size_t size = 0;
    int number;
    FILE *empty = fopen("/dev/null", "r");
    STALE(fgetc(empty) == EOF, "fgetc");
    STALE(getline(&line, &size, empty) == -1, "getline");
    /* glibc sets errno to 0 there, at first. */
    const int left = scanned(empty, "%d", &number);
    errno = ENOENT;
    EXPECT(fscanf(empty, "%d", &number) == EOF && errno == left, "fscanf, a wrapper in C");
    free(line);
    fclose(empty);
    DIR *directory = opendir("/proc/self/fd");
    while (errno = ENOENT, readdir(directory) != NULL) {
    }
    EXPECT(errno == ENOENT, "readdir");
    closedir(directory);
}

static void words(void)
{
    static long word = -1;
    int status;
    const pid_t child = fork();
    if (child == 0) {
        _exit(ptrace(PTRACE_TRACEME) == 0 && raise(SIGSTOP) == 0 ? 0 : 1);
    }
    EXPECT(waitpid(child, &status, 0) == child, "waitpid");
    if (WIFSTOPPED(status)) { /* not where a sandbox forbids ptrace(2) */
        /* ptrace(2): "the caller must clear errno before the call"; glibc does it as well. */
        errno = ENOENT;
        EXPECT(ptrace(PTRACE_PEEKDATA, child, &word, NULL) == -1, "PTRACE_PEEKDATA");
#ifdef __GLIBC__
        EXPECT(errno == 0, "errno of PTRACE_PEEKDATA");
#endif
        kill(child, SIGKILL);
        waitpid(child, &status, 0);
    }
}

static volatile int seen;

static void handler(int signal)
{
    (void)signal;
    seen = errno;
}

static void readers(void)
{
    char text[64];
    errno = ENOENT;
    EXPECT(snprintf(text, sizeof text, "%m") > 0 && strcmp(text, strerror(ENOENT)) == 0, "what snprintf reads");
    signal(SIGUSR1, handler);
    errno = 77;
    EXPECT(raise(SIGUSR1) == 0 && seen == 77 && errno == 77, "what a handler of raise sees");
    seen = 0;
    EXPECT(kill(getpid(), SIGUSR1) == 0 && seen == 77 && errno == 77, "what a handler of kill sees");

    char *const arguments[] = {(char *)"true", NULL};
    char *const environment[] = {NULL};
    errno = 77;
    const pid_t child = vfork();
    if (child == 0) {
        execve("/bin/true", arguments, environment);
        _exit(127);
    }
    EXPECT(child > 0 && errno == 77, "what the child of vfork leaves");
    waitpid(child, NULL, 0);
    errno = ENOENT;
    EXPECT(execve("/", arguments, environment) == -1 && errno == EACCES, "an execve that fails");
    trap_expect_traced(" = -1 EACCES (Permission denied) <");
}

int main(void)
{
    results();
    ends();
    words();
    readers();
    EXPECT(trap_count("= -1 ENOENT") <= 0, "a stale errno in the trace");
    EXPECT(trap_count("= NULL ENOENT") <= 0, "a stale errno of a pointer in the trace");
    return 0;
}
