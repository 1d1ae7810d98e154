/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Row 59: a process restricts its system calls, and goes on with functions that make none, or only allowed ones. The
 * shim notices the calls of prctl(2) and syscall(2), though its spec does not name them; it says so in the trace, and
 * makes no system call from then on. If the restriction fails, the trace goes on.
 *
 * Breaks when: SHIMGEN_WATCH does not call shimgen_watch_begin: "strict" is killed by SIGKILL, the others by SIGSYS.
 * When a call that fails is not undone: "/goes-on" is missing. When a question about supported modes is taken for a
 * restriction: the note is there too often. When the setting stays in the environment: "another program" is killed by
 * SIGSYS.
 *
 * Build: -D_GNU_SOURCE
 */
#include "trap.h"
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

#define NOTE "] shimgen: the process restricts its system calls; unless that fails, no line follows\n"

#ifndef PR_SET_SYSCALL_USER_DISPATCH
#define PR_SET_SYSCALL_USER_DISPATCH 59
#endif

static void work(void)
{
    int number = 0;
    char text[32];
    EXPECT(sscanf("17", "%d", &number) == 1 && number == 17, "sscanf");
    EXPECT(snprintf(text, sizeof text, "%d", number) == 2, "snprintf");
    EXPECT(write(1, "", 0) == 0, "write");
}

/* Allows only the system calls of `work` and of the process's end. */
static struct sock_fprog filter(void)
{
    static struct sock_filter instructions[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_write, 2, 0),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_exit_group, 1, 0),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    return (struct sock_fprog){sizeof instructions / sizeof instructions[0], instructions};
}

static void child_strict(void)
{
    EXPECT(prctl(PR_SET_SECCOMP, SECCOMP_MODE_STRICT) == 0, "strict mode");
    work();
    syscall(SYS_exit, 0);
}

static void child_prctl(void)
{
    const struct sock_fprog program = filter();
    EXPECT(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0, "no new privileges");
    EXPECT(prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0, "a filter by prctl");
    work();
    exit(0);
}

static void child_seccomp(void)
{
    const struct sock_fprog program = filter();
    EXPECT(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0, "no new privileges");
    EXPECT(syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &program) == 0, "a filter by syscall");
    work();
    _exit(0);
}

/* man 2 prctl: system calls from anywhere are answered by SIGSYS as long as the selector says so. */
static void child_dispatch(void)
{
    static volatile char selector;
    if (prctl(PR_SET_SYSCALL_USER_DISPATCH, 1, 0L, 0L, &selector) == -1) {
        EXPECT(errno == EINVAL, "user dispatch");
        _exit(0); /* Linux 5.11, x86 */
    }
    selector = 1;
    int number = 0;
    const bool read = sscanf("17", "%d", &number) == 1 && number == 17;
    selector = 0;
    _exit(read ? 0 : 1);
}

/* A child of a process whose filter allows fork(2) and what that needs: without openat(2), everything else works. */
static void child_inherits(void)
{
    struct sock_filter instructions[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_openat, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    const struct sock_fprog program = {sizeof instructions / sizeof instructions[0], instructions};
    EXPECT(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0, "no new privileges");
    EXPECT(syscall(SYS_prctl, PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0, "a filter by syscall of prctl");
    const pid_t child = fork();
    if (child == 0) {
        EXPECT(access("/silent", F_OK) == -1 && errno == ENOENT, "access");
        exit(0);
    }
    int status = -1;
    EXPECT(waitpid(child, &status, 0) == child && WIFEXITED(status) && WEXITSTATUS(status) == 0, "the child");
    exit(0);
}

/* A filter survives execve(2): the dynamic linker and main() need none of what this one kills for. */
static void child_becomes_another(void)
{
    struct sock_filter instructions[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_getpid, 1, 0),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_clock_gettime, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    const struct sock_fprog program = {sizeof instructions / sizeof instructions[0], instructions};
    EXPECT(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0, "no new privileges");
    EXPECT(prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0, "a filter by prctl");
    trap_exec("silent");
    _exit(127);
}

static void run(const char *name, void (*child)(void))
{
    const pid_t process = fork();
    if (process == 0) {
        child();
    }
    int status = -1;
    EXPECT(process > 0 && waitpid(process, &status, 0) == process, "waitpid");
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
        dprintf(2, "%s: wait status %d\n", name, status);
        exit(1);
    }
}

int main(int argc, char **argv)
{
    if (argc > 1) {
        char path[32];
        snprintf(path, sizeof path, "/%s", argv[1]);
        access(path, F_OK);
        return 0;
    }
    if (prctl(PR_GET_SECCOMP, 0, 0, 0, 0) == -1 && errno == EINVAL) {
        dprintf(2, "no sandbox: this kernel, or qemu-user, has no seccomp(2)\n");
        return 77;
    }
    run("strict", child_strict);
    run("a filter by prctl", child_prctl);
    run("a filter by syscall", child_seccomp);
    run("a child", child_inherits);
    run("another program", child_becomes_another);
    const int notes = trap_count(NOTE);
    EXPECT(notes == -1 || notes == 5, "a note for each process that restricts itself");
    run("user dispatch", child_dispatch);
    EXPECT(trap_count("\"/silent\"") <= 0, "a line after the note");

    /* Asking whether filters are supported, and installing a filter without instructions, both fail. */
    const int before = trap_count(NOTE);
    errno = 0;
    EXPECT(prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, NULL, 0, 0) == -1 && errno == EFAULT, "a question");
    EXPECT(syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, NULL) == -1 && errno == EFAULT, "a question");
    const struct sock_fprog nothing = {0, NULL};
    EXPECT(prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &nothing, 0, 0) == -1 && errno != 0, "no filter");
    EXPECT(before == -1 || trap_count(NOTE) == before + 1, "a note for the attempt alone");
    access("/goes-on", F_OK);
    trap_expect_traced("\"/goes-on\"");
    EXPECT(trap_again("goes-on-in-another", NULL) == 0, "another program");
    trap_expect_traced("\"/goes-on-in-another\"");
    return 0;
}
