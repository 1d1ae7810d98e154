/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Row 16: every way in which a function does not return: the status or signal is kept, handlers run, and the trace has
 * a line that was written before the call.
 *
 * Shim: peculiar
 *
 * Breaks when: the line is written after the call, as for functions that return: "] abort() = ?" is missing.
 */
#include "trap.h"
#include <assert.h>
#include <err.h>
#include <pthread.h>
#include <setjmp.h>

static int cleaned;

static void clean(void *unused)
{
    (void)unused;
    cleaned = 1;
}

static void *thread(void *argument)
{
    pthread_cleanup_push(clean, NULL);
    pthread_exit(argument);
    pthread_cleanup_pop(0);
    return NULL;
}

static void handler(void)
{
    _Exit(9);
}

static void leave(const char *way)
{
    if (strcmp(way, "abort") == 0) {
        abort();
    } else if (strcmp(way, "assert") == 0) {
        __assert_fail("way == NULL", "trap.c", 7, "leave");
    } else if (strcmp(way, "err") == 0) {
        errno = EACCES;
        err(6, "%s", "err");
    } else if (strcmp(way, "_Exit") == 0) {
        _Exit(7);
    } else if (strcmp(way, "quick") == 0) {
        at_quick_exit(handler);
        quick_exit(8);
    } else if (strcmp(way, "thread") == 0) {
        pthread_exit(NULL); /* of the only thread: exit(0) */
    }
    exit(5);
}

int main(int argc, char **argv)
{
    if (argc > 1) {
        freopen("/dev/null", "w", stderr);
        leave(argv[1]);
    }
    int status = trap_again("abort", NULL);
    EXPECT(WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT, "abort");
    status = trap_again("assert", NULL);
    EXPECT(WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT, "__assert_fail");
    status = trap_again("err", NULL);
    EXPECT(WIFEXITED(status) && WEXITSTATUS(status) == 6, "err");
    status = trap_again("_Exit", NULL);
    EXPECT(WIFEXITED(status) && WEXITSTATUS(status) == 7, "_Exit");
    status = trap_again("quick", NULL);
    EXPECT(WIFEXITED(status) && WEXITSTATUS(status) == 9, "quick_exit");
    status = trap_again("exit", NULL);
    EXPECT(WIFEXITED(status) && WEXITSTATUS(status) == 5, "exit");
    status = trap_again("thread", NULL);
    EXPECT(WIFEXITED(status) && WEXITSTATUS(status) == 0, "pthread_exit of the last thread");

    pthread_t id;
    void *result = NULL;
    EXPECT(pthread_create(&id, NULL, thread, &cleaned) == 0, "pthread_create");
    EXPECT(pthread_join(id, &result) == 0 && result == &cleaned && cleaned == 1, "pthread_exit");
    jmp_buf env;
    volatile int jumps = 0;
    if (setjmp(env) < 3) {
        longjmp(env, ++jumps);
    }
    EXPECT(jumps == 3, "longjmp");
    trap_expect_traced("] abort() = ?\n");
    trap_expect_traced("] __assert_fail(\"way == NULL\", \"trap.c\", 7, \"leave\") = ?\n");
    trap_expect_traced("] err(6, \"%s\") = ?\n");
    trap_expect_traced("] _Exit(9) = ?\n");
    trap_expect_traced("] quick_exit(8) = ?\n");
    trap_expect_traced("] pthread_exit(NULL) = ?\n");
    trap_expect_traced(", 3) = ?\n");
    return 0;
}
