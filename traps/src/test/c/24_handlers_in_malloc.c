/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Row 24: a timer of 1 kHz interrupts malloc(3), stdio and the wrappers themselves, in several threads. Its handler
 * calls stat and write, which signal-safety(7) allows, so their wrappers must be safe, too.
 *
 * Breaks when: a line is made with snprintf, or in memory from malloc: a handler that interrupts malloc waits for its
 * lock for ever, or the heap is corrupted.
 *
 * Build: -D_GNU_SOURCE -pthread
 */
#include "trap.h"
#include <pthread.h>
#include <sys/time.h>

static volatile sig_atomic_t handled;
static volatile bool stop;

static void handler(int signal)
{
    struct stat status;
    const int saved_errno = errno;
    (void)signal;
    EXPECT(stat("/in-handler", &status) == -1 && errno == ENOENT, "stat in a handler");
    EXPECT(write(-1, "in-handler", 10) == -1 && errno == EBADF, "write in a handler");
    handled++;
    errno = saved_errno;
}

static void *work(void *unused)
{
    unsigned seed = 1;
    char *blocks[64] = {NULL};
    char text[64];
    while (!stop) {
        const unsigned at = (unsigned)rand_r(&seed) % 64;
        free(blocks[at]);
        blocks[at] = malloc((size_t)rand_r(&seed) % 5000 + 1);
        EXPECT(blocks[at] != NULL, "malloc");
        memset(blocks[at], 1, 1);
        snprintf(text, sizeof text, "%d %.3f", seed, (double)seed / 3);
        errno = 77;
        EXPECT(access("/in-main", F_OK) == -1 && errno == ENOENT, "access");
        FILE *stream = fopen("/dev/null", "w");
        EXPECT(stream != NULL && fprintf(stream, "%s\n", text) > 0 && fclose(stream) == 0, "stdio");
    }
    for (int i = 0; i < 64; i++) {
        free(blocks[i]);
    }
    return unused;
}

int main(void)
{
    const struct sigaction action = {.sa_handler = handler, .sa_flags = SA_RESTART};
    const struct itimerval often = {{0, 1000}, {0, 1000}};
    const struct itimerval never = {{0, 0}, {0, 0}};
    pthread_t threads[2];
    sigaction(SIGALRM, &action, NULL);
    for (int i = 0; i < 2; i++) {
        EXPECT(pthread_create(&threads[i], NULL, work, NULL) == 0, "pthread_create");
    }
    setitimer(ITIMER_REAL, &often, NULL);
    while (handled < 700) {
        free(malloc(100));
    }
    setitimer(ITIMER_REAL, &never, NULL);
    stop = true;
    for (int i = 0; i < 2; i++) {
        pthread_join(threads[i], NULL);
    }
    trap_expect_traced("] stat(\"/in-handler\", 0x");
    trap_expect_traced("] write(-1, \"in-handler\", 10) = -1 EBADF");
    return 0;
}
