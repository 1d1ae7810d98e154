/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * shimgen_signals.h: signal masks in the kernel's form.
 *
 * While a line is written, signals that come from outside are blocked, including the one that pthread_cancel(3) uses:
 * so a thread cannot leave between the opening and the closing of a file. Signals that an instruction or a system call
 * raises in its own thread are not blocked (signal(7), "synchronously generated"): if one of them is raised while it is
 * blocked, the kernel ends the program. A sandbox may answer a system call of this code by SIGSYS (seccomp(2),
 * SECCOMP_RET_TRAP), and the program's handler then acts in place of the kernel.
 */
#ifndef SHIMGEN_SIGNALS_H
#define SHIMGEN_SIGNALS_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>

#include "shimgen_sys.h"

/* A signal set as the kernel has it, which is smaller than libc's sigset_t: rt_sigprocmask(2), sigsetops(3). */
#ifdef __mips__
#define SHIMGEN_SIGNALS_SIZE 16
#else
#define SHIMGEN_SIGNALS_SIZE 8
#endif

struct shimgen_signals {
    unsigned long words[SHIMGEN_SIGNALS_SIZE / sizeof(unsigned long)];
};

#define SHIMGEN_SIGNALS_WORD(signal) (((unsigned)(signal)-1) / (8 * sizeof(unsigned long)))
#define SHIMGEN_SIGNALS_BIT(signal) (1UL << (((unsigned)(signal)-1) % (8 * sizeof(unsigned long))))

static inline bool shimgen_signals_have(const struct shimgen_signals *signals, int signal)
{
    return (signals->words[SHIMGEN_SIGNALS_WORD(signal)] & SHIMGEN_SIGNALS_BIT(signal)) != 0;
}

static inline void shimgen_signals_fill(struct shimgen_signals *signals, unsigned long word)
{
    for (size_t i = 0; i < sizeof signals->words / sizeof signals->words[0]; i++) {
        ((volatile unsigned long *)signals->words)[i] = word;
    }
}

static inline void shimgen_signals_add(struct shimgen_signals *signals, int signal)
{
    signals->words[SHIMGEN_SIGNALS_WORD(signal)] |= SHIMGEN_SIGNALS_BIT(signal);
}

static inline void shimgen_signals_remove(struct shimgen_signals *signals, int signal)
{
    signals->words[SHIMGEN_SIGNALS_WORD(signal)] &= ~SHIMGEN_SIGNALS_BIT(signal);
}

/* Blocks every signal that may be blocked here, and returns in `before` which ones were blocked already. */
static inline void shimgen_signals_block(struct shimgen_signals *before)
{
    struct shimgen_signals waiting;
    shimgen_signals_fill(&waiting, ~0UL);
    shimgen_signals_remove(&waiting, SIGSEGV);
    shimgen_signals_remove(&waiting, SIGBUS);
    shimgen_signals_remove(&waiting, SIGFPE);
    shimgen_signals_remove(&waiting, SIGILL);
    shimgen_signals_remove(&waiting, SIGTRAP);
    shimgen_signals_remove(&waiting, SIGSYS);
    shimgen_signals_fill(before, 0);
    shimgen_sys(SYS_rt_sigprocmask, SIG_BLOCK, (long)&waiting, (long)before, SHIMGEN_SIGNALS_SIZE, 0);
}

/* Even if system calls are restricted by now: a program whose signals stayed blocked would be broken. */
static inline void shimgen_signals_restore(const struct shimgen_signals *before)
{
    shimgen_sys(SYS_rt_sigprocmask, SIG_SETMASK, (long)before, 0, SHIMGEN_SIGNALS_SIZE, 0);
}

/*
 * Whether this thread was already writing a line when a signal handler interrupted it. The mask tells: it has 32 and
 * 33, the signals that libc reserves for itself (nptl(7)), and no program blocks both by sigprocmask(3). If the handler
 * leaves by siglongjmp(3), the mask is restored, too, so there is nothing to clean up.
 */
static inline bool shimgen_signals_are_ours(const struct shimgen_signals *mask)
{
    return shimgen_signals_have(mask, 32) && shimgen_signals_have(mask, 33);
}

/*
 * Whether the program's handler of SIGSYS may be running, with SIGSYS blocked (sigaction(2)): then a system call that a
 * sandbox answers by this signal would end the program. The handler is the first member of the kernel's struct
 * sigaction, except on MIPS.
 */
static inline bool shimgen_signals_in_trap(const struct shimgen_signals *mask)
{
#ifdef __mips__
    const size_t handler = 1;
#else
    const size_t handler = 0;
#endif
    unsigned long action[16];
    action[handler] = (unsigned long)SIG_DFL;
    if (!shimgen_signals_have(mask, SIGSYS)) {
        return false;
    }
    shimgen_sys_if_allowed(SYS_rt_sigaction, SIGSYS, 0, (long)action, SHIMGEN_SIGNALS_SIZE, 0);
    return action[handler] != (unsigned long)SIG_DFL && action[handler] != (unsigned long)SIG_IGN;
}

#endif
