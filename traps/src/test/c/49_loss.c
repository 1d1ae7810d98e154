/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Row 49: the disk is full, the file reaches RLIMIT_FSIZE, or the reader of a pipe is gone: the program is not
 * affected, and the loss is counted and reported. A process that has put itself into a sandbox cannot open the file,
 * and nothing is printed on its standard error.
 *
 * Breaks when: SIGXFSZ or SIGPIPE of the shim's own write is not removed: the child is killed by it. When a lost line
 * is not counted, or counted twice: "5 lines" is missing. When the destructor does not report: nothing on stderr for
 * /dev/full. When the loss in a sandbox is reported to descriptor 2: "[4711] shimgen: 6 lines lost (ENOSYS)", as `man
 * ls` printed. When every EPERM is taken for a sandbox: the last child prints nothing.
 *
 * Build: -D_GNU_SOURCE
 */
#include "trap.h"
#include <dlfcn.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>

static const char log_name[] = "trap-log";

/* The file must not grow for a while, then may again. */
static void child_with_limit(void)
{
    struct rlimit limit;
    getrlimit(RLIMIT_FSIZE, &limit);
    const rlim_t old = limit.rlim_cur;
    limit.rlim_cur = 1;
    setrlimit(RLIMIT_FSIZE, &limit);
    for (int i = 0; i < 5; i++) {
        EXPECT(access("/lost", F_OK) == -1 && errno == ENOENT, "access");
    }
    limit.rlim_cur = old;
    setrlimit(RLIMIT_FSIZE, &limit);
    access("/kept", F_OK);
    exit(0);
}

/* Descriptor 2 is a pipe that nobody reads; the program's own SIGPIPE still arrives. */
static volatile sig_atomic_t pipes;
static void count_pipe(int signal)
{
    (void)signal;
    pipes++;
}

static void child_with_pipe(void)
{
    struct sigaction action = {.sa_handler = SIG_DFL};
    sigaction(SIGPIPE, &action, NULL);
    EXPECT(access("/lost", F_OK) == -1 && errno == ENOENT, "access");
    action.sa_handler = count_pipe;
    sigaction(SIGPIPE, &action, NULL);
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGPIPE);
    sigprocmask(SIG_BLOCK, &set, NULL);
    raise(SIGPIPE);
    access("/lost", F_OK);
    sigprocmask(SIG_UNBLOCK, &set, NULL);
    _exit(pipes == 1 ? 0 : 8);
}

/*
 * From now on files cannot be opened with some of these flags: seccomp(2). The call goes to libc's own prctl, since the
 * shim would write nothing any more if it knew (row 59).
 */
static void child_in_sandbox(unsigned flags, unsigned error)
{
    struct sock_filter instructions[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_openat, 0, 3),
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, args[2])),
        BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, flags, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | error),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    const struct sock_fprog filter = {sizeof instructions / sizeof instructions[0], instructions};
    void *libc = dlopen("libc.so.6", RTLD_LAZY | RTLD_NOLOAD);
    int (*own_prctl)(int, ...) = libc == NULL ? NULL : (int (*)(int, ...))dlsym(libc, "prctl");
    EXPECT(own_prctl != NULL, "libc's own prctl");
    own_prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    EXPECT(own_prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter) == 0, "seccomp");
    for (int i = 0; i < 5; i++) {
        EXPECT(access("/lost", F_OK) == -1 && errno == ENOENT, "access");
    }
    exit(0);
}

/* What a process in a sandbox prints on its standard error. */
static char *said_in_sandbox(const char *argument)
{
    const char name[] = "trap-error";
    const int old_stderr = dup(2);
    const int file = open(name, O_RDWR | O_CREAT | O_TRUNC, 0600);
    dup2(file, 2);
    const int status = trap_again(argument, log_name);
    dup2(old_stderr, 2);
    close(old_stderr);
    close(file);
    char *text = trap_read(name);
    EXPECT(WIFEXITED(status) && WEXITSTATUS(status) == 0, text);
    unlink(name);
    unlink(log_name);
    return text;
}

static void sandboxes(void)
{
    const int refusals[] = {ENOSYS, EPERM, EACCES};
    for (int i = 0; i < 3; i++) {
        char argument[16];
        snprintf(argument, sizeof argument, "s%d", refusals[i]);
        const char *errors = said_in_sandbox(argument);
        EXPECT(errors[0] == '\0', errors);
    }
    /* Only this file cannot be opened: that must be reported. */
    const char *errors = said_in_sandbox("create");
    EXPECT(strstr(errors, "] shimgen: 6 lines lost (EPERM): ") != NULL && strstr(errors, "/trap-log\n") != NULL, errors);
}

int main(int argc, char **argv)
{
    if (argc > 1) {
        if (argv[1][0] == 's') {
            child_in_sandbox(O_WRONLY | O_RDWR, (unsigned)atoi(argv[1] + 1));
        }
        if (argv[1][0] == 'c') {
            child_in_sandbox(O_CREAT, EPERM);
        }
        if (argv[1][0] == 'l') {
            child_with_limit();
        }
        child_with_pipe();
    }
    int status = trap_again("limit", log_name);
    EXPECT(WIFEXITED(status) && WEXITSTATUS(status) == 0, "a file at its limit");
    char *log = trap_read(log_name);
    const char *loss = strstr(log, "] shimgen: 5 lines lost (EFBIG)\n");
    const char *kept = strstr(log, "] access(\"/kept\"");
    EXPECT(loss != NULL, "the loss must be reported");
    EXPECT(kept != NULL && loss < kept, "before the next line that can be written");
    unlink(log_name);

    const int first_stderr = dup(2);
    const int said = open(log_name, O_CREAT | O_TRUNC | O_WRONLY, 0600);
    dup2(said, 2);
    status = trap_again("limit", "/dev/full");
    dup2(first_stderr, 2);
    EXPECT(WIFEXITED(status) && WEXITSTATUS(status) == 0, "a full disk");
    log = trap_read(log_name);
    /* The five lines, "/kept" and exit: none of them could be written. */
    EXPECT(strstr(log, "] shimgen: 7 lines lost (ENOSPC): /dev/full\n") != NULL, log);
    unlink(log_name);

    if (prctl(PR_GET_SECCOMP) == -1 && errno == EINVAL) {
        dprintf(2, "no sandbox: this kernel, or qemu-user, has no seccomp(2)\n");
    } else {
        sandboxes();
    }

    const int old_stderr = dup(2);
    int ends[2];
    EXPECT(pipe(ends) == 0, "pipe");
    close(ends[0]);
    dup2(ends[1], 2);
    status = trap_again("pipe", "stderr");
    dup2(old_stderr, 2);
    EXPECT(WIFEXITED(status) && WEXITSTATUS(status) == 0, "a pipe without reader");
    return 0;
}
