/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Row 43: programs that were linked long ago ask for old versions of symbols, which are other functions with the same
 * name. Each call must reach the version that the program asked for, traced or passed through.
 *
 * Breaks when: the shim's symbols have no version (LibraryExports.versions returns none): the old realpath(NULL)
 * allocates, then the old pthread_cond_init clears 40 bytes after its structure, which is smaller. When the old wrapper
 * forwards to the default (shimgen_candidate.wanted is NULL): the same. When old-versions.txt is empty:
 * sched_getaffinity fails with EINVAL, and a traced totalorder reads wild memory.
 *
 * Build: -D_GNU_SOURCE -Wno-nonnull -pthread -lm
 */
#include "trap.h"

#include <ftw.h>
#include <glob.h>
#include <math.h>
#include <pthread.h>
#include <regex.h>
#include <sched.h>
#include <spawn.h>
#include <time.h>

#define OLD(function, version) __asm__(".symver old_" #function ", " #function "@" version)

/* Each platform's glibc began with another release, and has old versions of functions that changed after it. */
#if defined __x86_64__
#define FIRST "GLIBC_2.2.5"
#define FIRST_SPAWN "GLIBC_2.2.5"
#define FIRST_NFTW "GLIBC_2.2.5"
#elif defined __i386__
#define FIRST "GLIBC_2.0"
#define FIRST_SPAWN "GLIBC_2.2"
#define FIRST_NFTW "GLIBC_2.1"
#else
#define FIRST "GLIBC_2.17"
#define FIRST_SPAWN "GLIBC_2.17"
#endif
#if defined __x86_64__ || defined __i386__
#define SINCE_THE_NINETIES
#endif

int old_pthread_kill(pthread_t, int);
OLD(pthread_kill, FIRST);
int old_glob(const char *, int, int (*)(const char *, int), glob_t *);
OLD(glob, FIRST);
FILE *old_fmemopen(void *, size_t, const char *);
OLD(fmemopen, FIRST_SPAWN);
int old_totalorder(double, double);
OLD(totalorder, "GLIBC_2.25");

#ifdef SINCE_THE_NINETIES
char *old_realpath(const char *, char *);
OLD(realpath, FIRST);
int old_pthread_cond_init(void *, const pthread_condattr_t *);
OLD(pthread_cond_init, FIRST);
int old_pthread_cond_wait(void *, pthread_mutex_t *);
OLD(pthread_cond_wait, FIRST);
int old_pthread_cond_timedwait(void *, pthread_mutex_t *, const struct timespec *);
OLD(pthread_cond_timedwait, FIRST);
int old_pthread_cond_signal(void *);
OLD(pthread_cond_signal, FIRST);
int old_pthread_cond_destroy(void *);
OLD(pthread_cond_destroy, FIRST);
int old_regexec(const regex_t *, const char *, size_t, regmatch_t *, int);
OLD(regexec, FIRST);
int old_posix_spawn(pid_t *, const char *, const posix_spawn_file_actions_t *, const posix_spawnattr_t *, char *const[],
                    char *const[]);
OLD(posix_spawn, FIRST_SPAWN);
int old_nftw(const char *, int (*)(const char *, const struct stat *, int, struct FTW *), int, int);
OLD(nftw, FIRST_NFTW);
int old_sched_getaffinity(pid_t, cpu_set_t *);
OLD(sched_getaffinity, "GLIBC_2.3.3");
#endif

#ifdef __x86_64__
void *old_memcpy(void *, const void *, size_t);
OLD(memcpy, "GLIBC_2.2.5");
int old_timer_create(clockid_t, struct sigevent *, int *);
OLD(timer_create, "GLIBC_2.2.5");
int old_timer_delete(int);
OLD(timer_delete, "GLIBC_2.2.5");
int middle_timer_create(clockid_t, struct sigevent *, timer_t *);
__asm__(".symver middle_timer_create, timer_create@GLIBC_2.3.3");
#endif

static char folder[] = "/tmp/trap-versions-XXXXXX";

/* glob(3) with GLOB_ALTDIRFUNC: a program from before glibc 2.27 does not set gl_lstat. */
static int stats, lstats;

static int count_stat(const char *restrict path, struct stat *restrict status)
{
    stats++;
    return stat(path, status);
}

static int count_lstat(const char *restrict path, struct stat *restrict status)
{
    lstats++;
    return lstat(path, status);
}

static void *no_directory(const char *path)
{
    (void)path;
    return NULL;
}

static void files(void)
{
    const char *path = "/etc/passwd";
    char *resolved = realpath("/", NULL);
    EXPECT(resolved != NULL && strcmp(resolved, "/") == 0, "realpath of today allocates");
    free(resolved);
#ifdef SINCE_THE_NINETIES
    errno = 0;
    EXPECT(old_realpath("/", NULL) == NULL && errno == EINVAL, "realpath@GLIBC_2.2.5 does not");
    char given[4096];
    EXPECT(old_realpath("/proc/self/..", given) == given && strcmp(given, "/proc") == 0, "realpath@GLIBC_2.2.5");
    trap_expect_traced("] realpath(\"/\", NULL) = \"/\" <");
    trap_expect_traced("] realpath(\"/\", NULL) = NULL EINVAL (Invalid argument) <");
#endif

    char bytes[] = "abcdefgh";
#ifdef __x86_64__
    EXPECT(memcmp(old_memcpy(bytes + 1, bytes, 7), "abcdefg", 7) == 0, "memcpy@GLIBC_2.2.5 is memmove");
#endif

    glob_t found = {.gl_stat = count_stat, .gl_lstat = count_lstat};
    found.gl_opendir = no_directory;
    EXPECT(glob(path, GLOB_ALTDIRFUNC, NULL, &found) == 0 && lstats == 1, "glob of today calls gl_lstat");
    globfree(&found);
    lstats = 0;
    EXPECT(old_glob(path, GLOB_ALTDIRFUNC, NULL, &found) == 0 && stats > 0 && lstats == 0,
           "glob@GLIBC_2.2.5 calls gl_stat");
    globfree(&found);

    EXPECT(nftw(folder, NULL, 1, 1 << 20) == -1 && errno == EINVAL, "nftw of today refuses unknown flags");

    FILE *stream = fmemopen(bytes, 0, "r");
    EXPECT(stream != NULL && fclose(stream) == 0, "fmemopen of today allows no bytes");
    EXPECT(old_fmemopen(bytes, 0, "r") == NULL && errno == EINVAL, "fmemopen@GLIBC_2.2.5 does not");
}

#ifdef SINCE_THE_NINETIES

static int count_entry(const char *path, const struct stat *status, int type, struct FTW *at)
{
    (void)path, (void)status, (void)type, (void)at;
    return 7;
}

static void expressions(void)
{
    regex_t expression;
    regmatch_t match[1] = {{0, 1}};
    EXPECT(regcomp(&expression, "b", 0) == 0, "regcomp");
    EXPECT(regexec(&expression, "ab", 1, match, REG_STARTEND) == REG_NOMATCH, "regexec of today knows REG_STARTEND");
    EXPECT(old_regexec(&expression, "ab", 1, match, REG_STARTEND) == 0 && match[0].rm_so == 1, "regexec@GLIBC_2.2.5");
    regfree(&expression);
    EXPECT(old_nftw(folder, count_entry, 1, 1 << 20) == 7, "nftw@GLIBC_2.2.5 ignores unknown flags");
}

static void spawn(void)
{
    char script[128];
    char *const arguments[] = {script, NULL};
    pid_t child;
    int status;
    snprintf(script, sizeof script, "%s/script", folder);
    const int file = open(script, O_CREAT | O_WRONLY, 0700);
    EXPECT(write(file, "exit 5\n", 7) == 7 && close(file) == 0, "a script without #!");
    EXPECT(posix_spawn(&child, script, NULL, NULL, arguments, environ) == ENOEXEC, "posix_spawn of today");
    EXPECT(old_posix_spawn(&child, script, NULL, NULL, arguments, environ) == 0, "posix_spawn@GLIBC_2.2.5 tries sh");
    EXPECT(waitpid(child, &status, 0) == child && WEXITSTATUS(status) == 5, "the script's status");
    unlink(script);
}

/* The condition variable of GLIBC_2.2.5 is one pointer; the bytes after it belong to other variables. */
static struct {
    void *condition;
    unsigned char behind[64];
} old;
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static bool signalled;

static void *wait_for_it(void *unused)
{
    pthread_mutex_lock(&mutex);
    while (!signalled) {
        EXPECT(old_pthread_cond_wait(&old.condition, &mutex) == 0, "pthread_cond_wait@GLIBC_2.2.5");
    }
    pthread_mutex_unlock(&mutex);
    return unused;
}

static void conditions(void)
{
    pthread_t thread;
    const struct timespec past = {1, 0};
    memset(old.behind, 0xaa, sizeof old.behind);
    EXPECT(old_pthread_cond_init(&old.condition, NULL) == 0, "pthread_cond_init@GLIBC_2.2.5");
    EXPECT(pthread_create(&thread, NULL, wait_for_it, NULL) == 0, "pthread_create");
    usleep(20000);
    pthread_mutex_lock(&mutex);
    signalled = true;
    EXPECT(old_pthread_cond_signal(&old.condition) == 0, "pthread_cond_signal@GLIBC_2.2.5");
    EXPECT(old_pthread_cond_timedwait(&old.condition, &mutex, &past) == ETIMEDOUT, "pthread_cond_timedwait");
    pthread_mutex_unlock(&mutex);
    pthread_join(thread, NULL);
    EXPECT(old_pthread_cond_destroy(&old.condition) == 0, "pthread_cond_destroy@GLIBC_2.2.5");
    for (size_t i = 0; i < sizeof old.behind; i++) {
        EXPECT(old.behind[i] == 0xaa, "the memory behind the old condition variable was overwritten");
    }
    pthread_cond_t today;
    pthread_mutex_lock(&mutex);
    EXPECT(pthread_cond_init(&today, NULL) == 0 && pthread_cond_timedwait(&today, &mutex, &past) == ETIMEDOUT,
           "pthread_cond_timedwait of today");
    pthread_mutex_unlock(&mutex);
    EXPECT(pthread_cond_destroy(&today) == 0, "pthread_cond_destroy of today");
}

#endif

static void *end(void *unused)
{
    return unused;
}

static void threads(void)
{
    pthread_t thread;
    int result = 0;
    EXPECT(pthread_create(&thread, NULL, end, NULL) == 0, "pthread_create");
    for (int i = 0; i < 120000 && result == 0; i++) {
        usleep(1000);
        result = old_pthread_kill(thread, 0);
    }
    EXPECT(result == ESRCH, "pthread_kill@GLIBC_2.2.5 of a thread that has ended");
#if __GLIBC_PREREQ(2, 34)
    EXPECT(pthread_kill(thread, 0) == 0, "pthread_kill of today");
#endif
    pthread_join(thread, NULL);
}

static void prototypes(void)
{
#ifdef SINCE_THE_NINETIES
    cpu_set_t set;
    CPU_ZERO(&set);
    EXPECT(old_sched_getaffinity(0, &set) == 0 && CPU_COUNT(&set) > 0, "sched_getaffinity@GLIBC_2.3.3 has no size");
    CPU_ZERO(&set);
    EXPECT(sched_getaffinity(0, sizeof set, &set) == 0 && CPU_COUNT(&set) > 0, "sched_getaffinity of today");
    trap_expect_traced("] sched_getaffinity(0, 0x");
#endif

#ifdef __x86_64__
    int numbers[2] = {-1, -1};
    struct sigevent none = {.sigev_notify = SIGEV_NONE};
    EXPECT(old_timer_create(CLOCK_MONOTONIC, &none, numbers) == 0, "timer_create@GLIBC_2.2.5");
    EXPECT(numbers[0] >= 0 && numbers[1] == -1, "the old timer_t is an int");
    EXPECT(old_timer_delete(numbers[0]) == 0, "timer_delete@GLIBC_2.2.5");
    timer_t timer;
    EXPECT(middle_timer_create(CLOCK_MONOTONIC, &none, &timer) == 0 && timer_delete(timer) == 0,
           "timer_create@GLIBC_2.3.3");
#endif

    const volatile double small = 1, large = 2;
    EXPECT(old_totalorder(small, large) == 1 && old_totalorder(large, small) == 0, "totalorder@GLIBC_2.25");
    const double one = 1, two = 2;
    EXPECT(totalorder(&one, &two) == 1 && totalorder(&two, &one) == 0, "totalorder of today");
}

int main(void)
{
    EXPECT(mkdtemp(folder) != NULL, "mkdtemp");
    files();
#ifdef SINCE_THE_NINETIES
    expressions();
    spawn();
    conditions();
#endif
    threads();
    prototypes();
    EXPECT(rmdir(folder) == 0, "rmdir");
    return 0;
}
