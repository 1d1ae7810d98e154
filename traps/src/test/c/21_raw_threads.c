/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Row 21: clone and unshare: children on another stack, in the same memory, with thread storage that is not
 * pthread_create's.
 *
 * Shim: peculiar
 *
 * Breaks when: clone's wrapper is a C function that does not pass on the variadic arguments: the child's id is not
 * where it should be, and the child has its parent's TLS.
 */
#define _GNU_SOURCE
#include "trap_stack.h"
#include <sched.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

static volatile int shared;
static volatile int child_errno;

/* Calls wrapped functions, traced or not, on its own stack. */
static int child(void *argument)
{
    for (int i = 0; i < 100; i++) {
        if (prctl(PR_GET_DUMPABLE) < 0 || access("/no/such/file", F_OK) != -1) {
            return 1;
        }
    }
    child_errno = errno;
    shared = *(int *)argument;
    return 0;
}

int main(int argc, char **argv)
{
    (void)argc;
    (void)argv;
    int argument = 4711;
    int status = -1;
    const struct trap_stack stack = trap_stack_new(65536), other = trap_stack_new(65536);
    pid_t id = clone(child, stack.low + stack.size, CLONE_VM | SIGCHLD, &argument);
    EXPECT(id > 0 && waitpid(id, &status, 0) == id && status == 0, "clone with CLONE_VM");
    trap_stack_print(stack, "a child in the same memory");
    EXPECT(shared == 4711, "the child writes to its parent's memory");

    /*
     * Thread storage that was not set up by libc; x86_64 needs its own address in its first word (ELF TLS, variant
     * II).
     */
    static char block[16384] __attribute__((aligned(64)));
    void **tls = (void **)(block + sizeof block / 2);
    tls[0] = tls;
    tls[2] = tls;
    pid_t told_parent = 0;
    volatile pid_t cleared = 1;
    argument = 42;
    const int flags = CLONE_VM | CLONE_FS | CLONE_FILES | CLONE_PARENT_SETTID | CLONE_CHILD_CLEARTID | SIGCHLD;
    errno = 77;
#ifdef __x86_64__
    id = clone(child, other.low + other.size, flags | CLONE_SETTLS, &argument, &told_parent, tls, &cleared);
#else
    id = clone(child, other.low + other.size, flags, &argument, &told_parent, tls, &cleared);
#endif
    EXPECT(id > 0 && waitpid(id, &status, 0) == id && status == 0, "clone with a TLS of its own");
    trap_stack_print(other, "a child with a TLS of its own");
    EXPECT(shared == 42 && told_parent == id && cleared == 0, "all seven arguments arrive");
#ifdef __x86_64__
    EXPECT(child_errno == ENOENT && errno == 77, "each has its own errno");
#endif
    EXPECT(clone(NULL, NULL, 0, NULL) == -1 && errno == EINVAL, "clone's error");

    if (unshare(CLONE_FS) == 0 && system("LD_PRELOAD= unshare -r true 2>/dev/null") == 0) {
        EXPECT(system("unshare -r true") == 0, "unshare -r true");
    }
    trap_expect_traced("] clone(0x");
    trap_expect_traced("] access(\"/no/such/file\", 0) = -1 ENOENT");
    return 0;
}
