/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * shimgen_mount_foreign.h: programs that will not be under the shim.
 *
 * A static program, one in Go, or one with another environment knows nothing of mounts, and finds no path that leads there. But it
 * may be started in a folder of a tree, or inherit the descriptor of one: there it would read files that have not been filled. So
 * before it is executed, all is filled. If that is not possible, neither is the execution.
 */
#ifndef SHIMGEN_MOUNT_FOREIGN_H
#define SHIMGEN_MOUNT_FOREIGN_H

#include <elf.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <link.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/stat.h>

#include "shimgen_copy.h"
#include "shimgen_memory.h"
#include "shimgen_mount_ask.h"
#include "shimgen_mount_name.h"
#include "shimgen_redirect_look.h"
#include "shimgen_settings.h"
#include "shimgen_sys.h"

/* How a program is executed. */
enum shimgen_mount_run {
    SHIMGEN_MOUNT_BY_NAME,
    SHIMGEN_MOUNT_BY_PATH, /* looked for along PATH, unless there is a slash in its name */
};

/* Bytes that are read of a program, and how many interpreters of scripts may be scripts. */
#define SHIMGEN_MOUNT_HEAD 4096
#define SHIMGEN_MOUNT_SCRIPTS 4

static bool shimgen_mount_contains(const char *text, const char *part)
{
    for (const volatile char *begin = text; *begin != '\0'; begin++) {
        size_t i = 0;
        while (part[i] != '\0' && begin[i] == part[i]) {
            i++;
        }
        if (part[i] == '\0') {
            return true;
        }
    }
    return false;
}

/* Whether the dynamic linker will load what it has loaded here. */
static bool shimgen_mount_preloads(char *const *environment)
{
    const struct shimgen_mount_place *const place = atomic_load_explicit(&shimgen_mount_place, memory_order_acquire);
    char **const variables = (char **)(uintptr_t)environment;
    const char *const preload = variables == NULL ? NULL : shimgen_settings_value(variables, "LD_PRELOAD=");
    return preload != NULL && place->preload[0] != '\0' && shimgen_mount_contains(preload, place->preload) &&
           shimgen_settings_value(variables, "SHIMGEN_SESSION=") != NULL;
}

/* Whether the kernel starts the dynamic linker for a program, which makes system calls by libc's functions. */
static bool shimgen_mount_is_linked(const unsigned char *head, size_t size)
{
    const ElfW(Ehdr) *const elf = (const void *)head;
    bool linked = false;
    if (elf->e_ident[EI_CLASS] != (sizeof(void *) == 8 ? ELFCLASS64 : ELFCLASS32) ||
        elf->e_phentsize != sizeof(ElfW(Phdr)) || elf->e_phoff % sizeof(long) != 0) {
        return false;
    }
    for (unsigned i = 0; i < elf->e_phnum; i++) {
        const size_t at = (size_t)elf->e_phoff + i * sizeof(ElfW(Phdr));
        if (at > size || sizeof(ElfW(Phdr)) > size - at) {
            return false; /* unusual enough to be careful */
        }
        const ElfW(Phdr) *const part = (const void *)(head + at);
        linked |= part->p_type == PT_INTERP;
        /* A note of the name "Go": its runtime makes system calls itself, even if it is linked to libc. */
        if (part->p_type == PT_NOTE && part->p_offset <= size && size - part->p_offset >= 16 &&
            head[part->p_offset] == 4 && head[part->p_offset + 12] == 'G' && head[part->p_offset + 13] == 'o' &&
            head[part->p_offset + 14] == '\0') {
            return false;
        }
    }
    return linked;
}

/* Whether a program, or the interpreter of a script, is one that a preloaded library gets into. What cannot be read fails anyway. */
static bool shimgen_mount_is_reached(int folder, const char *name, unsigned depth)
{
    union {
        unsigned char bytes[SHIMGEN_MOUNT_HEAD];
        ElfW(Ehdr) elf; /* for its alignment */
    } head;
    struct shimgen_mount_file file;
    const long descriptor =
        shimgen_sys_if_allowed(SYS_openat, folder, (long)name, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK, 0, 0);
    if (descriptor < 0) {
        return descriptor != -EACCES; /* it may be executed and not read */
    }
    const long size = shimgen_sys(SYS_read, descriptor, (long)head.bytes, sizeof head.bytes, 0, 0);
    const long looked = shimgen_mount_look((int)descriptor, "", 0, &file);
    shimgen_sys(SYS_close, descriptor, 0, 0, 0, 0);
    if (size < 4 || looked != 0) {
        return true;
    }
    if (head.bytes[0] == '#' && head.bytes[1] == '!') {
        long begin = 2;
        while (begin < size && (head.bytes[begin] == ' ' || head.bytes[begin] == '\t')) {
            begin++;
        }
        long end = begin;
        while (end < size && head.bytes[end] != ' ' && head.bytes[end] != '\t' && head.bytes[end] != '\n') {
            end++;
        }
        if (end == size || depth == SHIMGEN_MOUNT_SCRIPTS) {
            return false;
        }
        head.bytes[end] = '\0';
        return shimgen_mount_is_reached(AT_FDCWD, (const char *)head.bytes + begin, depth + 1);
    }
    if (size < (long)sizeof(ElfW(Ehdr)) || head.bytes[0] != ELFMAG0 || head.bytes[1] != ELFMAG1) {
        return true; /* a shell's */
    }
    /* A program with more rights than its caller ignores LD_PRELOAD: ld.so(8). */
    return (file.mode & (S_ISUID | S_ISGID)) == 0 && shimgen_mount_is_linked(head.bytes, (size_t)size);
}

/* The same of a program that is looked for along PATH. */
static bool shimgen_mount_is_reached_by_path(const char *name)
{
    char **const environment = shimgen_settings_environment();
    const char *const path = environment == NULL ? NULL : shimgen_settings_value(environment, "PATH=");
    const size_t size = (size_t)shimgen_memory_length(name, NAME_MAX + 1);
    char text[SHIMGEN_MOUNT_TEXT];
    for (size_t i = 0; i < size; i++) {
        if (name[i] == '/') {
            return shimgen_mount_is_reached(AT_FDCWD, name, 0);
        }
    }
    for (const volatile char *at = path == NULL ? "/bin:/usr/bin" : path; size <= NAME_MAX; at++) {
        size_t length = 0;
        while (at[length] != ':' && at[length] != '\0') {
            length++;
        }
        if (length + size + 3 <= sizeof text) {
            shimgen_copy((unsigned char *)text, (const unsigned char *)(uintptr_t)at, length);
            text[length] = '/';
            shimgen_copy((unsigned char *)text + length + 1, (const unsigned char *)name, size + 1);
            const char *const found = length == 0 ? text + 1 : text;
            if (shimgen_sys_if_allowed(SYS_faccessat, AT_FDCWD, (long)found, 1 /* X_OK */, 0, 0) == 0) {
                return shimgen_mount_is_reached(AT_FDCWD, found, 0);
            }
        }
        at += length;
        if (*at == '\0') {
            break;
        }
    }
    return true; /* there is none */
}

struct shimgen_mount_entry {
    unsigned long long inode;
    long long next;
    unsigned short size;
    unsigned char type;
    char name[];
};

/* Whether the process is in a tree, or has something there open. */
static bool shimgen_mount_is_inside(const struct shimgen_mount_head *head)
{
    char text[SHIMGEN_MOUNT_TEXT];
    union {
        char bytes[SHIMGEN_MOUNT_TEXT];
        unsigned long long aligned;
    } entries;
    const long length = shimgen_sys_if_allowed(SYS_getcwd, (long)text, sizeof text, 0, 0, 0);
    if (length < 0 || shimgen_mount_is_in_tree(head, text, (size_t)length)) {
        return true;
    }
    const long all = shimgen_sys_if_allowed(SYS_openat, AT_FDCWD, (long)"/proc/self/fd",
                                            O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0, 0);
    if (all < 0) {
        return true; /* who knows */
    }
    bool inside = false;
    for (;;) {
        const long size = shimgen_sys(SYS_getdents64, all, (long)entries.bytes, sizeof entries.bytes, 0, 0);
        if (size <= 0) {
            break;
        }
        for (long at = 0; at < size;) {
            const struct shimgen_mount_entry *const entry = (const void *)(entries.bytes + at);
            const long linked = shimgen_sys(SYS_readlinkat, all, (long)entry->name, (long)text, sizeof text, 0);
            inside |= linked > 0 && shimgen_mount_is_in_tree(head, text, (size_t)linked);
            at += entry->size;
        }
    }
    shimgen_sys(SYS_close, all, 0, 0, 0, 0);
    return inside;
}

/*
 * Before a program is executed; 0, or the errno that this fails with. `moves` says that it may be started in another folder, or with
 * other descriptors: posix_spawn(3).
 */
static __attribute__((noinline, unused)) int shimgen_mount_runs(const struct shimgen_mount_head *head, int folder,
                                                                const char *name, char *const *environment,
                                                                enum shimgen_mount_run how, bool moves)
{
    if (!shimgen_mount_is_any_pending(head) || name == NULL || shimgen_redirect_length(name) < 0) {
        return 0;
    }
    char *const *const variables = environment == NULL ? shimgen_settings_environment() : environment;
    const bool reached = shimgen_mount_preloads(variables) &&
                         (how == SHIMGEN_MOUNT_BY_PATH ? shimgen_mount_is_reached_by_path(name)
                                                       : shimgen_mount_is_reached(folder, name, 0));
    return reached || (!moves && !shimgen_mount_is_inside(head)) ? 0 : shimgen_mount_ask(SHIMGEN_MOUNT_ALL, 0);
}

#endif
