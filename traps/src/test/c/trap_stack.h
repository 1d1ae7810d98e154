/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * trap_stack.h: stacks for tests that measure how much of a stack is used. Below each is a guard page, so that using
 * more causes SIGSEGV instead of overwriting other memory; and each is filled with a pattern, which shows afterwards
 * how deep it was used.
 */
#ifndef TRAP_STACK_H
#define TRAP_STACK_H

#include "trap.h"
#include <sys/auxv.h>
#include <sys/mman.h>

#ifndef AT_MINSIGSTKSZ
#define AT_MINSIGSTKSZ 51 /* <asm/auxvec.h>; musl 1.2.3 has no name for it */
#endif

struct trap_stack {
    char *low; /* its lowest byte; stacks grow down to it */
    size_t size;
};

enum { TRAP_STACK_PATTERN = 0x5a };

/* A new stack. Its memory is shared, so that a parent sees how deep a child used it, even if the child was killed. */
__attribute__((unused)) static struct trap_stack trap_stack_new(size_t size)
{
    const size_t page = (size_t)sysconf(_SC_PAGESIZE);
    const size_t whole = (size + page - 1) / page * page + page;
    char *memory = mmap(NULL, whole, PROT_NONE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    EXPECT(memory != MAP_FAILED, "mmap of a stack");
    EXPECT(mprotect(memory + page, whole - page, PROT_READ | PROT_WRITE) == 0, "mprotect of a stack");
    memset(memory + page, TRAP_STACK_PATTERN, whole - page);
    /* The guard page ends where the stack begins. */
    return (struct trap_stack){.low = memory + page, .size = whole - page};
}

/* How many bytes of it were ever used. Padding that was skipped over counts, since it has to exist. */
__attribute__((unused)) static size_t trap_stack_used(struct trap_stack stack)
{
    size_t unused = 0;
    while (unused < stack.size && stack.low[unused] == TRAP_STACK_PATTERN) {
        unused++;
    }
    return stack.size - unused;
}

/* Prints on stderr how deep it was used. */
__attribute__((unused)) static void trap_stack_print(struct trap_stack stack, const char *what)
{
    dprintf(2, "%s: %zu of %zu bytes of the stack used\n", what, trap_stack_used(stack), stack.size);
}

/*
 * The value of SIGSTKSZ before it became a function; a signal frame alone has 4.6 KiB on AArch64 (its
 * <bits/sigstack.h>). On a processor whose registers need more than half of it (AMX), the kernel's minimum, and the
 * same again for the handler.
 */
__attribute__((unused)) static size_t trap_signal_stack_size(void)
{
#ifdef __aarch64__
    const size_t old = 16384;
#else
    const size_t old = 8192;
#endif
    const size_t frame = getauxval(AT_MINSIGSTKSZ);
    return frame > old / 2 ? frame + old / 2 : old;
}

/* Does the work in a child, and prints how deep its stack was used, even if the child needed more than there is. */
__attribute__((unused)) static void trap_stack_expect_enough(struct trap_stack stack, void (*work)(struct trap_stack),
                                                             const char *what)
{
    int status = -1;
    const pid_t child = fork();
    EXPECT(child >= 0, "fork");
    if (child == 0) {
        work(stack);
        _exit(0);
    }
    while (waitpid(child, &status, 0) == -1 && errno == EINTR) {
    }
    trap_stack_print(stack, what);
    if (WIFSIGNALED(status)) {
        dprintf(2, "%s: signal %d%s\n", what, WTERMSIG(status),
                WTERMSIG(status) == SIGSEGV ? ": the stack was too small, its guard page was touched" : "");
        _exit(1);
    }
    EXPECT(WIFEXITED(status) && WEXITSTATUS(status) == 0, what);
}

#endif
