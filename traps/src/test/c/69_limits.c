/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Row 69: names that stand for others, where there is little: no memory behind a pointer, no room on a stack, no room in a
 * name; in signal handlers, and in threads.
 *
 * Breaks when: shimgen_redirect_length reads a page before the kernel has said that it is there: SIGSEGV. The texts of a walk have
 * PATH_MAX bytes each on the stack: SIGSEGV. Long names get no memory: "as long as a name can be".
 *
 * Build: -D_GNU_SOURCE -O2 -pthread -Wno-nonnull
 * Shim: redirected
 */
#include "trap_redirect.h"
#include <limits.h>
#include <pthread.h>
#include <sys/mman.h>
#include <sys/time.h>

static char long_link[PATH_MAX];

static void wild(void)
{
    char *volatile null = NULL;
    char *volatile low = (char *)1;
    char *volatile high = (char *)~0UL;
    struct stat status;
    char *const pages = mmap(NULL, 8192, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    mprotect(pages + 4096, 4096, PROT_NONE);
    memcpy(pages + 4096 - 7, "/trap-a", 7);
    EXPECT(stat(null, &status) == -1 && errno == EFAULT, "stat(NULL)");
    EXPECT(open(low, O_RDONLY) == -1 && errno == EFAULT, "open(1)");
    EXPECT(access(high, F_OK) == -1 && errno == EFAULT, "the last byte of memory");
    EXPECT(access(pages + 4096 - 7, F_OK) == -1 && errno == EFAULT, "a name that runs off its page");
    EXPECT(rename("/trap-a/file", null) == -1 && errno == EFAULT, "rename to NULL");
#ifndef __i386__ /* where libc converts what the kernel says, and writes it to the wild pointer itself */
    EXPECT(stat("/trap-a/file", (struct stat *)low) == -1 && errno == EFAULT, "stat into 1");
#endif
    EXPECT(readlink("/proc/self/exe", low, 10) == -1 && errno == EFAULT, "readlink into 1");
    EXPECT(execv(null, NULL) == -1 && errno == EFAULT, "execv(NULL)");
    EXPECT(utimensat(AT_FDCWD, null, NULL, 0) == -1, "utimensat of a descriptor");
    EXPECT(futimens(-1, NULL) == -1 && errno == EBADF, "futimens");
    memcpy(pages + 4096 - 13, "/trap-a/file", 13);
    EXPECT(access(pages + 4096 - 13, F_OK) == 0, "a name that ends with its page");
    munmap(pages, 8192);
}

static void long_names(void)
{
    static char name[3 * PATH_MAX];
    struct stat status;
    memset(name, 'x', sizeof name - 1);
    EXPECT(access(name, F_OK) == -1 && errno == ENAMETOOLONG, "a relative name that is too long");
    memcpy(name, "/trap-a/", 8);
    EXPECT(access(name, F_OK) == -1 && errno == ENAMETOOLONG, "a name that is too long");
    EXPECT(fopen(name, "r") == NULL && errno == ENAMETOOLONG, "a stream of such a name");
    name[PATH_MAX - 1] = '\0';
    EXPECT(stat(name, &status) == -1 && errno == ENAMETOOLONG, "a component that is too long");
    for (size_t i = 7; i + 3 < PATH_MAX; i += 2) {
        memcpy(name + i, "/.", 3);
    }
    /* It becomes longer than the kernel takes, but for what "." adds. */
    EXPECT(stat(name, &status) == -1 && errno == ENAMETOOLONG, "a name that becomes too long");
    const size_t room = PATH_MAX - strlen(trap_to) + 7 - 8;
    for (size_t i = 7; i < room; i += 2) {
        memcpy(name + i, "/.", 3);
    }
    EXPECT(stat(name, &status) == 0 && S_ISDIR(status.st_mode), "as long as a name can be");
    const size_t end = strlen(name);
    memcpy(long_link, name, sizeof long_link);
    snprintf(long_link + end - 200, 64, "/sub/../file");
    EXPECT(trap_says(AT_FDCWD, long_link, "of b"), "a long name with ..");
    EXPECT(chdir("/") == 0 && trap_says(AT_FDCWD, long_link + 1, "of b"), "a long relative name with ..");
}

static void handler(int signal)
{
    const int before = errno;
    struct stat status;
    (void)signal;
    if (stat("/trap-a/sub/../file", &status) != 0 || stat("/usr/../trap-a/file", &status) != 0) {
        _exit(9);
    }
    errno = before;
}

static void signals(void)
{
    const struct sigaction action = {.sa_handler = handler, .sa_flags = SA_RESTART};
    const struct itimerval often = {{0, 500}, {0, 500}};
    const struct itimerval never = {{0, 0}, {0, 0}};
    struct stat status;
    EXPECT(sigaction(SIGALRM, &action, NULL) == 0 && setitimer(ITIMER_REAL, &often, NULL) == 0, "a timer");
    for (int i = 0; i < 20000; i++) {
        EXPECT(stat("/trap-a/file", &status) == 0, "stat while handlers run");
        EXPECT(stat("/trap-a/none", &status) == -1 && errno == ENOENT, "stat of nothing while handlers run");
    }
    setitimer(ITIMER_REAL, &never, NULL);
}

static void *work(void *unused)
{
    struct stat status;
    char path[64];
    EXPECT(stat("/trap-a/sub/../file", &status) == 0, "stat on a small stack");
    EXPECT(rename("/trap-a/none", "/trap-a/../trap-a/other") == -1 && errno == ENOENT, "rename on a small stack");
    EXPECT(stat("/usr/../trap-a/sub/../file", &status) == 0, "a walk on a small stack");
    EXPECT(trap_says(AT_FDCWD, long_link, "of b"), "a long name on a small stack");
    EXPECT(readlink("/proc/self/cwd", path, sizeof path) == 1, "readlink on a small stack");
    return unused;
}

static void small_stack(void)
{
    const size_t smallest = (size_t)PTHREAD_STACK_MIN;
    pthread_attr_t attributes;
    pthread_t threads[4];
    pthread_attr_init(&attributes);
    EXPECT(pthread_attr_setstacksize(&attributes, smallest > 16384 ? smallest : 16384) == 0, "a stack's size");
    for (int i = 0; i < 4; i++) {
        EXPECT(pthread_create(&threads[i], &attributes, work, NULL) == 0, "pthread_create");
    }
    for (int i = 0; i < 4; i++) {
        pthread_join(threads[i], NULL);
    }
}

int main(void)
{
    trap_redirect("/trap-d/e");
    wild();
    long_names();
    signals();
    small_stack();
    return 0;
}
