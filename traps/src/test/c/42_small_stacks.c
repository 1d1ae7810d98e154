/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Row 42: threads with 16 KiB of stack (PTHREAD_STACK_MIN), and handlers on an alternate stack of the former SIGSTKSZ.
 *
 * Breaks when: SHIMGEN_TRACE_LINE_SIZE is 16384: "the stack was too small, its guard page was touched". On a processor
 * with AVX-512 also when the shim is linked without -z now, since the dynamic linker then needs 2.7 KB: "6720 of 8192
 * bytes of the stack used", and the same message.
 *
 * Build: -D_GNU_SOURCE -pthread
 */
#include "trap_stack.h"
#include <limits.h>
#include <pthread.h>

static void handler(int signal)
{
    struct stat status;
    (void)signal;
    EXPECT(stat("/on-sigaltstack", &status) == -1 && errno == ENOENT, "stat on an alternate stack");
}

static void handle(struct trap_stack stack)
{
    const stack_t alternate = {.ss_sp = stack.low, .ss_size = stack.size};
    const struct sigaction action = {.sa_handler = handler, .sa_flags = SA_ONSTACK};
    EXPECT(sigaltstack(&alternate, NULL) == 0 && sigaction(SIGUSR1, &action, NULL) == 0, "sigaltstack");
    raise(SIGUSR1);
}

static void *work(void *unused)
{
    (void)unused;
    EXPECT(rename("/on-small-stack", "/x") == -1 && errno == ENOENT, "rename on a small stack");
    return NULL;
}

static void run_thread(struct trap_stack stack)
{
    pthread_attr_t attributes;
    pthread_t thread;
    pthread_attr_init(&attributes);
    EXPECT(pthread_attr_setstack(&attributes, stack.low, stack.size) == 0, "pthread_attr_setstack");
    EXPECT(pthread_create(&thread, &attributes, work, NULL) == 0, "pthread_create");
    pthread_join(thread, NULL);
}

int main(void)
{
    trap_stack_expect_enough(trap_stack_new(trap_signal_stack_size()), handle, "a handler on an alternate stack");
    /* With _GNU_SOURCE, this is what this machine needs (sysconf(_SC_THREAD_STACK_MIN)). */
    const size_t smallest = (size_t)PTHREAD_STACK_MIN;
    trap_stack_expect_enough(trap_stack_new(smallest > 16384 ? smallest : 16384), run_thread, "a small thread");
    trap_expect_traced("stat(\"/on-sigaltstack\"");
    trap_expect_traced("rename(\"/on-small-stack\", \"/x\")");
    return 0;
}
