/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Row 39: arrays and numbers behind pointers, with counts that are wrong. A line shows what is there, and the address of
 * what cannot be read.
 *
 * Breaks when: the wrapper believes the count: SIGSEGV at the array that runs off its page, and with a negative count that
 * becomes a size_t. Or shows what a call has not written: [0, 0] for the descriptors of a pipe that was not made, [4711]
 * for the status of a child that goes on; or the words of another macro for its status.
 * Build: -D_GNU_SOURCE -Wno-nonnull
 */
#include "trap.h"
#include <poll.h>
#include <sys/mman.h>
#include <sys/uio.h>

static void expect_traced(const char *format, int first, int second)
{
    char line[200];
    snprintf(line, sizeof line, format, first, second);
    trap_expect_traced(line);
}

int main(void)
{
    volatile int minus = -1;
    volatile int much = 0x7fffffff;
    int *volatile null = NULL;
    struct pollfd *volatile wild = (struct pollfd *)1;
    char line[100];
    int ends[2];
    int unmade[2] = {0, 0};
    EXPECT(pipe(ends) == 0, "pipe");
    EXPECT(pipe(null) == -1 && errno == EFAULT, "pipe(NULL)");
    EXPECT(pipe2(unmade, 1) == -1 && errno == EINVAL, "pipe2 with a flag that is none");

    struct pollfd polled[2] = {{ends[0], POLLIN, 0}, {ends[1], POLLOUT | POLLPRI, 0}};
    EXPECT(poll(polled, 2, 0) == 1, "poll");
    EXPECT(poll(polled, 0, 0) == 0, "poll of nothing");
    EXPECT(poll(wild, 2, 0) == -1 && errno == EFAULT, "poll(1)");

    char *pages = mmap(NULL, 8192, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    struct iovec *last = (struct iovec *)(pages + 4096) - 1;
    mprotect(pages + 4096, 4096, PROT_NONE);
    last->iov_base = pages;
    last->iov_len = 3;
    EXPECT(writev(ends[1], last, 1) == 3, "writev");
    EXPECT(writev(ends[1], last, 2) == -1 && errno == EFAULT, "an array that runs off its page");
    EXPECT(writev(ends[1], last, minus) == -1 && errno == EINVAL, "writev of -1");
    EXPECT(writev(ends[1], last, much) == -1 && errno == EINVAL, "writev of more than there is memory");
    struct iovec many[33];
    for (int i = 0; i < 33; i++) {
        many[i].iov_base = NULL;
        many[i].iov_len = 0;
    }
    EXPECT(writev(ends[1], many, 33) == 0, "writev of 33");

    char *all[40] = {"true", NULL};
    char *const *const cut = (char *const *)(pages + 4096) - 1;
    EXPECT(execve("/missing", all, NULL) == -1 && errno == ENOENT, "execve");
    for (int i = 0; i < 39; i++) {
        all[i] = "x";
    }
    EXPECT(execve("/missing", all, NULL) == -1 && errno == ENOENT, "execve with 39 arguments");
    last->iov_base = "a";
    last->iov_len = (size_t) "b";
    /* Older kernels look at the strings before they look for the file. */
    EXPECT(execve("/missing", cut - 1, NULL) == -1 && (errno == ENOENT || errno == EFAULT), "strings that run off their page");
    EXPECT(execve("/missing", (char *const *)wild, NULL) == -1 && (errno == ENOENT || errno == EFAULT), "execve(1)");

    trap_expect_traced("execve(\"/missing\", [\"true\"], NULL) = -1 ENOENT");
    EXPECT(trap_count("\"x\", \"x\", ...], NULL) = -1 ENOENT") == trap_count("execve(\"/missing\", [\"true\"], NULL) = -1"),
           "32 of 39 strings");
    trap_expect_traced("execve(\"/missing\", [\"a\", \"b\", ...], NULL) = -1 E");
    trap_expect_traced("execve(\"/missing\", 0x1, NULL) = -1 E");
    int status = 4711;
    const pid_t child = fork();
    if (child == 0) {
        for (;;) {
            pause();
        }
    }
    EXPECT(waitpid(child, &status, WNOHANG) == 0, "waitpid without an end to report");
    EXPECT(kill(child, SIGSTOP) == 0 && waitpid(child, &status, WUNTRACED) == child && WIFSTOPPED(status), "stopped");
    EXPECT(kill(child, SIGCONT) == 0 && waitpid(child, &status, WCONTINUED) == child && WIFCONTINUED(status), "continued");
    EXPECT(kill(child, SIGKILL) == 0 && waitpid(child, &status, 0) == child && WTERMSIG(status) == SIGKILL, "waitpid");
    const pid_t exits = fork();
    if (exits == 0) {
        _exit(3);
    }
    EXPECT(waitpid(exits, &status, 0) == exits && WEXITSTATUS(status) == 3, "exited");
    const pid_t in_real_time = fork();
    if (in_real_time == 0) {
        raise(SIGRTMIN + 1);
    }
    EXPECT(waitpid(in_real_time, &status, 0) == in_real_time && WTERMSIG(status) == SIGRTMIN + 1, "a signal without a name");
    EXPECT(waitpid(exits, &status, 0) == -1 && errno == ECHILD, "waitpid of nobody");

    expect_traced("waitpid(%d, 0x", child, 0);
    expect_traced("waitpid(%d, [{WIFSTOPPED(s) && WSTOPSIG(s) == SIGSTOP}], 2) = %d <", child, child);
    expect_traced("waitpid(%d, [{WIFCONTINUED(s)}], 8) = %d <", child, child);
    expect_traced("waitpid(%d, [{WIFSIGNALED(s) && WTERMSIG(s) == SIGKILL}], 0) = %d <", child, child);
    expect_traced("waitpid(%d, [{WIFEXITED(s) && WEXITSTATUS(s) == 3}], 0) = %d <", exits, exits);
    snprintf(line, sizeof line, "WTERMSIG(s) == %d}], 0) = %d <", SIGRTMIN + 1, in_real_time);
    trap_expect_traced(line);
    expect_traced("waitpid(%d, 0x", exits, 0);
    expect_traced("pipe([%d, %d]) = 0 <", ends[0], ends[1]);
    trap_expect_traced("pipe(NULL) = -1 EFAULT");
    trap_expect_traced("pipe2(0x");
    expect_traced("poll([{fd=%d, events=POLLIN, revents=0}, {fd=%d, events=POLLPRI|POLLOUT, revents=POLLOUT}], 2, 0) = 1 <",
                  ends[0], ends[1]);
    trap_expect_traced("poll([], 0, 0) = 0 <");
    trap_expect_traced("poll(0x1, 2, 0) = -1 EFAULT");
    expect_traced("writev(%d, [{iov_base=\"\\000\\000\\000\"", ends[1], 0);
    trap_expect_traced(", iov_len=3}], 1) = 3 <");
    trap_expect_traced(", 2) = -1 EFAULT");
    trap_expect_traced(", -1) = -1 EINVAL");
    trap_expect_traced(", 2147483647) = -1 EINVAL");
    EXPECT(trap_count("{iov_base=NULL, iov_len=0}, {iov_base=NULL, iov_len=0}, ...], 33) = 0 <") == trap_count("poll([], "),
           "32 of 33 elements");
    return 0;
}
