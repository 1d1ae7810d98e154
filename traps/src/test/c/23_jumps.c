/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Row 23: a handler jumps out of blocked wrapped calls of every kind, many times. Other threads work meanwhile, and
 * afterwards no lock is held, no descriptor left open and no signal blocked.
 *
 * Breaks when: the wrapper holds a lock during the real call: the other thread stops. When signals are blocked during
 * the real call: the timer's signal never arrives and the test hangs.
 *
 * Build: -D_GNU_SOURCE -pthread
 */
#include "trap.h"
#include <pthread.h>
#include <setjmp.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>

static sigjmp_buf back;
static volatile bool stop;
static volatile unsigned long rounds;

static void handler(int signal)
{
    (void)signal;
    siglongjmp(back, 1);
}

static void *other(void *unused)
{
    while (!stop) {
        EXPECT(access("/other", F_OK) == -1 && errno == ENOENT, "access in another thread");
        rounds++;
    }
    return unused;
}

int main(void)
{
    char fifo[] = "trap-fifo", byte;
    int ends[2];
    pthread_t thread;
    struct sockaddr_un address = {.sun_family = AF_UNIX, .sun_path = "trap-socket"};
    const struct sigaction action = {.sa_handler = handler, .sa_flags = SA_RESTART};
    EXPECT(mkfifo(fifo, 0600) == 0 && pipe2(ends, O_CLOEXEC) == 0, "fifo and pipe");
    const int listener = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    EXPECT(bind(listener, (struct sockaddr *)&address, sizeof address) == 0 && listen(listener, 1) == 0, "listen");
    const int lowest = dup(0);
    close(lowest);
    /*
     * The other thread inherits a mask in which the signal is blocked: its handler must not jump to this thread's
     * frame.
     */
    sigset_t alarms;
    sigemptyset(&alarms);
    sigaddset(&alarms, SIGALRM);
    pthread_sigmask(SIG_BLOCK, &alarms, NULL);
    EXPECT(pthread_create(&thread, NULL, other, NULL) == 0, "pthread_create");
    pthread_sigmask(SIG_UNBLOCK, &alarms, NULL);
    sigaction(SIGALRM, &action, NULL);
    for (volatile int i = 0; i < 200; i++) {
        if (sigsetjmp(back, 1) == 0) {
            const struct itimerval soon = {.it_value = {0, 200 + 13 * (i % 60)}};
            setitimer(ITIMER_REAL, &soon, NULL);
            switch (i % 4) {
            case 0:
                open(fifo, O_RDONLY);
                break;
            case 1:
                openat(AT_FDCWD, fifo, O_WRONLY);
                break;
            case 2:
                (void)!read(ends[0], &byte, 1);
                break;
            default:
                accept(listener, NULL, NULL);
                break;
            }
            EXPECT(false, "a call that must block has returned");
        }
    }
    const unsigned long before = rounds;
    while (rounds < before + 10) {
        usleep(1000);
    }
    stop = true;
    pthread_join(thread, NULL);
    EXPECT(dup(0) == lowest, "descriptors were left open by jumps");
    sigset_t mask;
    sigprocmask(SIG_BLOCK, NULL, &mask);
    EXPECT(sigismember(&mask, SIGTERM) == 0 && sigismember(&mask, SIGALRM) == 0, "signals were left blocked by jumps");
    unlink(fifo);
    unlink(address.sun_path);
    trap_expect_traced("] access(\"/other\", F_OK) = -1 ENOENT");
    return 0;
}
