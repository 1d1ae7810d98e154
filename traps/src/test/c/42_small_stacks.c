/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Row 42: threads of 16 KiB (PTHREAD_STACK_MIN) and handlers on an alternate stack of the old SIGSTKSZ.
 *
 * Breaks when: SHIMGEN_TRACE_LINE_SIZE is 16384: SIGSEGV.
 *
 * Build: -pthread
 */
#include "trap.h"
#include <pthread.h>

/* What SIGSTKSZ was before it became a function; a signal frame alone has 4.6 KiB on AArch64 (its <bits/sigstack.h>). */
#ifdef __aarch64__
#define OLD_SIGSTKSZ 16384
#else
#define OLD_SIGSTKSZ 8192
#endif

static void handler(int signal)
{
    struct stat status;
    (void)signal;
    EXPECT(stat("/on-sigaltstack", &status) == -1 && errno == ENOENT, "stat on an alternate stack");
}

static void *work(void *unused)
{
    (void)unused;
    EXPECT(rename("/on-small-stack", "/x") == -1 && errno == ENOENT, "rename on a small stack");
    return NULL;
}

int main(void)
{
    static char stack[OLD_SIGSTKSZ];
    const stack_t alternate = {.ss_sp = stack, .ss_size = sizeof stack};
    const struct sigaction action = {.sa_handler = handler, .sa_flags = SA_ONSTACK};
    pthread_attr_t attributes;
    pthread_t thread;
    EXPECT(sigaltstack(&alternate, NULL) == 0 && sigaction(SIGUSR1, &action, NULL) == 0, "sigaltstack");
    raise(SIGUSR1);
    pthread_attr_init(&attributes);
    pthread_attr_setstacksize(&attributes, 16384);
    EXPECT(pthread_create(&thread, &attributes, work, NULL) == 0, "pthread_create");
    pthread_join(thread, NULL);
    trap_expect_traced("stat(\"/on-sigaltstack\"");
    trap_expect_traced("rename(\"/on-small-stack\", \"/x\")");
    return 0;
}
