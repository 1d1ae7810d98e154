/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Row 58: a sandbox answers system calls by SIGSYS (seccomp(2), SECCOMP_RET_TRAP), and the program's handler acts in
 * place of the kernel, as in browsers and in wine. The filter is installed in a way that the shim does not see, so that
 * it does not know of it. The shim's own openat(2) is then answered by the handler, which may call traced functions
 * itself, and leave by siglongjmp(3).
 *
 * Breaks when: every signal is blocked while a line is written: all children are killed by SIGSYS. When a line that
 * comes in the middle of another one is not dropped: the handler of "nested" is called by its own line for ever,
 * SIGSEGV. When the shim does not check whether SIGSYS is blocked: "blocked" is killed.
 *
 * Build: -D_GNU_SOURCE
 */
#include "trap.h"
#include <dlfcn.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <setjmp.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <ucontext.h>

static volatile sig_atomic_t trapped;
static volatile sig_atomic_t calls_traced;
static volatile sig_atomic_t jumps;
static sigjmp_buf back;

static void on_trap(int signal, siginfo_t *info, void *context)
{
    ucontext_t *interrupted = context;
    (void)signal;
    (void)info;
    trapped++;
    if (calls_traced) {
        EXPECT(access("/from-the-handler", F_OK) == -1 && errno == ENOENT, "access in the handler");
    }
    if (jumps) {
        siglongjmp(back, 1);
    }
#if defined(__x86_64__)
    interrupted->uc_mcontext.gregs[REG_RAX] = -EACCES;
#elif defined(__i386__)
    interrupted->uc_mcontext.gregs[REG_EAX] = -EACCES;
#elif defined(__aarch64__)
    interrupted->uc_mcontext.regs[0] = (unsigned long long)-EACCES;
#endif
}

static void enter_sandbox(int flags)
{
    struct sock_filter instructions[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_openat, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_TRAP),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    const struct sock_fprog filter = {sizeof instructions / sizeof instructions[0], instructions};
    /* libc's own prctl, taken from its handle by dlsym(3), so that no preload library sees the call. */
    void *libc = dlopen("libc.so.6", RTLD_LAZY | RTLD_NOLOAD);
    int (*own_prctl)(int, ...) = libc == NULL ? NULL : (int (*)(int, ...))dlsym(libc, "prctl");
    struct sigaction action = {.sa_sigaction = on_trap, .sa_flags = SA_SIGINFO | flags};
    EXPECT(own_prctl != NULL, "libc's own prctl");
    EXPECT(sigaction(SIGSYS, &action, NULL) == 0, "sigaction");
    EXPECT(own_prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0, "no new privileges");
    EXPECT(own_prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter) == 0, "seccomp");
}

static void refused_open(void)
{
    errno = 0;
    const int descriptor = open("/etc/passwd", O_RDONLY);
    EXPECT(descriptor == -1 && errno == EACCES && trapped > 0, "open is answered by the handler");
}

static void expect_mask(bool sigsys)
{
    sigset_t now;
    sigprocmask(SIG_BLOCK, NULL, &now);
    EXPECT(!sigismember(&now, SIGUSR1) && !sigismember(&now, SIGTERM), "signals are blocked");
    EXPECT(sigismember(&now, SIGSYS) == sigsys, "SIGSYS is blocked, or is not");
}

static void child_plain(void)
{
    enter_sandbox(SA_NODEFER);
    for (int i = 0; i < 100; i++) {
        EXPECT(access("/plain", F_OK) == -1 && errno == ENOENT, "access");
        refused_open();
    }
    expect_mask(false);
}

static void child_nested(void)
{
    enter_sandbox(SA_NODEFER);
    calls_traced = 1;
    for (int i = 0; i < 100; i++) {
        EXPECT(access("/nested", F_OK) == -1 && errno == ENOENT, "access");
        refused_open();
    }
    expect_mask(false);
}

static void child_blocked(void)
{
    enter_sandbox(0);
    calls_traced = 1;
    for (int i = 0; i < 100; i++) {
        refused_open();
    }
    expect_mask(false);
}

static void child_left(void)
{
    enter_sandbox(SA_NODEFER);
    for (volatile int i = 0; i < 100; i++) {
        if (sigsetjmp(back, 1) == 0) {
            jumps = 1;
            access("/left", F_OK);
        }
        jumps = 0;
        expect_mask(false);
        refused_open();
    }
}

static void run(const char *name, void (*child)(void))
{
    const pid_t process = fork();
    if (process == 0) {
        child();
        _exit(0);
    }
    int status = -1;
    EXPECT(process > 0 && waitpid(process, &status, 0) == process, "waitpid");
    EXPECT(!WIFSIGNALED(status), name);
    EXPECT(WEXITSTATUS(status) == 0, name);
}

/* Each line begins with a process id and is complete. */
static void expect_whole_lines(void)
{
    char *rest = trap_read(trap_trace_file());
    char *line;
    while ((line = strsep(&rest, "\n")) != NULL && rest != NULL) {
        const char *id = strstr(line, "] ");
        EXPECT(line[0] == '[' && id != NULL && strstr(id + 1, "] ") == NULL, line);
    }
}

int main(void)
{
    if (prctl(PR_GET_SECCOMP, 0, 0, 0, 0) == -1 && errno == EINVAL) {
        dprintf(2, "no sandbox: this kernel, or qemu-user, has no seccomp(2)\n");
        return 77;
    }
    access("/before", F_OK);
    run("plain", child_plain);
    run("nested", child_nested);
    run("blocked", child_blocked);
    run("left", child_left);
    access("/after", F_OK);
    if (trap_trace_file() != NULL) {
        expect_whole_lines();
    }
    trap_expect_traced("\"/before\"");
    trap_expect_traced("\"/after\"");
    return 0;
}
