/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Row 10: on 32 bits, a program that is built with 64-bit file offsets and times calls other symbols (__stat64_time64,
 * lseek64, __clock_gettime64), whose parameters have another layout. On 64 bits the macros change nothing.
 *
 * Shim: wide
 * Build: -D_GNU_SOURCE -D_FILE_OFFSET_BITS=64 -D_TIME_BITS=64 -pthread
 *
 * Breaks when: the symbols are not found by compiling references with these macros (no line for stat), or their
 * wrappers have the prototype of the plain names (the size is read from the wrong place, the offset is cut to 32 bits).
 */
#include "trap.h"
#include <dirent.h>
#include <ftw.h>
#include <glob.h>
#include <poll.h>
#include <pthread.h>
#include <semaphore.h>
#include <sys/resource.h>
#include <sys/select.h>
#include <sys/statvfs.h>
#include <sys/time.h>
#include <time.h>

static const off_t large = ((off_t)5 << 30) + 7;

/* In the year 2100: later than the last second that 32 bits can represent. */
static const time_t late = (time_t)4102444800;

static char folder[] = "/tmp/trap-wide-XXXXXX";
static char name[64];
static int seen;

static int count_entry(const char *path, const struct stat *status, int type, struct FTW *at)
{
    (void)path, (void)at;
    seen += type == FTW_F && status->st_size == large ? 1 : 0;
    return 0;
}

static void offsets(void)
{
    char byte = 'x';
    const int file = open(name, O_RDWR | O_CREAT, 0600);
    EXPECT(file >= 0 && ftruncate(file, large) == 0, "ftruncate");
    EXPECT(lseek(file, -1, SEEK_END) == large - 1, "an offset that needs 33 bits");
    EXPECT(pwrite(file, "y", 1, large - 2) == 1 && pread(file, &byte, 1, large - 2) == 1 && byte == 'y', "pread");
    struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = large - 1, .l_len = 1};
    EXPECT(fcntl(file, F_SETLK, &lock) == 0, "fcntl locks a byte behind 4 GiB");
    FILE *stream = fopen(name, "r");
    EXPECT(stream != NULL && fseeko(stream, large - 2, SEEK_SET) == 0, "fseeko");
    EXPECT(ftello(stream) == large - 2 && fgetc(stream) == 'y' && fclose(stream) == 0, "ftello");
    struct statvfs space;
    struct rlimit limit;
    EXPECT(statvfs(folder, &space) == 0 && space.f_bsize > 0 && space.f_namemax > 0, "statvfs");
    EXPECT(getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur <= limit.rlim_max, "getrlimit");
    close(file);
}

static void statuses(void)
{
    struct stat status;
    const int file = open(name, O_RDONLY);
    const struct timespec times[2] = {{late, 0}, {late + 1, 5}};
    const struct timeval older[2] = {{late + 2, 0}, {late + 3, 7}};
    EXPECT(futimens(file, times) == 0 && fstat(file, &status) == 0, "futimens");
    EXPECT(status.st_size == large && status.st_mtime == late + 1, "fstat");
    EXPECT(utimes(name, older) == 0 && stat(name, &status) == 0, "utimes");
    EXPECT(status.st_size == large && status.st_mtime == late + 3, "stat");
    EXPECT(utimensat(AT_FDCWD, name, times, 0) == 0 && lstat(name, &status) == 0, "utimensat");
    EXPECT(status.st_size == large && status.st_mtime == late + 1, "lstat");
    EXPECT(fstatat(AT_FDCWD, name, &status, 0) == 0 && status.st_size == large, "fstatat");
    close(file);
}

static void directories(void)
{
    glob_t found;
    char pattern[80];
    int entries = 0;
    struct dirent *entry;
    DIR *directory = opendir(folder);
    EXPECT(directory != NULL, "opendir");
    while (entries < 3 && (entry = readdir(directory)) != NULL) {
        entries += entry->d_name[0] == '.' || strcmp(entry->d_name, "file") == 0 ? 1 : 100;
    }
    EXPECT(entries == 3 && closedir(directory) == 0, "readdir");
    snprintf(pattern, sizeof pattern, "%s/f*", folder);
    EXPECT(glob(pattern, 0, NULL, &found) == 0 && found.gl_pathc == 1, "glob");
    EXPECT(strcmp(found.gl_pathv[0], name) == 0, "what glob found");
    globfree(&found);
    EXPECT(nftw(folder, count_entry, 4, FTW_PHYS) == 0 && seen == 1, "nftw");
}

static void times(void)
{
    struct tm parts = {.tm_year = 200, .tm_mday = 1};
    struct timespec now = {0, 0}, soon = {0, 1000};
    struct timeval today = {0, 0}, limit = {0, 1000};
    const time_t second = time(NULL);
    EXPECT(second > 1000000000 && clock_gettime(CLOCK_REALTIME, &now) == 0, "time");
    EXPECT(now.tv_sec - second >= 0 && now.tv_sec - second < 100, "clock_gettime");
    EXPECT(gettimeofday(&today, NULL) == 0 && today.tv_sec - second < 100, "gettimeofday");
    EXPECT(mktime(&parts) == late, "mktime in 2100");
    EXPECT(gmtime_r(&late, &parts) == &parts && parts.tm_year == 200, "gmtime_r in 2100");
    const volatile time_t later = late; /* the compiler knows the result for constants */
    EXPECT(difftime(later, 0) == 4102444800.0, "difftime");
    EXPECT(nanosleep(&soon, NULL) == 0, "nanosleep");
    EXPECT(clock_nanosleep(CLOCK_MONOTONIC, 0, &soon, NULL) == 0, "clock_nanosleep");
    EXPECT(select(0, NULL, NULL, NULL, &limit) == 0, "select");
    EXPECT(ppoll(NULL, 0, &soon, NULL) == 0, "ppoll");
    sem_t semaphore;
    pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
    EXPECT(sem_init(&semaphore, 0, 0) == 0 && sem_timedwait(&semaphore, &soon) == -1 && errno == ETIMEDOUT, "sem_timedwait");
    EXPECT(pthread_mutex_lock(&mutex) == 0 && pthread_mutex_timedlock(&mutex, &soon) == ETIMEDOUT, "timedlock");
}

int main(void)
{
    _Static_assert(sizeof(off_t) == 8 && sizeof(time_t) == 8, "wide types");
    setenv("TZ", "UTC0", 1);
    EXPECT(mkdtemp(folder) != NULL, "mkdtemp");
    snprintf(name, sizeof name, "%s/file", folder);
    offsets();
    statuses();
    directories();
    times();
    EXPECT(unlink(name) == 0 && rmdir(folder) == 0, "the file is there");
    if (trap_trace_file() == NULL) {
        return 0;
    }
    static char trace[1 << 16]; /* what trap_read calls is traced here */
    const int file = open(trap_trace_file(), O_RDONLY);
    EXPECT(file >= 0 && read(file, trace, sizeof trace - 1) > 0 && close(file) == 0, "the trace");
    const char *once[] = {"ftruncate",  "lseek",         "pread",     "pwrite",          "fcntl",         "fseeko",
                          "ftello",     "statvfs",       "getrlimit", "opendir",         "glob",          "globfree",
                          "nftw",       "stat",          "lstat",     "fstat",           "fstatat",       "futimens",
                          "utimes",     "utimensat",     "time",      "clock_gettime",   "gettimeofday",  "mktime",
                          "gmtime_r",   "difftime",      "nanosleep", "clock_nanosleep", "select",        "ppoll",
                          "sem_timedwait", "pthread_mutex_timedlock", "fopen"};
    for (size_t i = 0; i < sizeof once / sizeof once[0]; i++) {
        char line[64];
        snprintf(line, sizeof line, "] %s(", once[i]);
        const char *first = strstr(trace, line);
        EXPECT(first != NULL, line);
        EXPECT(strstr(first + 1, line) == NULL, line);
    }
    /* Either the right size or only an address, never what is at that offset of the plain struct. */
    for (const char *at = trace; (at = strstr(at, "st_size=")) != NULL; at++) {
        EXPECT(strncmp(at, "st_size=5368709127}", 19) == 0, "a wrong size in the trace");
    }
    EXPECT(strstr(trace, ", 5368709126) = 1") == NULL && strstr(trace, ", 5368709125) = 1 <") != NULL, "pread's offset");
    EXPECT(strstr(trace, "] mktime(0x") != NULL && strstr(trace, ") = 4102444800 <") != NULL, "mktime's result");
    return 0;
}
