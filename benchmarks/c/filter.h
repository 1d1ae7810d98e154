/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * filter.h: a filter of system calls (seccomp(2)) that lets all of them pass but the two by which glibc makes stat(3) and open(3), on x86_64.
 * And what whoever is asked about these two does alike: it knows one file, which is not there, and has a status for it.
 */
#ifndef BENCHMARKS_FILTER_H
#define BENCHMARKS_FILTER_H

#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

/* Makes the calls of this process and of what it becomes an `action`; what seccomp(2) returns. */
static int filter_two_calls(unsigned action, unsigned flags)
{
    struct sock_filter code[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, arch)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, AUDIT_ARCH_X86_64, 0, 4),
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_newfstatat, 1, 0),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_openat, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, action),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    const struct sock_fprog program = {.len = sizeof code / sizeof code[0], .filter = code};
    /* seccomp(2): without it, only root may set a filter. */
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) {
        return -1;
    }
    return (int)syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, flags, &program);
}

/* Whether a string of another process is this one; it is read no further than that needs. */
static bool filter_names(pid_t process, unsigned long long address, const char *file)
{
    char name[256];
    const size_t size = strlen(file) + 1;
    struct iovec here = {name, size};
    struct iovec there = {(void *)address, size};
    return size <= sizeof name && process_vm_readv(process, &here, 1, &there, 1, 0) == (ssize_t)size && memcmp(name, file, size) == 0;
}

/* Copies into another process; false if there is no such memory. */
static bool filter_write(pid_t process, unsigned long long address, void *bytes, size_t size)
{
    struct iovec here = {bytes, size};
    struct iovec there = {(void *)address, size};
    return process_vm_writev(process, &here, 1, &there, 1, 0) == (ssize_t)size;
}

static bool filter_write_status(pid_t process, unsigned long long address)
{
    struct stat status = {.st_mode = S_IFREG | 0444, .st_size = process};
    return filter_write(process, address, &status, sizeof status);
}

#endif
