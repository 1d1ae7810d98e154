/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Limits that a program has, or gives itself: what is left for it is what it would have without a session. The first argument
 * says which; the exit status is 0 if the program could do what it wanted.
 */
#define _GNU_SOURCE
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#define MIB (1024UL * 1024)
#define LIMIT (200 * MIB)
#define WANTED (175 * MIB)

static int fail(const char *what)
{
    perror(what);
    return 1;
}

static int take(void)
{
    char *memory = malloc(WANTED);
    if (memory == NULL) {
        return fail("malloc");
    }
    memory[0] = memory[WANTED - 1] = 1;
    access("/taken", F_OK);
    return memory[0] - 1;
}

static int limit_by(const char *function)
{
    const struct rlimit limit = {LIMIT, LIMIT};
    if (strcmp(function, "setrlimit") == 0 ? setrlimit(RLIMIT_AS, &limit) != 0
        : strcmp(function, "prlimit") == 0 ? prlimit(getpid(), RLIMIT_AS, &limit, NULL) != 0
                                           : syscall(SYS_prlimit64, 0, RLIMIT_AS, &limit, NULL) != 0) {
        return fail(function);
    }
    return take();
}

/* Without the right to lock as much as it wants: capabilities(7), CAP_IPC_LOCK. */
static int lock_by(const char *function)
{
    const struct rlimit limit = {8 * MIB, 8 * MIB};
    if (setrlimit(RLIMIT_MEMLOCK, &limit) != 0 || (getuid() == 0 && setresuid(65534, 65534, 65534) != 0)) {
        return fail("setrlimit");
    }
    const int locked = strcmp(function, "mlockall") == 0 ? mlockall(MCL_CURRENT | MCL_FUTURE)
                                                         : (int)syscall(SYS_mlockall, MCL_CURRENT | MCL_FUTURE);
    if (locked != 0) {
        return fail(function);
    }
    access("/locked", F_OK);
    void *more = mmap(NULL, 4 * MIB, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return more == MAP_FAILED ? fail("mmap") : 0;
}

/* What a program may have done before it limits itself: written much, had many threads, left signal handlers by jumps. */
static void write_much(void)
{
    for (int i = 0; i < 100000; i++) {
        access("/much", F_OK);
    }
}

static void *write_one(void *unused)
{
    access("/one", F_OK);
    return unused;
}

static void have_threads(void)
{
    for (int i = 0; i < 300; i++) {
        pthread_t thread;
        if (pthread_create(&thread, NULL, write_one, NULL) == 0) {
            pthread_join(thread, NULL);
        }
    }
}

static sigjmp_buf back;

static void jump_back(int number)
{
    (void)number;
    siglongjmp(back, 1);
}

/* A signal may come at any instruction of a thread's first event. */
static void *be_left(void *unused)
{
    if (sigsetjmp(back, 1) == 0) {
        const struct itimerval soon = {{0, 0}, {0, 30}};
        setitimer(ITIMER_REAL, &soon, NULL);
        for (;;) {
            access("/left", F_OK);
        }
    }
    return unused;
}

static void leave_by_jumps(void)
{
    signal(SIGALRM, jump_back);
    for (int i = 0; i < 300; i++) {
        const pid_t child = fork();
        if (child == 0) {
            be_left(NULL);
            const struct rlimit limit = {LIMIT, LIMIT};
            setrlimit(RLIMIT_AS, &limit);
            _exit(take());
        }
        int status;
        if (waitpid(child, &status, 0) != child || status != 0) {
            _exit(1);
        }
    }
}

/* How much is mapped: proc(5), "statm". */
static long mapped(void)
{
    long pages = 0;
    FILE *file = fopen("/proc/self/statm", "r");
    if (file == NULL || fscanf(file, "%ld", &pages) != 1) {
        perror("/proc/self/statm");
    }
    fclose(file);
    return pages;
}

/* What limits another process, or nothing, leaves this one as it is. */
static int limit_others(void)
{
    const struct rlimit limit = {LIMIT, LIMIT};
    access("/before", F_OK);
    const long before = mapped();
    if (mlockall(0) == 0) {
        return fail("mlockall");
    }
    const pid_t child = vfork();
    if (child == 0) {
        setrlimit(RLIMIT_AS, &limit);
        execl("/bin/true", "true", (char *)NULL);
        _exit(1);
    }
    int status;
    if (waitpid(child, &status, 0) != child || status != 0) {
        return fail("vfork");
    }
    const long after = mapped();
    if (after < before) {
        fprintf(stderr, "%ld pages are mapped after %ld\n", after, before);
    }
    return after < before;
}

/* Threads that have a chunk each and sleep, and one that has to go on. */
static void *sleep_on(void *unused)
{
    access("/sleeper", F_OK);
    pause();
    return unused;
}

static int go_on_beside_sleepers(void)
{
    const struct rlimit limit = {LIMIT, LIMIT};
    pthread_t threads[60];
    setrlimit(RLIMIT_AS, &limit);
    pthread_attr_t small;
    pthread_attr_init(&small);
    pthread_attr_setstacksize(&small, 65536);
    for (unsigned i = 0; i < sizeof threads / sizeof threads[0]; i++) {
        if (pthread_create(&threads[i], &small, sleep_on, NULL) != 0) {
            return fail("pthread_create");
        }
        usleep(1000);
    }
    for (int i = 0; i < 500; i++) {
        access("/awake", F_OK);
        usleep(1000);
    }
    return 0;
}

/* Threads that look for chunks all the time while the process limits itself again and again. */
#define WRITERS 6
#define CALLS 20000

static void *write_events(void *unused)
{
    for (int i = 0; i < CALLS; i++) {
        access("/busy", F_OK);
    }
    return unused;
}

static int limit_while_writing(void)
{
    for (int child = 0; child < 10; child++) {
        const pid_t process = fork();
        if (process == 0) {
            pthread_t threads[WRITERS];
            for (int i = 0; i < WRITERS; i++) {
                pthread_create(&threads[i], NULL, write_events, NULL);
            }
            for (unsigned long size = 2048 * MIB; size >= 512 * MIB; size -= 16 * MIB) {
                const struct rlimit limit = {size, RLIM_INFINITY};
                if (setrlimit(RLIMIT_AS, &limit) != 0) {
                    _exit(fail("setrlimit"));
                }
                usleep(200);
            }
            for (int i = 0; i < WRITERS; i++) {
                pthread_join(threads[i], NULL);
            }
            _exit(0);
        }
        int status;
        if (waitpid(process, &status, 0) != process || status != 0) {
            fprintf(stderr, "a child ended with %#x\n", status);
            return 1;
        }
    }
    return 0;
}

static volatile sig_atomic_t is_child;

static void fork_and_limit(int signal)
{
    (void)signal;
    if (!is_child && fork() == 0) {
        const struct rlimit limit = {MIB, MIB}; /* of the pool, the fewest chunks */
        is_child = 1;
        setrlimit(RLIMIT_AS, &limit);
    }
}

/* A handler forks while an event is being written; the child limits itself, and goes on with the event: 200 times. */
static int fork_in_events(void)
{
    enum { STRINGS = 500 };
    static char *strings[STRINGS + 1];
    static char text[100];
    int failed = 0;
    memset(text, 'A', sizeof text - 1);
    for (int i = 0; i < STRINGS; i++) {
        strings[i] = text;
    }
    signal(SIGALRM, fork_and_limit);
    for (int i = 0; i < 200; i++) {
        const struct itimerval soon = {{0, 0}, {0, 200 + i * 4}};
        setitimer(ITIMER_REAL, &soon, NULL);
        for (int j = 0; j < 100; j++) {
            int status;
            execv("/none/at/all", strings);
            if (is_child) {
                _exit(0);
            }
            while (waitpid(-1, &status, WNOHANG) > 0) {
                failed += status != 0;
            }
        }
    }
    for (int status; wait(&status) > 0;) {
        failed += status != 0;
    }
    fprintf(stderr, failed == 0 ? "" : "%d children have failed\n", failed);
    return failed != 0;
}

int main(int count, char **arguments)
{
    const char *what = count > 1 ? arguments[1] : "";
    if (strcmp(what, "asks") == 0) {
        access("/asked", F_OK);
        return 0;
    }
    if (strcmp(what, "takes") == 0) {
        return take();
    }
    if (strcmp(what, "limits") == 0) {
        return limit_by(arguments[2]);
    }
    if (strcmp(what, "locks") == 0) {
        return lock_by(arguments[2]);
    }
    if (strcmp(what, "afterwards") == 0) {
        strcmp(arguments[2], "much") == 0 ? write_much() : strcmp(arguments[2], "threads") == 0 ? have_threads() : leave_by_jumps();
        return limit_by("setrlimit");
    }
    if (strcmp(what, "others") == 0) {
        return limit_others();
    }
    if (strcmp(what, "forks") == 0) {
        return fork_in_events();
    }
    if (strcmp(what, "sleepers") == 0) {
        return go_on_beside_sleepers();
    }
    return limit_while_writing();
}
