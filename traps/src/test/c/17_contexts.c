/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Row 17: setjmp and getcontext save their caller's frame; their wrapper must not have one of its own.
 *
 * Shim: peculiar
 *
 * Breaks when: setjmp's wrapper calls setjmp (without optimization; with it, the call may happen to become a jump):
 * when setjmp returns for the second time, other calls have overwritten the wrapper's frame, SIGSEGV.
 */
#define _GNU_SOURCE
#include "trap.h"
#include <setjmp.h>
#include <ucontext.h>

static jmp_buf plain;
static sigjmp_buf masked;
static ucontext_t outer;
static ucontext_t inner;
static volatile int sum;

/* Overwrites the place where a wrapper's frame would have been. */
static __attribute__((noinline)) int deep(int depth)
{
    volatile char room[512];
    memset((void *)room, 0x55, sizeof room);
    return depth == 0 ? room[3] : deep(depth - 1) + room[5];
}

static __attribute__((noinline)) void jump(int value)
{
    deep(20);
    longjmp(plain, value);
}

static void coroutine(int a, int b, int c, int d, int e, int f, int g, int h)
{
    sum = a + 2 * b + 3 * c + 4 * d + 5 * e + 6 * f + 7 * g + 8 * h;
    swapcontext(&inner, &outer);
    sum += 1000;
}

static __attribute__((noinline)) int count_to(int last)
{
    volatile int reached = 0;
    const int value = setjmp(plain);
    deep(10);
    EXPECT(value == reached, "what setjmp returns");
    if (value < last) {
        reached = reached + 1;
        jump(reached);
    }
    return reached;
}

int main(void)
{
    for (int i = 0; i < 1000; i++) {
        EXPECT(count_to(5) == 5, "setjmp and longjmp");
    }

    sigset_t set;
    sigset_t now;
    sigemptyset(&set);
    sigaddset(&set, SIGUSR1);
    volatile int rounds = 0;
    if (sigsetjmp(masked, 1) == 0) {
        sigprocmask(SIG_BLOCK, &set, NULL);
        rounds = rounds + 1;
        deep(20);
        siglongjmp(masked, 1);
    }
    sigprocmask(SIG_BLOCK, NULL, &now);
    EXPECT(rounds == 1 && !sigismember(&now, SIGUSR1), "sigsetjmp restores the signal mask");

    static char stack[65536];
    EXPECT(getcontext(&inner) == 0, "getcontext");
    inner.uc_stack.ss_sp = stack;
    inner.uc_stack.ss_size = sizeof stack;
    inner.uc_link = &outer;
    makecontext(&inner, (void (*)(void))coroutine, 8, 1, 2, 3, 4, 5, 6, 7, 8);
    EXPECT(swapcontext(&outer, &inner) == 0, "swapcontext");
    EXPECT(sum == 204, "makecontext with eight arguments");
    deep(20);
    EXPECT(swapcontext(&outer, &inner) == 0 && sum == 1204, "swapcontext back again");

    volatile int again = 0;
    EXPECT(getcontext(&outer) == 0, "getcontext");
    deep(20);
    again = again + 1;
    if (again < 3) {
        setcontext(&outer);
    }
    EXPECT(again == 3, "setcontext");
    trap_expect_traced("] _setjmp(0x");
    trap_expect_traced("] __sigsetjmp(0x");
    trap_expect_traced("] getcontext(0x");
    trap_expect_traced("] swapcontext(0x");
    trap_expect_traced(", 8, ...) = ?\n");
    return 0;
}
