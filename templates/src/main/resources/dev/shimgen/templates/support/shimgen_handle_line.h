/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * shimgen_handle_line.h: connections to a handler.
 *
 * A process keeps the connections that its calls have made, for the next ones. A call takes one that is idle, and gives it
 * back. Nobody else uses it meanwhile, so a signal handler that comes in, or another thread, takes another one.
 *
 * The kernel wipes the list in the child of a fork(2) (MADV_WIPEONFORK): connections that are shared with the parent would
 * mix up their answers. It closes what it has inherited before its first call. A child of vfork(2) has its parent's memory, and a
 * descriptor table of its own: it makes a connection for each call, and keeps none.
 *
 * Programs close descriptors that are not theirs (closefrom(3)), or put others in their place (dup2(2)). So a connection is
 * compared with what it was before each use, its number is out of the way (shimgen_file.h), and nothing is ever written but
 * by sendmsg(2), which fails for what is no socket.
 */
#ifndef SHIMGEN_HANDLE_LINE_H
#define SHIMGEN_HANDLE_LINE_H

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/mman.h>
#include <sys/socket.h>

#include "shimgen_handle.h"
#include "shimgen_handle_join.h"
#include "shimgen_identity.h"
#include "shimgen_socket.h"
#include "shimgen_sys.h"

#ifndef MADV_WIPEONFORK
#define MADV_WIPEONFORK 18 /* linux/mman.h since 4.14 */
#endif

/* What a connection is; else it is in use, and this is the id of the thread that uses it. */
#define SHIMGEN_HANDLE_EMPTY 0U
#define SHIMGEN_HANDLE_IDLE 0xffffffffU

struct shimgen_handle_line {
    atomic_uint state;
    int descriptor;
    unsigned long long inode;
    uintptr_t frame; /* of the call that has it; UINTPTR_MAX if that is not known yet, which is above all frames */
};

/* How many connections a process keeps; more calls that wait at the same time have one each for themselves. */
#define SHIMGEN_HANDLE_LINES 120

/* In a page that is wiped in the child of a fork(2). */
struct shimgen_handle_lines {
    atomic_uint process; /* whose they are; 0: nobody's yet */
    atomic_bool ready;   /* what was inherited is closed */
    struct shimgen_handle_line lines[SHIMGEN_HANDLE_LINES];
};

_Static_assert(sizeof(struct shimgen_handle_lines) <= SHIMGEN_SYS_PAGE, "one page is wiped");

static _Atomic(struct shimgen_handle_lines *) shimgen_handle_lines;

/* The same descriptors, where a child of fork(2) sees them. The number is in the upper half, and 1 more. */
static struct {
    atomic_int descriptor; /* 0: none; else 1 more */
    unsigned long long inode;
} shimgen_handle_inherited[SHIMGEN_HANDLE_LINES];

/* The list of this process's connections; NULL if it can keep none, as a child of vfork(2). */
static struct shimgen_handle_lines *shimgen_handle_own_lines(unsigned process)
{
    struct shimgen_handle_lines *lines = atomic_load_explicit(&shimgen_handle_lines, memory_order_acquire);
    if (lines == NULL) {
        struct shimgen_handle_lines *const made = shimgen_sys_memory(SHIMGEN_SYS_PAGE);
        if (made == NULL) {
            return NULL;
        }
        if (shimgen_sys_if_allowed(SYS_madvise, (long)made, SHIMGEN_SYS_PAGE, MADV_WIPEONFORK, 0, 0) != 0 ||
            !atomic_compare_exchange_strong(&shimgen_handle_lines, &lines, made)) {
            shimgen_sys(SYS_munmap, (long)made, SHIMGEN_SYS_PAGE, 0, 0, 0);
            lines = atomic_load_explicit(&shimgen_handle_lines, memory_order_acquire);
        } else {
            lines = made;
        }
        if (lines == NULL) {
            return NULL; /* a kernel that does not tell of a fork */
        }
    }
    unsigned owner = 0;
    if (atomic_compare_exchange_strong(&lines->process, &owner, process)) {
        for (int i = 0; i < SHIMGEN_HANDLE_LINES; i++) {
            const int inherited = atomic_exchange(&shimgen_handle_inherited[i].descriptor, 0);
            if (inherited != 0) {
                shimgen_socket_close(inherited - 1, shimgen_handle_inherited[i].inode);
            }
        }
        atomic_store_explicit(&lines->ready, true, memory_order_release);
        return lines;
    }
    return owner == process && atomic_load_explicit(&lines->ready, memory_order_acquire) ? lines : NULL;
}

/*
 * Connects to the handler; false if nobody listens, or there is no descriptor. A receive that has a time limit is not begun again
 * after a signal handler (signal(7)): in one, the process may have forked, and there is somebody else's answer to come.
 */
static bool shimgen_handle_connect(struct shimgen_handle_line *line, const struct shimgen_handle_place *place)
{
    struct shimgen_socket connection;
    if (!shimgen_socket_open(&connection, SOCK_SEQPACKET)) {
        return false;
    }
    line->descriptor = connection.descriptor;
    line->inode = connection.inode;
    return shimgen_socket_connect(&connection, &place->socket,
                                  atomic_load_explicit(&place->shim->limit, memory_order_relaxed));
}

static void shimgen_handle_remember(struct shimgen_handle_lines *lines, struct shimgen_handle_line *line)
{
    const ptrdiff_t number = line - lines->lines;
    shimgen_handle_inherited[number].inode = line->inode;
    atomic_store(&shimgen_handle_inherited[number].descriptor, line->descriptor + 1);
}

/* Closes a connection. `lines` is NULL if it is none that is kept. */
static void shimgen_handle_drop(struct shimgen_handle_lines *lines, struct shimgen_handle_line *line)
{
    shimgen_socket_close(line->descriptor, line->inode);
    if (lines != NULL) {
        line->frame = UINTPTR_MAX;
        atomic_store(&shimgen_handle_inherited[line - lines->lines].descriptor, 0);
        atomic_store_explicit(&line->state, SHIMGEN_HANDLE_EMPTY, memory_order_release);
    }
}

/* Whether the thread runs on a stack for signal handlers: sigaltstack(2). */
static bool shimgen_handle_is_on_other_stack(void)
{
    stack_t stack;
    stack.ss_flags = 0;
    return shimgen_sys_if_allowed(SYS_sigaltstack, 0, (long)&stack, 0, 0, 0) != 0 || (stack.ss_flags & SS_ONSTACK) != 0;
}

/*
 * Gives up connections whose calls are left: by siglongjmp(3) out of a signal handler, or because their thread was cancelled. A call that
 * this thread is still in has its frame above the one of this call; its stack grows downwards.
 */
static void shimgen_handle_reclaim(struct shimgen_handle_lines *lines, unsigned process, unsigned thread, uintptr_t frame)
{
    for (int i = 0; i < SHIMGEN_HANDLE_LINES; i++) {
        struct shimgen_handle_line *const line = &lines->lines[i];
        const unsigned owner = atomic_load_explicit(&line->state, memory_order_acquire);
        if (owner == SHIMGEN_HANDLE_EMPTY || owner == SHIMGEN_HANDLE_IDLE) {
            continue;
        }
        const bool is_left = owner == thread
                                 ? line->frame <= frame && !shimgen_handle_is_on_other_stack()
                                 : shimgen_sys_if_allowed(SYS_tgkill, process, owner, 0, 0, 0) == -ESRCH;
        if (is_left) {
            shimgen_handle_drop(lines, line);
        }
    }
}

/* A connection of that kind, which the thread has from now on; NULL if there is none. */
static struct shimgen_handle_line *shimgen_handle_take(struct shimgen_handle_lines *lines, unsigned kind, unsigned thread)
{
    for (int i = 0; i < SHIMGEN_HANDLE_LINES; i++) {
        unsigned state = kind;
        if (atomic_load_explicit(&lines->lines[i].state, memory_order_relaxed) == kind &&
            atomic_compare_exchange_strong(&lines->lines[i].state, &state, thread)) {
            lines->lines[i].frame = UINTPTR_MAX;
            return &lines->lines[i];
        }
    }
    return NULL;
}

/* An idle connection that is what it was; NULL if there is none. */
static struct shimgen_handle_line *shimgen_handle_idle(struct shimgen_handle_lines *lines, unsigned thread)
{
    struct shimgen_handle_line *line;
    while ((line = shimgen_handle_take(lines, SHIMGEN_HANDLE_IDLE, thread)) != NULL) {
        if (shimgen_socket_is(line->descriptor, line->inode)) {
            return line;
        }
        shimgen_handle_drop(lines, line); /* the program has closed it, or has put its own in its place */
    }
    return NULL;
}

#endif
