/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * shimgen_pool_life.h: who writes into a session's pool: a process, and a thread.
 *
 * They are told apart by a number that each process gets with its first event, and by the ids that the system gives, which a
 * process that has restricted its system calls must not ask for.
 */
#ifndef SHIMGEN_POOL_LIFE_H
#define SHIMGEN_POOL_LIFE_H

#include <fcntl.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <unistd.h>

#include "shimgen_pool.h"
#include "shimgen_sys.h"

/* What a thread writes into. It is a copy of the parent's in the child of a fork(2), whose life is another one. */
struct shimgen_pool_thread {
    struct shimgen_pool_chunk *chunk;
    uintptr_t writing; /* the chunk in which it is writing an event, or 0; and 1 if a signal handler, which writes another, came in */
    unsigned long long life;
    unsigned generation; /* of the chunk, when it was claimed */
    unsigned home;       /* where it looks for a free chunk first, in that life; 0: nowhere yet */
    unsigned freed;      /* as in the pool's head when none was free, and one more; 0: there was one */
    unsigned process;    /* the ids of this thread, as it has asked for them; 0: it has not, or must not */
    unsigned thread;
};

/* Initial-exec: found without a call, and without memory to be allocated ("ELF Handling For Thread-Local Storage"). */
static __thread struct shimgen_pool_thread shimgen_pool_own __attribute__((tls_model("initial-exec")));

/* Whether the thread has storage of its own (shimgen_sys_errno). */
static inline bool shimgen_pool_has_storage(void)
{
    return (unsigned long)&shimgen_pool_own + 0x100000UL >= 0x200000UL;
}

/* The inode of this process's pid namespace, namespaces(7): "pid:[4026531836]"; 0 if there is no /proc to ask. */
static __attribute__((cold, noinline)) unsigned shimgen_pool_space(void)
{
    char name[32];
    unsigned space = 0;
    const long length = shimgen_sys_if_allowed(SYS_readlinkat, AT_FDCWD, (long)"/proc/self/ns/pid", (long)name, sizeof name, 0);
    for (long i = 0; i < length; i++) {
        const char digit = ((volatile char *)name)[i];
        space = digit >= '0' && digit <= '9' ? space * 10 + (unsigned)(digit - '0') : space;
    }
    return space;
}

/*
 * The pid namespace of the session's reader, if this process is in it; 0 if not, or if that is not known. The reader has a lock
 * on the file, and who asks for it learns its process id as it is in his own namespace (fcntl(2), F_GETLK; pid_namespaces(7)).
 * To ask /proc takes ten times as long, and each exec(2) would wait for it.
 */
static unsigned shimgen_pool_space_of_reader(const struct shimgen_pool_head *head, int descriptor)
{
    struct flock lock; /* member by member, as everywhere */
    if (sizeof(long) != sizeof lock.l_start) {
        return 0; /* the kernel's structure is another one */
    }
    lock.l_type = F_WRLCK;
    lock.l_whence = SEEK_SET;
    lock.l_start = 0;
    lock.l_len = 1;
    lock.l_pid = 0;
    const long asked = shimgen_sys_if_allowed(SYS_fcntl, descriptor, F_GETLK, (long)&lock, 0, 0);
    const bool here = asked == 0 && lock.l_type != F_UNLCK && lock.l_pid > 0 && (unsigned)lock.l_pid == head->reader;
    return here ? head->space : 0;
}

/*
 * What the process was that has asked last: this one or, in the child of a fork(2), its parent. Who has a parent of that id is
 * in the same namespace as this: who is the first in a new one has none. (An id of 1 is in each of them.)
 */
static struct {
    atomic_uint process;
    atomic_uint space;
} shimgen_pool_asked;

static unsigned shimgen_pool_space_of_parent(unsigned parent)
{
    const unsigned asked = atomic_load_explicit(&shimgen_pool_asked.process, memory_order_relaxed);
    return parent > 1 && parent == asked ? atomic_load_explicit(&shimgen_pool_asked.space, memory_order_relaxed) : 0;
}

/* A system call that gives an id; 0 if the process has restricted itself. */
static __attribute__((cold, noinline)) unsigned shimgen_pool_id(long number)
{
    const long id = shimgen_sys_if_allowed(number, 0, 0, 0, 0, 0);
    return id > 0 ? (unsigned)id : 0;
}

/*
 * Asks once who this process is. Its parent is asked for first, since it may end: from then on, getppid(2) gives init, or
 * a subreaper (prctl(2)). It gives 0 if the parent is in another pid namespace (pid_namespaces(7)). `space` is its namespace; 0
 * if that is not known yet.
 */
static __attribute__((cold, noinline)) void shimgen_pool_ask(struct shimgen_pool_life *life, unsigned space)
{
    if (atomic_load_explicit(&life->process, memory_order_relaxed) != 0) {
        return;
    }
    unsigned nobody = 0;
    const unsigned parent = shimgen_pool_id(SYS_getppid);
    atomic_compare_exchange_strong(&life->parent, &nobody, parent);
    if (space == 0) {
        space = shimgen_pool_space_of_parent(parent);
    }
    if (space == 0) {
        space = shimgen_pool_space();
    }
    const unsigned process = shimgen_pool_id(SYS_getpid);
    atomic_store_explicit(&life->space, space, memory_order_relaxed);
    atomic_store_explicit(&shimgen_pool_asked.process, 0, memory_order_relaxed);
    atomic_store_explicit(&shimgen_pool_asked.space, space, memory_order_relaxed);
    atomic_store_explicit(&shimgen_pool_asked.process, process, memory_order_relaxed);
    atomic_store_explicit(&life->process, process, memory_order_relaxed);
}

/*
 * Asks for the ids of this thread, unless it has already: the child of a vfork(2) has its parent's thread storage, and writes
 * with its ids, whoever claims the next chunk. That of a fork(2) has a copy of the storage, but another process id. A thread
 * that must not ask has none.
 */
static __attribute__((cold, noinline)) void shimgen_pool_ask_thread(struct shimgen_pool_life *life,
                                                                    struct shimgen_pool_thread *own)
{
    if (own->process != atomic_load_explicit(&life->process, memory_order_relaxed)) {
        own->thread = shimgen_pool_id(SYS_gettid);
        /* A signal handler in between finds that this has not been done yet. */
        atomic_signal_fence(memory_order_seq_cst);
        own->process = shimgen_pool_id(SYS_getpid);
    }
}

/*
 * Which process this is. The first event after a fork(2) finds 0 there. It is a number that no other process of the session has,
 * and greater than those before it. The time would not do: where it is the reader's, many processes begin at the same.
 */
static inline unsigned long long shimgen_pool_life(const struct shimgen_pool *pool)
{
    unsigned long long life = atomic_load_explicit(&pool->life->id, memory_order_relaxed);
    if (__builtin_expect(life == 0, 0)) {
        shimgen_sys_populate(pool->head);
        const unsigned long long chosen = 1 + atomic_fetch_add_explicit(&pool->head->lives, 1, memory_order_relaxed);
        shimgen_pool_ask(pool->life, 0);
        life = atomic_compare_exchange_strong(&pool->life->id, &life, chosen) ? chosen : life;
    }
    return life;
}

#endif
