/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Calls one function after the other, as its arguments say, and prints what each gives. For HandlersTest.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <netinet/in.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static void say(const char *what, long result)
{
    printf("%s = %ld", what, result);
    if (result == -1 && errno != 0) {
        printf(" %s", strerrorname_np(errno));
    }
    putchar('\n');
    fflush(stdout);
}

static void ask_stat(const char *path)
{
    struct stat status;
    memset(&status, 0, sizeof status);
    errno = 0;
    const int result = stat(path, &status);
    say("stat", result);
    if (result == 0) {
        printf("mode %o size %lld\n", (unsigned)status.st_mode, (long long)status.st_size);
    }
}

static int last = -1;

static void ask_open(const char *path, int flags)
{
    errno = 0;
    last = open(path, flags, 0600);
    say("open", last);
    if (last >= 0) {
        printf("flags %o cloexec %d\n", (unsigned)fcntl(last, F_GETFL) & (unsigned)(O_ACCMODE | O_APPEND), fcntl(last, F_GETFD));
    }
}

static void ask_read(size_t count)
{
    char *bytes = malloc(count + 1);
    memset(bytes, '?', count);
    errno = 0;
    const ssize_t got = read(last, bytes, count);
    say("read", got);
    if (got > 0 && got < 100) {
        printf("\"%.*s\" then '%c'\n", (int)got, bytes, (size_t)got < count ? bytes[got] : '-');
    } else if (got > 0) {
        unsigned long sum = 0;
        for (ssize_t i = 0; i < got; i++) {
            sum = sum * 31 + (unsigned char)bytes[i];
        }
        printf("sum %lu\n", sum);
    }
    free(bytes);
}

static void ask_write(size_t count)
{
    char *bytes = malloc(count + 1);
    for (size_t i = 0; i < count; i++) {
        bytes[i] = (char)('a' + i % 26);
    }
    errno = 0;
    say("write", write(last, bytes, count));
    free(bytes);
}

static void ask_connect(const char *host, int port)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((unsigned short)port)};
    inet_pton(AF_INET, host, &address.sin_addr);
    last = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    errno = 0;
    say("connect", connect(last, (struct sockaddr *)&address, sizeof address));
    struct sockaddr_storage own;
    socklen_t size = sizeof own;
    memset(&own, 0, sizeof own);
    errno = 0;
    say("getsockname", getsockname(last, (struct sockaddr *)&own, &size));
    printf("family %d, %u bytes, port %d\n", own.ss_family, (unsigned)size, ntohs(((struct sockaddr_in *)&own)->sin_port));
}

static void *calls(void *count)
{
    for (long i = 0; i < *(long *)count; i++) {
        struct stat status;
        status.st_size = -1;
        if (stat("/number", &status) != 0 || status.st_size != (long long)syscall(SYS_gettid)) {
            printf("another thread's answer: %lld instead of %ld\n", (long long)status.st_size, syscall(SYS_gettid));
            exit(3);
        }
    }
    return NULL;
}

static void threads(int number, long count)
{
    pthread_t all[512];
    for (int i = 0; i < number; i++) {
        pthread_create(&all[i], NULL, calls, &count);
    }
    for (int i = 0; i < number; i++) {
        pthread_join(all[i], NULL);
    }
    printf("%d threads\n", number);
}

static void processes(int number, int each, long count)
{
    for (int i = 0; i < number; i++) {
        if (fork() == 0) {
            threads(each, count);
            exit(0);
        }
    }
    int failed = 0;
    for (int i = 0; i < number; i++) {
        int status;
        wait(&status);
        failed += status != 0;
    }
    printf("%d processes, %d failed\n", number, failed);
}

/* Calls until it is killed; each result must be the handler's, the real one, or what the spec says. */
static void forever(void)
{
    printf("begins\n");
    fflush(stdout);
    for (;;) {
        struct stat status;
        errno = 0;
        const int result = stat("/number", &status);
        if (result == 0 ? status.st_size != (long long)syscall(SYS_gettid) : errno != ENOENT) {
            printf("wrong: %d %s\n", result, strerrorname_np(errno));
            exit(3);
        }
        errno = 0;
        if (access("/number", F_OK) != 0 && errno != EACCES && errno != ENOENT) {
            printf("wrong: access %s\n", strerrorname_np(errno));
            exit(3);
        }
    }
}

/* How many descriptors are open. */
static void descriptors(void)
{
    int open = 0;
    for (int i = 0; i < 1024; i++) {
        open += fcntl(i, F_GETFD) != -1;
    }
    printf("descriptors %d\n", open);
}

/* How often the process has gone to sleep in so many calls. */
static void switches(int calls)
{
    struct rusage before;
    struct rusage after;
    getrusage(RUSAGE_SELF, &before);
    for (int i = 0; i < calls; i++) {
        access("/", F_OK);
    }
    getrusage(RUSAGE_SELF, &after);
    printf("%ld\n", after.ru_nvcsw - before.ru_nvcsw);
}

int main(int count, char **words)
{
    signal(SIGPIPE, SIG_IGN);
    for (int i = 1; i < count; i++) {
        const char *const word = words[i];
        errno = 0;
        if (strcmp(word, "stat") == 0) {
            ask_stat(words[++i]);
        } else if (strcmp(word, "statnull") == 0) {
            char *volatile wild = (char *)1;
            struct stat status;
            say("stat", stat(wild, &status));
        } else if (strcmp(word, "statro") == 0) {
            struct stat *volatile readonly = (struct stat *)(void *)"a constant";
            errno = 0;
            say("stat", stat("/there", readonly));
        } else if (strcmp(word, "access") == 0) {
            say("access", access(words[++i], F_OK));
        } else if (strcmp(word, "open") == 0) {
            ask_open(words[++i], O_RDWR);
        } else if (strcmp(word, "openc") == 0) {
            ask_open(words[++i], O_RDWR | O_CLOEXEC | O_APPEND);
        } else if (strcmp(word, "read") == 0) {
            ask_read(strtoul(words[++i], NULL, 10));
        } else if (strcmp(word, "write") == 0) {
            ask_write(strtoul(words[++i], NULL, 10));
        } else if (strcmp(word, "close") == 0) {
            say("close", close(last));
        } else if (strcmp(word, "getcwd") == 0) {
            char folder[100];
            printf("getcwd = %s\n", getcwd(folder, sizeof folder));
        } else if (strcmp(word, "getenv") == 0) {
            const char *const value = getenv(words[++i]);
            printf("getenv = %s\n", value == NULL ? "NULL" : value);
        } else if (strcmp(word, "pipe") == 0) {
            int ends[2] = {-1, -1};
            const int result = pipe(ends);
            say("pipe", result);
            printf("ends %d %d\n", ends[0] >= 0, ends[1] >= 0);
            last = ends[0];
        } else if (strcmp(word, "connect") == 0) {
            ask_connect(words[i + 1], atoi(words[i + 2]));
            i += 2;
        } else if (strcmp(word, "socket") == 0) {
            say("socket", last = socket(AF_UNIX, SOCK_STREAM, 0));
        } else if (strcmp(word, "accept") == 0) {
            struct sockaddr_in address = {0};
            socklen_t length = sizeof address;
            say("accept", last = accept(-1, (struct sockaddr *)&address, &length));
            printf("from port %d\n", ntohs(address.sin_port));
        } else if (strcmp(word, "memfd") == 0) {
            say("memfd_create", last = memfd_create(words[++i], MFD_CLOEXEC));
        } else if (strcmp(word, "fmod") == 0) {
            volatile double x = 7.5;
            printf("fmod = %g\n", fmod(x, 2));
        } else if (strcmp(word, "getpriority") == 0) {
            errno = 0;
            printf("getpriority = %d %s\n", getpriority(PRIO_PROCESS, 0), strerrorname_np(errno));
        } else if (strcmp(word, "fadvise") == 0) {
            printf("posix_fadvise = %s\n", strerrorname_np(posix_fadvise(0, 0, 0, POSIX_FADV_NORMAL)));
        } else if (strcmp(word, "fopen") == 0) {
            FILE *const file = fopen(words[++i], "r");
            printf("fopen = %s\n", file == NULL ? strerrorname_np(errno) : "a file");
        } else if (strcmp(word, "readdir") == 0) {
            DIR *const folder = opendir(words[++i]);
            const struct dirent *const entry = readdir(folder);
            printf("readdir = %s\n", entry == NULL ? "NULL" : entry->d_name);
        } else if (strcmp(word, "mkdir") == 0) {
            say("mkdir", mkdir(words[++i], 0700));
        } else if (strcmp(word, "chdir") == 0) {
            say("chdir", chdir(words[++i]));
        } else if (strcmp(word, "sleep") == 0) {
            struct timespec time = {0, atol(words[++i]) * 1000000};
            nanosleep(&time, NULL);
        } else if (strcmp(word, "line") == 0) {
            for (int letter = getchar(); letter != '\n' && letter != EOF; letter = getchar()) {
            }
        } else if (strcmp(word, "threads") == 0) {
            threads(atoi(words[i + 1]), atol(words[i + 2]));
            i += 2;
        } else if (strcmp(word, "processes") == 0) {
            processes(atoi(words[i + 1]), atoi(words[i + 2]), atol(words[i + 3]));
            i += 3;
        } else if (strcmp(word, "forever") == 0) {
            forever();
        } else if (strcmp(word, "descriptors") == 0) {
            descriptors();
        } else if (strcmp(word, "pid") == 0) {
            printf("pid %d\n", getpid());
        } else if (strcmp(word, "secure") == 0) {
            printf("secure %lu\n", getauxval(AT_SECURE));
        } else if (strcmp(word, "dup2") == 0) {
            /* Puts a file of the program in the place of every descriptor that may be a connection. */
            const int file = open(words[++i], O_RDWR | O_CREAT, 0600);
            for (int number = 800; number < 1024; number++) {
                dup2(file, number);
            }
        } else if (strcmp(word, "closefrom") == 0) {
            syscall(SYS_close_range, 3, ~0U, 0);
        } else if (strcmp(word, "switches") == 0) {
            switches(atoi(words[++i]));
        } else if (strcmp(word, "fork") == 0) {
            /* The child does the rest. */
            fflush(stdout);
            const pid_t child = fork();
            if (child != 0) {
                waitpid(child, NULL, 0);
                return 0;
            }
        } else if (strcmp(word, "setuid") == 0) {
            const uid_t user = (uid_t)atoi(words[++i]);
            say("setresuid", setresuid(user, user, user));
        } else if (strcmp(word, "chroot") == 0) {
            say("chroot", chroot(words[++i]));
        } else if (strcmp(word, "few") == 0) {
            const struct rlimit limit = {8, 8};
            setrlimit(RLIMIT_NOFILE, &limit);
        } else if (strcmp(word, "exec") == 0) {
            fflush(stdout);
            execv(words[0], words + i);
        } else {
            fprintf(stderr, "what is %s?\n", word);
            return 2;
        }
    }
    return 0;
}
