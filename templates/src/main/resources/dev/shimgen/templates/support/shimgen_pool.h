/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * shimgen_pool.h: the memory that events are written into, which a reader shares.
 *
 * A session is a folder, named by the environment variable SHIMGEN_SESSION. Its file "pool" is made by the reader, with
 * all of its pages, before any program maps it. It consists of chunks of 64 KiB:
 *
 *   the first    struct shimgen_pool_head: what the file is, which libraries write into it, how many events were lost
 *   the others   struct shimgen_pool_chunk, then slots of 64 bytes
 *
 * A thread claims a free chunk and writes its events into it, one after the other, until it is full; then it claims
 * another one. The reader frees chunks that it has read. If there is none, the event is counted as lost: a program never
 * waits for a reader.
 *
 * An event takes as many slots as it needs. It reserves them by one atomic addition, so that a signal handler that comes
 * in between gets others, fills them, and publishes them by the first word of the first one. Each slot has such a word,
 * which is zero before: if a thread is killed, or jumps out of a handler, between the two, the reader finds slots that
 * were never published, and those behind them nevertheless.
 *
 * After a process has mapped the file, an event makes no system call, but for one in a thread's first: so it works where
 * system calls are forbidden, and needs no descriptor.
 */
#ifndef SHIMGEN_POOL_H
#define SHIMGEN_POOL_H

#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/mman.h>
#include <unistd.h>

#include "shimgen_file.h"
#include "shimgen_loaded.h"
#include "shimgen_sys.h"

#define SHIMGEN_POOL_VERSION 1
#define SHIMGEN_POOL_CHUNK_SIZE 65536U
#define SHIMGEN_POOL_SLOT_SIZE 64U
#define SHIMGEN_POOL_SLOTS (SHIMGEN_POOL_CHUNK_SIZE / SHIMGEN_POOL_SLOT_SIZE)
#define SHIMGEN_POOL_LIBRARIES 64U

/* A library that writes events; the reader finds in its file what they mean. */
struct shimgen_pool_library {
    atomic_uint state; /* 0 is free, 1 is being written, 2 is there */
    unsigned spare;
    char path[504];
};

struct shimgen_pool_head {
    char magic[8]; /* "shimpool", without an end */
    unsigned version;
    unsigned chunks;    /* of the whole file, with this one */
    unsigned counts;    /* not 0: the time of an event is the machine's counter; otherwise CLOCK_MONOTONIC, nanoseconds */
    atomic_uint closed; /* not 0: the session has ended, and nothing is written any more */
    atomic_ullong lost __attribute__((aligned(8))); /* events that found no room */
    atomic_ullong now __attribute__((aligned(8)));  /* the time when the reader last looked, for processes that cannot ask for it */
    atomic_uint next;   /* where the search for a free chunk goes on */
    unsigned spare[5];
    struct shimgen_pool_library libraries[SHIMGEN_POOL_LIBRARIES];
};

enum shimgen_pool_state {
    SHIMGEN_POOL_FREE,
    SHIMGEN_POOL_CLAIMED, /* its head is being written */
    SHIMGEN_POOL_OPEN,
    SHIMGEN_POOL_FULL
};

struct shimgen_pool_chunk {
    atomic_uint state;
    atomic_uint reserved; /* slots, with this head; more than there are if it is full */
    atomic_uint end;      /* of a full one: slots in use; 0: not known, since the thread was killed */
    unsigned library;     /* its number in the head of the pool */
    unsigned process; /* 0: not known, since the process has restricted its system calls */
    unsigned thread;
    unsigned long long life; /* tells processes apart that have the same id, one after the other */
    unsigned long long number; /* grows with each chunk of the thread */
    unsigned space;            /* the inode of the pid namespace that the ids are of; 0: not known */
    unsigned spare[5];
};

/* A slot: what is written there, and the word that publishes it. */
struct shimgen_pool_slot {
    atomic_uint published;
    unsigned char bytes[60];
};

/* The first slot of an event; behind it are more bytes, in this one and in the slots after it. */
struct shimgen_pool_event {
    atomic_uint published; /* SHIMGEN_POOL_EVENT and the number of slots */
    unsigned function;     /* shimgen_trace_id */
    unsigned long long began;
    unsigned long long ended;
    unsigned long long result;
    int error;           /* the errno that the call has set; 0: none, or not known */
    unsigned char count; /* of the arguments that the call passed: 8 bytes for each are first behind this */
    unsigned char before; /* not 0: the call has not returned yet, and perhaps never will; there is no result */
    unsigned char spare[2];
    unsigned size; /* of all that is behind this, in bytes */
    unsigned more_spare;
    unsigned char bytes[16];
};

#define SHIMGEN_POOL_EVENT 0x45000000U
#define SHIMGEN_POOL_MORE 0x4d000000U /* a slot that belongs to the event before */

_Static_assert(sizeof(struct shimgen_pool_head) == 64 + SHIMGEN_POOL_LIBRARIES * 512, "the reader knows this layout");
_Static_assert(sizeof(struct shimgen_pool_chunk) == SHIMGEN_POOL_SLOT_SIZE &&
                   sizeof(struct shimgen_pool_slot) == SHIMGEN_POOL_SLOT_SIZE &&
                   sizeof(struct shimgen_pool_event) == SHIMGEN_POOL_SLOT_SIZE,
               "the reader knows this layout");

/* What is told of a process, in a page that a fork(2) clears. */
struct shimgen_pool_life {
    atomic_ullong id __attribute__((aligned(8))); /* tells it apart from others; 0: this is the child of a fork, or the first event */
    atomic_uint space; /* its pid namespace */
};

/* A pool that this process has mapped. */
struct shimgen_pool {
    struct shimgen_pool_head *head;
    unsigned chunks; /* as they were when it was mapped: what is in the head may be changed by others */
    unsigned library;
    struct shimgen_pool_life *life;
};

/*
 * Whether the machine's counter must not be read any more: in the strict mode of seccomp(2), and after prctl(2) with
 * PR_SET_TSC, that is a SIGSEGV. Never taken back.
 */
static atomic_bool shimgen_pool_no_counter;

/* Joining a session ------------------------------------------------------------------------------------------------ */

#ifndef MADV_WIPEONFORK
#define MADV_WIPEONFORK 18 /* linux/mman.h since 4.14 */
#endif

/* Copies a path behind what is there already, and returns the new length; 0 if there is no room for all of it. */
static size_t shimgen_pool_append(char *to, size_t length, size_t size, const char *from)
{
    const volatile char *at = from;
    for (; length < size; length++, at++) {
        ((volatile char *)to)[length] = *at;
        if (*at == '\0') {
            return length;
        }
    }
    return 0;
}

/* The path of this library, from the root on: the dynamic linker has it as LD_PRELOAD does. False if it is too long. */
static bool shimgen_pool_own_path(char *path, size_t size)
{
    const struct link_map *self = shimgen_self(shimgen_first_object());
    const char *name = self == NULL ? "" : self->l_name;
    size_t length = 0;
    if (*(const volatile char *)name != '/') {
        /* The length includes the null byte: getcwd(2). */
        const long folder = shimgen_sys(SYS_getcwd, (long)path, (long)size - 1, 0, 0, 0);
        if (folder <= 1) {
            return false;
        }
        length = shimgen_pool_append(path, (size_t)folder - 1, size, "/");
    }
    return shimgen_pool_append(path, length, size, name) > 0;
}

/* Enters this library; its number, or SHIMGEN_POOL_LIBRARIES if there is no room. */
static unsigned shimgen_pool_enter(struct shimgen_pool_head *head)
{
    char path[sizeof head->libraries[0].path];
    if (!shimgen_pool_own_path(path, sizeof path)) {
        return SHIMGEN_POOL_LIBRARIES;
    }
    for (unsigned i = 0; i < SHIMGEN_POOL_LIBRARIES; i++) {
        struct shimgen_pool_library *library = &head->libraries[i];
        unsigned state = 0;
        if (atomic_compare_exchange_strong(&library->state, &state, 1)) {
            shimgen_pool_append(library->path, 0, sizeof library->path, path);
            atomic_store(&library->state, 2);
            return i;
        }
        if (state == 2 && shimgen_same_name(library->path, path)) {
            return i;
        }
    }
    return SHIMGEN_POOL_LIBRARIES;
}

/* Whether a file of so many chunks is a pool that this code can write into. */
static bool shimgen_pool_is_one(const struct shimgen_pool_head *head, unsigned long chunks)
{
    static const char magic[] = "shimpool";
    for (size_t i = 0; i < sizeof head->magic; i++) {
        if (((const volatile char *)head->magic)[i] != magic[i]) {
            return false;
        }
    }
    return head->version == SHIMGEN_POOL_VERSION && head->chunks >= 2 && head->chunks <= chunks;
}

/* Maps the pool of a session; NULL, and what is wrong, if that is not possible. That is NULL if there is none. */
static struct shimgen_pool_head *shimgen_pool_map(const char *folder, const char **wrong)
{
    char path[1024];
    struct shimgen_file_identity file;
    *wrong = "shimgen: the pool of the session that SHIMGEN_SESSION names cannot be opened; nothing is traced\n";
    const size_t length = shimgen_pool_append(path, 0, sizeof path, folder);
    if (length == 0 || shimgen_pool_append(path, length, sizeof path, "/pool") == 0) {
        return NULL;
    }
    const long flags = O_RDWR | O_CLOEXEC | O_NOFOLLOW | O_NOCTTY | O_NONBLOCK;
    const int descriptor = (int)shimgen_sys_if_allowed(SYS_openat, AT_FDCWD, (long)path, flags, 0, 0);
    if (descriptor < 0) {
        *wrong = descriptor == -ENOENT ? NULL : *wrong; /* the session has ended: who still runs, runs on as ever */
        return NULL;
    }
    struct shimgen_pool_head *head = NULL;
    const long size = shimgen_sys(SYS_lseek, descriptor, 0, SEEK_END, 0, 0);
    if (!shimgen_file_identify(descriptor, NULL, &file) || !file.regular ||
        file.owner != shimgen_file_user()) {
        *wrong = "shimgen: the pool of the session that SHIMGEN_SESSION names belongs to another user; nothing is traced\n";
    } else if (size >= (long)(2 * SHIMGEN_POOL_CHUNK_SIZE)) {
        const long address = shimgen_sys_mmap((size_t)size, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor);
        head = address < 0 && address >= -4095 ? NULL : (struct shimgen_pool_head *)address;
    }
    shimgen_sys(SYS_close, descriptor, 0, 0, 0, 0);
    if (head != NULL && !shimgen_pool_is_one(head, (unsigned long)size / SHIMGEN_POOL_CHUNK_SIZE)) {
        shimgen_sys(SYS_munmap, (long)head, size, 0, 0, 0);
        *wrong = "shimgen: the session that SHIMGEN_SESSION names is of another version of shimgen; nothing is traced\n";
        head = NULL;
    }
    return head;
}

/* Joins a session. The pool stays mapped until the process ends; what is wrong is told by `wrong`. */
static __attribute__((cold, noinline)) bool shimgen_pool_join(struct shimgen_pool *pool, const char *folder,
                                                              const char **wrong)
{
    void *page = shimgen_sys_memory(4096);
    pool->head = shimgen_pool_map(folder, wrong);
    pool->life = page;
    if (pool->head == NULL) {
        return false;
    }
    if (page == NULL || shimgen_sys(SYS_madvise, (long)page, 4096, MADV_WIPEONFORK, 0, 0) != 0) {
        *wrong = "shimgen: this kernel does not tell a library of a fork (MADV_WIPEONFORK), so there are no events\n";
        return false;
    }
    pool->chunks = pool->head->chunks;
    pool->library = shimgen_pool_enter(pool->head);
    if (pool->library == SHIMGEN_POOL_LIBRARIES) {
        *wrong = "shimgen: the session has no room for one more library, or for its path; nothing is traced\n";
        return false;
    }
    return true;
}

/* Writing ---------------------------------------------------------------------------------------------------------- */

/* What a thread writes into. It is a copy of the parent's in the child of a fork(2), whose life is another one. */
struct shimgen_pool_thread {
    struct shimgen_pool_chunk *chunk;
    unsigned long long life;
    unsigned long long chunks;
};

/* Initial-exec: found without a call, and without memory to be allocated ("ELF Handling For Thread-Local Storage"). */
static __thread struct shimgen_pool_thread shimgen_pool_own __attribute__((tls_model("initial-exec")));

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

/* Which process this is. The first event after a fork(2) finds 0 there. */
static inline unsigned long long shimgen_pool_life(const struct shimgen_pool *pool, unsigned long long now)
{
    unsigned long long life = atomic_load_explicit(&pool->life->id, memory_order_relaxed);
    if (__builtin_expect(life == 0, 0)) {
        const unsigned long long chosen = now | 1;
        atomic_store_explicit(&pool->life->space, shimgen_pool_space(), memory_order_relaxed);
        life = atomic_compare_exchange_strong(&pool->life->id, &life, chosen) ? chosen : life;
    }
    return life;
}

/* Claims a free chunk; NULL if there is none. */
static __attribute__((cold, noinline)) struct shimgen_pool_chunk *
shimgen_pool_claim(const struct shimgen_pool *pool, unsigned long long life, unsigned long long number)
{
    struct shimgen_pool_head *head = pool->head;
    for (unsigned tries = 1; tries < pool->chunks; tries++) {
        const unsigned at = 1 + atomic_fetch_add_explicit(&head->next, 1, memory_order_relaxed) % (pool->chunks - 1);
        struct shimgen_pool_chunk *chunk =
            (struct shimgen_pool_chunk *)((char *)head + (size_t)at * SHIMGEN_POOL_CHUNK_SIZE);
        unsigned state = SHIMGEN_POOL_FREE;
        if (atomic_load_explicit(&chunk->state, memory_order_relaxed) != state ||
            !atomic_compare_exchange_strong(&chunk->state, &state, SHIMGEN_POOL_CLAIMED)) {
            continue;
        }
        chunk->library = pool->library;
        const bool restricted = shimgen_sys_is_restricted();
        chunk->process = restricted ? 0 : (unsigned)shimgen_sys(SYS_getpid, 0, 0, 0, 0, 0);
        chunk->thread = restricted ? 0 : (unsigned)shimgen_sys(SYS_gettid, 0, 0, 0, 0, 0);
        chunk->life = life;
        chunk->number = number;
        chunk->space = atomic_load_explicit(&pool->life->space, memory_order_relaxed);
        atomic_store_explicit(&chunk->end, 0, memory_order_relaxed);
        atomic_store_explicit(&chunk->reserved, 1, memory_order_relaxed);
        atomic_store_explicit(&chunk->state, SHIMGEN_POOL_OPEN, memory_order_release);
        return chunk;
    }
    return NULL;
}

/* Slots for an event; NULL if there is no room, or the thread has no storage of its own (shimgen_sys_errno). */
static struct shimgen_pool_slot *shimgen_pool_reserve(const struct shimgen_pool *pool, unsigned slots,
                                                      unsigned long long now)
{
    struct shimgen_pool_thread *own = &shimgen_pool_own;
    if ((unsigned long)own + 0x100000UL < 0x200000UL || slots >= SHIMGEN_POOL_SLOTS ||
        atomic_load_explicit(&pool->head->closed, memory_order_relaxed) != 0) {
        return NULL;
    }
    const unsigned long long life = shimgen_pool_life(pool, now);
    for (unsigned tries = 0; tries < 3; tries++) {
        struct shimgen_pool_chunk *chunk = own->chunk;
        if (chunk == NULL || own->life != life) {
            chunk = shimgen_pool_claim(pool, life, own->chunks++);
            own->life = life;
            own->chunk = chunk;
        }
        if (chunk == NULL) {
            return NULL;
        }
        const unsigned at = atomic_fetch_add_explicit(&chunk->reserved, slots, memory_order_acq_rel);
        if (at + slots <= SHIMGEN_POOL_SLOTS) {
            return (struct shimgen_pool_slot *)chunk + at;
        }
        /* A signal handler may have come in between, found the chunk full as well, and claimed another one. */
        if (own->chunk == chunk) {
            own->chunk = NULL;
        }
        atomic_signal_fence(memory_order_seq_cst); /* from here on nothing of this thread may write there any more */
        if (at <= SHIMGEN_POOL_SLOTS) {
            /* This is the first one that did not fit. */
            atomic_store_explicit(&chunk->end, at, memory_order_relaxed);
            atomic_store_explicit(&chunk->state, SHIMGEN_POOL_FULL, memory_order_release);
        }
    }
    return NULL;
}

/* Part of what is behind an event's first slot. */
struct shimgen_pool_part {
    const void *bytes;
    size_t size;
};

/* Writes an event whose first slot is filled but for its size, and publishes it; counts it as lost if there is no room. */
static __attribute__((cold, noinline)) void shimgen_pool_write(const struct shimgen_pool *pool,
                                                               const struct shimgen_pool_event *event,
                                                               const struct shimgen_pool_part *parts, unsigned count)
{
    size_t size = 0;
    for (unsigned i = 0; i < count; i++) {
        size += parts[i].size;
    }
    const size_t first = sizeof event->bytes;
    const size_t each = sizeof((struct shimgen_pool_slot *)0)->bytes;
    const unsigned slots = size <= first ? 1 : 1 + (unsigned)((size - first + each - 1) / each);
    struct shimgen_pool_slot *slot = shimgen_pool_reserve(pool, slots, event->ended);
    if (slot == NULL) {
        atomic_fetch_add_explicit(&pool->head->lost, 1, memory_order_relaxed);
        return;
    }
    struct shimgen_pool_event *written = (struct shimgen_pool_event *)slot;
    written->function = event->function;
    written->began = event->began;
    written->ended = event->ended;
    written->result = event->result;
    written->error = event->error;
    written->count = event->count;
    written->before = event->before;
    written->size = (unsigned)size;
    volatile unsigned char *to = written->bytes;
    const volatile unsigned char *end = written->bytes + first;
    struct shimgen_pool_slot *next = slot + 1;
    for (unsigned i = 0; i < count; i++) {
        const volatile unsigned char *from = parts[i].bytes;
        for (size_t at = 0; at < parts[i].size; at++) {
            if (to == end) {
                atomic_store_explicit(&next->published, SHIMGEN_POOL_MORE, memory_order_relaxed);
                to = next->bytes;
                end = next->bytes + each;
                next++;
            }
            *to++ = from[at];
        }
    }
    atomic_store_explicit(&slot->published, SHIMGEN_POOL_EVENT | slots, memory_order_release);
}

#endif
