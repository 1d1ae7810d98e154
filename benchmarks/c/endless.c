/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Calls stat(2) and open(2) of a file that is not there, again and again, whether somebody answers or not; "begins" is printed when a call has
 * been answered. SIGTERM ends it, but not while a call hangs; it then prints how many descriptors there are that were not there at the start.
 * Fails at once if a call gives what neither a handler nor the kernel says.
 *
 * endless [FILE]
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *path = "/answered";
static volatile sig_atomic_t told;

static void end(int signal)
{
    told = signal;
}

static void expect(bool right, const char *what)
{
    if (!right) {
        fprintf(stderr, "%s: %s\n", what, strerrorname_np(errno));
        exit(3);
    }
}

/* Whether it was answered. benchmarks/handlers says the caller's thread id as a size; a file system does not know it. */
static bool look(void)
{
    struct stat status = {.st_size = -1};
    errno = 0;
    const int result = stat(path, &status);
    expect(result == 0 ? status.st_size == gettid() || status.st_size == 0 : errno == ENOENT, "stat");
    const int file = open(path, O_RDONLY);
    expect(file >= 0 || errno == ENOENT, "open");
    if (file >= 0) {
        expect(close(file) == 0, "close");
    }
    return result == 0;
}

static int descriptors(void)
{
    int open = 0;
    for (int number = 0; number < 1024; number++) {
        open += fcntl(number, F_GETFD) != -1;
    }
    return open;
}

int main(int count, char **words)
{
    path = count > 1 ? words[1] : path;
    /* signal(7): a call that waits goes on waiting, as it would without the handler. */
    const struct sigaction action = {.sa_handler = end, .sa_flags = SA_RESTART};
    const int before = descriptors();
    sigaction(SIGTERM, &action, NULL);
    while (!look() && !told) {
        usleep(1000);
    }
    printf("begins\n");
    fflush(stdout);
    while (!told) {
        look();
    }
    look();
    printf("%d\n", descriptors() - before);
    return 0;
}
