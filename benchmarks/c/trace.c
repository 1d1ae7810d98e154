/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Runs a command, and answers its calls of stat(3) and open(3) for one file, as a tracer (ptrace(2)): of a stat it gives the result; a
 * descriptor it cannot make in another process, so it leads an open to /dev/null.
 *
 * "all" stops the command before and after each system call (PTRACE_SYSCALL); "filter" only at the two calls in question, for which the kernel
 * has a filter (SECCOMP_RET_TRACE).
 *
 * trace all|filter FILE COMMAND…
 */
#define _GNU_SOURCE
#include "filter.h"
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ptrace.h>
#include <sys/user.h>
#include <sys/wait.h>

/* System V ABI, AMD64: 128 bytes below the stack pointer belong to the function that runs. */
#define RED_ZONE 128

#define OFFSET(name) ((void *)offsetof(struct user_regs_struct, name))

/* What is written below a thread's stack: the name of another file, and the argument that has to be there again after the call. */
struct other_file {
    char name[16];
    unsigned long long argument;
};

static bool by_filter;
static const char *file;

static void become(char **command)
{
    ptrace(PTRACE_TRACEME, 0, NULL, NULL);
    raise(SIGSTOP); /* the tracer sets its options */
    if (by_filter && filter_two_calls(SECCOMP_RET_TRACE, 0) != 0) {
        perror("seccomp");
        _exit(126);
    }
    execvp(command[0], command);
    perror(command[0]);
    _exit(127);
}

static unsigned long long below(const struct __ptrace_syscall_info *call)
{
    return (call->stack_pointer - RED_ZONE - sizeof(struct other_file)) & ~7ULL;
}

/* Before a call. Returns how its thread goes on. */
static enum __ptrace_request answer(pid_t thread, const struct __ptrace_syscall_info *call)
{
    if (call->entry.nr == SYS_newfstatat && filter_names(thread, call->entry.args[1], file)) {
        const bool written = filter_write_status(thread, call->entry.args[2]);
        /* seccomp(2), SECCOMP_RET_TRACE: the call -1 is none, and returns what is in the register for it. */
        ptrace(PTRACE_POKEUSER, thread, OFFSET(orig_rax), (void *)-1L);
        ptrace(PTRACE_POKEUSER, thread, OFFSET(rax), (void *)(written ? 0L : (long)-EFAULT));
    } else if (call->entry.nr == SYS_openat && filter_names(thread, call->entry.args[1], file)) {
        struct other_file other = {.name = "/dev/null", .argument = call->entry.args[1]};
        if (filter_write(thread, below(call), &other, sizeof other)) {
            ptrace(PTRACE_POKEUSER, thread, OFFSET(rsi), (void *)below(call));
            return PTRACE_SYSCALL;
        }
    }
    return by_filter ? PTRACE_CONT : PTRACE_SYSCALL;
}

/* After a call: a system call leaves its arguments as they were. */
static enum __ptrace_request restore(pid_t thread, const struct __ptrace_syscall_info *call)
{
    const unsigned long long argument = (unsigned long long)ptrace(PTRACE_PEEKUSER, thread, OFFSET(rsi), NULL);
    if (argument == below(call)) {
        const unsigned long long at = argument + offsetof(struct other_file, argument);
        ptrace(PTRACE_POKEUSER, thread, OFFSET(rsi), (void *)ptrace(PTRACE_PEEKDATA, thread, (void *)at, NULL));
    }
    return by_filter ? PTRACE_CONT : PTRACE_SYSCALL;
}

/* A thread has stopped. */
static void go_on(pid_t thread, int status)
{
    struct __ptrace_syscall_info call = {.op = PTRACE_SYSCALL_INFO_NONE};
    enum __ptrace_request how = by_filter ? PTRACE_CONT : PTRACE_SYSCALL;
    int signal = WSTOPSIG(status);
    if (signal == (SIGTRAP | 0x80) || status >> 8 == (SIGTRAP | PTRACE_EVENT_SECCOMP << 8)) {
        ptrace(PTRACE_GET_SYSCALL_INFO, thread, sizeof call, &call);
    }
    if (call.op == PTRACE_SYSCALL_INFO_ENTRY || call.op == PTRACE_SYSCALL_INFO_SECCOMP) {
        how = answer(thread, &call);
    } else if (call.op == PTRACE_SYSCALL_INFO_EXIT) {
        how = restore(thread, &call);
    }
    /* A new thread begins with SIGSTOP; of an event, and of a call, there is no signal. */
    signal = signal == SIGSTOP || signal == (SIGTRAP | 0x80) || status >> 16 != 0 ? 0 : signal;
    ptrace(how, thread, NULL, (void *)(long)signal);
}

int main(int count, char **words)
{
    if (count < 4) {
        return 2;
    }
    by_filter = strcmp(words[1], "filter") == 0;
    file = words[2];
    const pid_t command = fork();
    if (command == 0) {
        become(words + 3);
    }
    int status;
    waitpid(command, &status, 0);
    const long options = PTRACE_O_EXITKILL | PTRACE_O_TRACESYSGOOD | PTRACE_O_TRACESECCOMP | PTRACE_O_TRACECLONE | PTRACE_O_TRACEFORK |
                         PTRACE_O_TRACEVFORK | PTRACE_O_TRACEEXEC;
    if (ptrace(PTRACE_SETOPTIONS, command, NULL, (void *)options) != 0) {
        perror("ptrace");
        return 1;
    }
    go_on(command, status);
    for (;;) {
        const pid_t thread = waitpid(-1, &status, __WALL);
        if (WIFSTOPPED(status)) {
            go_on(thread, status);
        } else if (thread == command) {
            return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
        }
    }
}
