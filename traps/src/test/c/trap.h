/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * trap.h: what the trap tests share. A test is a program that runs under the shim, and exits with 0 or prints what is
 * wrong. TRAP_TRACE is the file that SHIMGEN_TRACE names; it is unset when tracing is off.
 */
#ifndef TRAP_H
#define TRAP_H

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

#define EXPECT(condition, message)                                                                                     \
    do {                                                                                                               \
        if (!(condition)) {                                                                                            \
            dprintf(2, "%s:%d: %s (errno %d)\n", __FILE__, __LINE__, message, errno);                                  \
            _exit(1);                                                                                                  \
        }                                                                                                              \
    } while (0)

/*
 * glibc has close_range and closefrom since 2.34. Before that, programs make the system call themselves, which bypasses
 * every preload library; its effect on descriptors is the same.
 */
#ifdef __GLIBC_PREREQ
#if !__GLIBC_PREREQ(2, 34)
#define TRAP_LACKS_CLOSE_RANGE
#endif
#endif
#ifdef TRAP_LACKS_CLOSE_RANGE
#define TRAP_HAS_CLOSE_RANGE false
/* The number is the same on all machines, as for every system call added since Linux 5.3. */
#ifndef SYS_close_range
#define SYS_close_range 436
#endif
__attribute__((unused)) static int close_range(unsigned first, unsigned last, int flags)
{
    return (int)syscall(SYS_close_range, first, last, flags);
}

__attribute__((unused)) static void closefrom(int first)
{
    close_range((unsigned)first, ~0U, 0);
}
#else
#define TRAP_HAS_CLOSE_RANGE true
#endif

/* Linux 5.11; older kernel headers lack some of them. */
#ifndef CLOSE_RANGE_UNSHARE
#define CLOSE_RANGE_UNSHARE (1U << 1)
#endif
#ifndef CLOSE_RANGE_CLOEXEC
#define CLOSE_RANGE_CLOEXEC (1U << 2)
#endif

/* How often something is done: a twentieth of it where each call takes long, since Java is asked. */
__attribute__((unused)) static int trap_times(int usual)
{
    return getenv("TRAP_FEW") == NULL ? usual : usual / 20;
}

__attribute__((unused)) static const char *trap_trace_file(void)
{
    return getenv("TRAP_TRACE");
}

/* The trace so far, in newly allocated memory; "" if there is none. Reading it may be traced as well. */
__attribute__((unused)) static char *trap_read(const char *path)
{
    FILE *file = fopen(path, "re");
    char *text = calloc(1, 1);
    size_t length = 0;
    char chunk[65536];
    size_t got;
    struct stat status = {.st_size = 0};
    if (file != NULL) {
        fstat(fileno(file), &status);
    }
    while ((off_t)length < status.st_size && (got = fread(chunk, 1, sizeof chunk, file)) > 0) {
        text = realloc(text, length + got + 1);
        memcpy(text + length, chunk, got);
        length += got;
        text[length] = '\0';
    }
    if (file != NULL) {
        fclose(file);
    }
    return text;
}

/* How often a text is in the trace; -1 if tracing is off, so that a test can run both ways. */
__attribute__((unused)) static int trap_count(const char *text)
{
    if (trap_trace_file() == NULL) {
        return -1;
    }
    char *trace = trap_read(trap_trace_file());
    int count = 0;
    for (const char *at = trace; (at = strstr(at, text)) != NULL; at += strlen(text)) {
        count++;
    }
    free(trace);
    return count;
}

/* Checks that the trace contains a text, if there is a trace. */
__attribute__((unused)) static void trap_expect_traced(const char *text)
{
    if (trap_count(text) == 0) {
        dprintf(2, "not in the trace: %s\n", text);
        _exit(1);
    }
}

/*
 * Executes this program again, with an argument. The kernel cannot start a program of another machine; TRAP_RUNNER is
 * then the command that can, qemu-user's. LD_PRELOAD is set for the program, not for qemu.
 */
__attribute__((unused)) static void trap_exec(const char *argument)
{
    static char words[4096], preload[4096], program[4096];
    char *arguments[32];
    size_t count = 0;
    if (getenv("TRAP_RUNNER") == NULL) {
        execl("/proc/self/exe", "trap", argument, (char *)NULL);
        return;
    }
    snprintf(words, sizeof words, "%s", getenv("TRAP_RUNNER"));
    for (char *word = strtok(words, " "); word != NULL && count < 27; word = strtok(NULL, " ")) {
        arguments[count++] = word;
    }
    if (getenv("LD_PRELOAD") != NULL) {
        snprintf(preload, sizeof preload, "LD_PRELOAD=%s", getenv("LD_PRELOAD"));
        unsetenv("LD_PRELOAD");
        arguments[count++] = (char *)"-E";
        arguments[count++] = preload;
    }
    EXPECT(readlink("/proc/self/exe", program, sizeof program - 1) > 0, "the program's name");
    arguments[count++] = program;
    arguments[count++] = (char *)argument;
    arguments[count] = NULL;
    execvp(arguments[0], arguments);
}

/* Runs this program again with an argument and a trace setting; returns its wait status. */
__attribute__((unused)) static int trap_again(const char *argument, const char *setting)
{
    const pid_t child = fork();
    if (child == 0) {
        if (setting != NULL) {
            setenv("SHIMGEN_TRACE", setting, 1);
        }
        trap_exec(argument);
        _exit(127);
    }
    int status = -1;
    while (waitpid(child, &status, 0) == -1 && errno == EINTR) {
    }
    return status;
}

#endif
