/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Row 49: the disk is full, the file reaches RLIMIT_FSIZE, or the reader of a pipe is gone: the program is not
 * affected, and the loss is counted and reported.
 *
 * Breaks when: SIGXFSZ or SIGPIPE of our own write is not taken away: the child is killed by it. When a lost line is not
 * counted, or counted twice: "5 lines" is missing. When the destructor does not report: nothing on stderr for /dev/full.
 *
 * Build: -D_GNU_SOURCE
 */
#include "trap.h"
#include <sys/resource.h>

static char log_name[64];

/* The file may not grow, then may again. */
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

/* Descriptor 2 is a pipe, and nobody reads it; the program's own SIGPIPE still arrives. */
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

int main(int argc, char **argv)
{
    if (argc > 1) {
        if (argv[1][0] == 'l') {
            child_with_limit();
        }
        child_with_pipe();
    }
    snprintf(log_name, sizeof log_name, "/tmp/trap-log-%d", getpid());
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
    /* Five, "/kept" and exit: none of them could be written. */
    EXPECT(strstr(log, "] shimgen: 7 lines lost (ENOSPC)\n") != NULL, log);
    unlink(log_name);

    int ends[2];
    EXPECT(pipe(ends) == 0, "pipe");
    const int old_stderr = dup(2);
    close(ends[0]);
    dup2(ends[1], 2);
    status = trap_again("pipe", "stderr");
    dup2(old_stderr, 2);
    EXPECT(WIFEXITED(status) && WEXITSTATUS(status) == 0, "a pipe without reader");
    return 0;
}
