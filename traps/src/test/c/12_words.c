/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Row 12: arguments that may or may not be there, ints and pointers, on the stack and in registers.
 *
 * Shim: peculiar
 *
 * Breaks when: the arguments are fetched as int: the lock's address loses its upper half, EFAULT. When syscall passes
 * on one argument too few: mmap gets another offset, and maps the wrong page. When all possible words are shown:
 * "fcntl(3, 1, 94529)", with whatever the register held.
 */
#define _GNU_SOURCE
#include "trap.h"
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/sem.h>
#include <sys/syscall.h>

/* mmap(2), "C library/kernel differences": where a word has 32 bits, its arguments are in memory, and mmap2's are words. */
#ifdef SYS_mmap2
#define MAP_NUMBER SYS_mmap2
#define MAP_UNIT 4096
#else
#define MAP_NUMBER SYS_mmap
#define MAP_UNIT 1
#endif

union semun {
    int val;
    struct semid_ds *buf;
};

static void files(void)
{
    int ends[2];
    int count = 0;
    struct flock lock = {.l_type = F_WRLCK};
    FILE *file = tmpfile();
    EXPECT(pipe(ends) == 0 && write(ends[1], "abc", 3) == 3, "pipe");
    EXPECT(ioctl(ends[0], FIONREAD, &count) == 0 && count == 3, "ioctl with a pointer");
    EXPECT(fcntl(ends[0], F_SETFD, FD_CLOEXEC) == 0, "fcntl with an int");
    EXPECT(fcntl(ends[0], F_GETFD) == FD_CLOEXEC, "fcntl with nothing");
    EXPECT(file != NULL && fcntl(fileno(file), F_SETLK, &lock) == 0, "fcntl with a pointer");
    EXPECT(fcntl(-1, F_GETFD) == -1 && errno == EBADF, "fcntl's error");
    EXPECT(fcntl(-1, F_SETOWN, -4711) == -1 && errno == EBADF, "F_SETOWN");
}

static void memory(void)
{
    const long page = sysconf(_SC_PAGESIZE);
    FILE *file = tmpfile();
    EXPECT(ftruncate(fileno(file), 2 * page) == 0 && pwrite(fileno(file), "second", 6, page) == 6, "the file");
    char *map = (char *)syscall(MAP_NUMBER, NULL, page, PROT_READ, MAP_PRIVATE, fileno(file), page / MAP_UNIT);
    EXPECT(map != MAP_FAILED && memcmp(map, "second", 6) == 0, "syscall with six arguments");
    char *room = mmap(NULL, 4 * page, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    EXPECT(mremap(map, page, page, MREMAP_MAYMOVE | MREMAP_FIXED, room + page) == room + page, "mremap to a place");
    EXPECT(memcmp(room + page, "second", 6) == 0, "what was moved");
    EXPECT(mremap(room + page, page, page, MREMAP_MAYMOVE) != MAP_FAILED, "mremap without a place");
}

static void processes(void)
{
    char name[16] = "";
    EXPECT(prctl(PR_SET_NAME, "renamed", 0, 0, 0) == 0 && prctl(PR_GET_NAME, name) == 0, "prctl");
    EXPECT(strcmp(name, "renamed") == 0, "the name");
    const pid_t child = fork();
    if (child == 0) {
        _exit(ptrace(PTRACE_TRACEME) == 0 && raise(SIGSTOP) == 0 ? 7 : 1);
    }
    static volatile long word = 4711;
    int status = 0;
    EXPECT(waitpid(child, &status, 0) == child, "waitpid");
    if (WIFSTOPPED(status)) { /* not where a sandbox forbids ptrace(2) */
        errno = 0;
        EXPECT(ptrace(PTRACE_PEEKDATA, child, &word, NULL) == 4711 && errno == 0, "PTRACE_PEEKDATA");
        EXPECT(ptrace(PTRACE_POKEDATA, child, &word, 4712L) == 0, "PTRACE_POKEDATA");
        EXPECT(ptrace(PTRACE_PEEKDATA, child, &word, NULL) == 4712, "what was poked");
        EXPECT(ptrace(PTRACE_CONT, child, NULL, 0L) == 0, "PTRACE_CONT");
        EXPECT(waitpid(child, &status, 0) == child, "waitpid");
    }
    EXPECT(WIFEXITED(status), "the child");
}

static void semaphores(void)
{
    const int set = semget(IPC_PRIVATE, 1, 0600);
    if (set == -1 && (errno == ENOSYS || errno == EPERM)) {
        return;
    }
    struct semid_ds about;
    EXPECT(semctl(set, 0, SETVAL, (union semun){.val = 5}) == 0, "semctl with an int");
    EXPECT(semctl(set, 0, GETVAL) == 5, "semctl with nothing");
    EXPECT(semctl(set, 0, IPC_STAT, (union semun){.buf = &about}) == 0 && about.sem_nsems == 1, "semctl with a pointer");
    EXPECT(semctl(set, 0, IPC_RMID) == 0, "IPC_RMID");
}

int main(void)
{
    files();
    memory();
    processes();
    semaphores();
    char line[64];
    snprintf(line, sizeof line, "] syscall(%d, 0, ", MAP_NUMBER);
    trap_expect_traced(line);
    trap_expect_traced(", 2, 1) = 0 <"); /* F_SETFD */
    trap_expect_traced(", 1) = 1 <");    /* F_GETFD */
    snprintf(line, sizeof line, "] fcntl(-1, %d) = -1 EBADF (", F_GETFD);
    trap_expect_traced(line);
    snprintf(line, sizeof line, "] fcntl(-1, %d, -4711) = -1 EBADF (", F_SETOWN); /* a process group */
    trap_expect_traced(line);
    trap_expect_traced(", MREMAP_MAYMOVE) = 0x");
    trap_expect_traced("] ptrace(0) = "); /* an emulator may not have it */
    trap_expect_traced("] prctl(16, 0x"); /* PR_GET_NAME */
    return 0;
}
