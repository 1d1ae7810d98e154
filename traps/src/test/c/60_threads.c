/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Row 60: one thread closes descriptors that it does not know, and opens files, while another thread is traced. open(2)
 * returns the lowest number, no byte of the trace gets into the program's file, the program's file stays open, and
 * programs that it starts do not inherit the trace's descriptor.
 *
 * Breaks when: the file is opened and closed for each line in spite of the threads: "open after close(0) was not 0" a
 * hundred times, "the program's own file" is gone; so with few descriptors, when none is kept there. When the
 * descriptor is written to without checking which file it is: the trace is in the program's file. When it is not
 * close-on-exec: the program that is started has it.
 *
 * Build: -D_GNU_SOURCE
 */
#include "trap.h"
#include <dirent.h>
#include <pthread.h>
#include <stdatomic.h>
#include <sys/resource.h>

enum { ROUNDS = 20000, TRACERS = 2 };

static atomic_int stop;
static atomic_int begun;
static atomic_int paused;
static atomic_int waiting;

static void *trace(void *unused)
{
    access("/of-a-tracer", F_OK);
    atomic_fetch_add(&begun, 1);
    while (!atomic_load(&stop)) {
        access("/of-a-tracer", F_OK);
        if (atomic_load(&paused)) {
            atomic_fetch_add(&waiting, 1);
            while (atomic_load(&paused)) {
                usleep(100);
            }
            atomic_fetch_sub(&waiting, 1);
        }
    }
    return unused;
}

/* Stops the tracing threads, so that what follows does not depend on timing. */
static void pause_tracers(void)
{
    atomic_store(&paused, 1);
    while (atomic_load(&waiting) < TRACERS) {
        usleep(100);
    }
}

static int open_descriptors(void)
{
    DIR *directory = opendir("/proc/self/fd");
    int count = 0;
    while (readdir(directory) != NULL) {
        count++;
    }
    closedir(directory);
    return count - 2 - 1; /* ".", "..", and the directory itself */
}

static void lowest_number(int rounds)
{
    int wrong = 0;
    for (int i = 0; i < rounds; i++) {
        close(0);
        wrong += open("/dev/null", O_RDONLY) != 0;
    }
    if (wrong != 0) {
        dprintf(2, "open after close(0) was not 0: %d of %d\n", wrong, rounds);
        _exit(1);
    }
}

static void blind_closing(void)
{
    const int times = trap_times(2000);
    for (int i = 0; i < times; i++) {
        for (int number = 3; number < 20; number++) {
            close(number);
        }
        const int own = open("own-data", O_RDWR | O_CREAT | O_TRUNC, 0600);
        EXPECT(own == 3 && write(own, "data\n", 5) == 5, "the program's own file");
        if (i % 16 == 0) {
            usleep(50);
        }
        EXPECT(lseek(own, 0, SEEK_END) == 5, "the trace is in the program's file");
    }
}

/* Closes and then takes every descriptor number; the trace's descriptor is one of them. */
static void every_number(void)
{
    struct stat status;
    pause_tracers();
    for (int number = 3; number < 1100; number++) {
        close(number);
    }
    access("/all-closed", F_OK);
    const int own = open("own-data", O_RDWR | O_CREAT | O_TRUNC, 0600);
    EXPECT(own == 3, "the lowest number");
    int last = own;
    for (int number = 4; number < 1100 && dup2(own, number) == number; number++) {
        last = number;
    }
    access("/all-taken", F_OK);
    EXPECT(fstat(own, &status) == 0 && status.st_size == 0, "the trace is in the program's file");
    for (int number = 4; number <= last; number++) {
        close(number);
    }
    access("/all-free", F_OK);
    EXPECT(fstat(own, &status) == 0 && status.st_size == 0, "the trace is in the program's file");
    close(own);
    atomic_store(&paused, 0);
}

/* If the trace file is removed, a new one is begun. */
static void removed_trace(void)
{
    if (trap_trace_file() == NULL) {
        return;
    }
    pause_tracers();
    EXPECT(rename(trap_trace_file(), "first-trace") == 0 && unlink("first-trace") == 0, "the trace so far");
    access("/begins-anew", F_OK);
    trap_expect_traced("\"/begins-anew\"");
    atomic_store(&paused, 0);
}

static pthread_t tracers[TRACERS];

static void start_tracers(void)
{
    for (int i = 0; i < TRACERS; i++) {
        EXPECT(pthread_create(&tracers[i], NULL, trace, NULL) == 0, "pthread_create");
    }
    /* The first line of a thread may open the trace, and take a number for that time. When each has written one, that
     * is over. */
    while (atomic_load(&begun) < TRACERS) {
        usleep(100);
    }
}

static void stop_tracers(void)
{
    atomic_store(&stop, 1);
    for (int i = 0; i < TRACERS; i++) {
        pthread_join(tracers[i], NULL);
    }
}

/* The same in a program that may have few descriptors. */
static void under_limit(rlim_t descriptors)
{
    struct rlimit before;
    getrlimit(RLIMIT_NOFILE, &before);
    const struct rlimit few = {descriptors, before.rlim_max};
    EXPECT(setrlimit(RLIMIT_NOFILE, &few) == 0, "setrlimit");
    const int status = trap_again("few", NULL);
    EXPECT(WIFEXITED(status) && WEXITSTATUS(status) == 0, "with few descriptors");
    EXPECT(setrlimit(RLIMIT_NOFILE, &before) == 0, "setrlimit");
}

int main(int argc, char **argv)
{
    if (argc > 1 && strcmp(argv[1], "few") == 0) {
        start_tracers();
        lowest_number(trap_times(ROUNDS / 8));
        stop_tracers();
        return 0;
    }
    if (argc > 1) {
        _exit(open_descriptors() == atoi(argv[1]) ? 0 : 1);
    }
    open("/dev/null", O_RDONLY); /* where there is no standard input */
    char expected[16];
    snprintf(expected, sizeof expected, "%d", open_descriptors());
    start_tracers();
    lowest_number(trap_times(ROUNDS));
    under_limit(63);
    under_limit(16);
    const int status = trap_again(expected, NULL);
    EXPECT(WIFEXITED(status) && WEXITSTATUS(status) == 0, "a program that is started has a descriptor of the shim");
    blind_closing();
    every_number();
    trap_expect_traced("\"/all-closed\"");
    trap_expect_traced("\"/all-free\"");
    removed_trace();
    stop_tracers();
    unlink("own-data");
    return 0;
}
