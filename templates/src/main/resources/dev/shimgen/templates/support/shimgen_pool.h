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
 *   as needed    struct shimgen_pool_chunk for each of all chunks, by their numbers: whose it is, and how much of it is in use
 *   a few        copies of the libraries' tables (shimgen_call.h), which say what their events mean
 *   the others   slots of 64 bytes
 *
 * A thread claims a free chunk and writes its events into it, one after the other, until it is full; then it claims
 * another one. The reader frees chunks that it has read. If there is none, the event is counted as lost: a program never
 * waits for a reader.
 *
 * An event takes as many slots as it needs. It reserves them by one compare and swap of the chunk's mark, so that a signal
 * handler that comes in between gets others, fills them, and publishes them by the first word of the first one. Each slot
 * has such a word, which is zero before: if a thread is killed, or jumps out of a handler, between the two, the reader
 * finds slots that were never published, and those behind them nevertheless.
 *
 * A mark that is sealed gives no slots any more. The writer seals a chunk that is full, and the reader that of a thread
 * which sleeps, when chunks run short: the thread claims another one when it goes on. The mark has a generation, which
 * counts all claims: a thread that was stopped for long does not take a chunk of another for its own, and the reader knows
 * in which order a thread has claimed its chunks.
 *
 * After a process has mapped the file, an event makes no system call, but for those that ask for ids in a thread's first, and
 * have its first page there: so it works where system calls are forbidden, and needs no descriptor.
 *
 * Here is what the file looks like. What is done with it, in this order: shimgen_pool_life.h, shimgen_pool_join.h,
 * shimgen_pool_library.h, shimgen_pool_claim.h, shimgen_pool_write.h.
 */
#ifndef SHIMGEN_POOL_H
#define SHIMGEN_POOL_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>

#include "shimgen_window.h"

#define SHIMGEN_POOL_VERSION 5
#define SHIMGEN_POOL_SLOT_SIZE 64U
#define SHIMGEN_POOL_SLOTS (SHIMGEN_POOL_CHUNK_SIZE / SHIMGEN_POOL_SLOT_SIZE)
#define SHIMGEN_POOL_LIBRARIES 64U

/* A copy of a table: where it is in the pool, in bytes. */
struct shimgen_pool_table {
    unsigned at;
    unsigned size;
};

/* The sections of a library that are copied; the order is the reader's, too. */
enum shimgen_pool_table_name {
    SHIMGEN_POOL_SCHEMA,
    SHIMGEN_POOL_CALLS,
    SHIMGEN_POOL_NAMES,
    SHIMGEN_POOL_FIELDS,
    SHIMGEN_POOL_STRUCTURES,
    SHIMGEN_POOL_CASES,
    SHIMGEN_POOL_CHOICES,
    SHIMGEN_POOL_TABLES
};

/* How far an entry for a library is. */
enum shimgen_pool_library_state {
    SHIMGEN_LIBRARY_FREE,
    SHIMGEN_LIBRARY_CLAIMED, /* its path and its id are being written */
    SHIMGEN_LIBRARY_NAMED,   /* these are there, its tables are being written */
    SHIMGEN_LIBRARY_READY,
    SHIMGEN_LIBRARY_LEFT /* one that waited for it has given up: who was writing was killed, or is stopped */
};

/* A library that writes events, and what they mean. */
struct shimgen_pool_library {
    atomic_uint state;
    unsigned short machine; /* as in its ELF header */
    unsigned short word;    /* bytes of an address */
    unsigned first;         /* shimgen_trace_id of its first call */
    struct shimgen_pool_table tables[SHIMGEN_POOL_TABLES];
    char path[424];
    unsigned char id[20]; /* of its content, for other processes that have the same library; zeros: not known */
};

struct shimgen_pool_head {
    char magic[8]; /* "shimpool", without an end */
    unsigned version;
    unsigned chunks;    /* of the whole file, with this one */
    unsigned counts;    /* not 0: the time of an event is the machine's counter; otherwise CLOCK_MONOTONIC, nanoseconds */
    atomic_uint closed; /* not 0: the session has ended, and nothing is written any more */
    atomic_ullong lost __attribute__((aligned(8))); /* events that found no room */
    atomic_ullong now __attribute__((aligned(8)));  /* the time when the reader last looked, for processes that cannot ask for it */
    atomic_uint next;       /* where the next thread's search for a free chunk begins */
    unsigned first;         /* the first chunk for events; those before it are for tables */
    atomic_uint tables;     /* bytes in use for tables */
    atomic_uint generation; /* the last one that was taken */
    atomic_uint freed;      /* how often the reader has freed chunks */
    unsigned reader;        /* its process id, under which it has a lock on the file */
    unsigned space;         /* its pid namespace; 0: not known */
    atomic_uint lives;      /* how many processes have begun to write, and programs that they have executed */
    struct shimgen_pool_library libraries[SHIMGEN_POOL_LIBRARIES];
};

enum shimgen_pool_state {
    SHIMGEN_POOL_FREE,
    SHIMGEN_POOL_CLAIMED, /* its head is being written */
    SHIMGEN_POOL_OPEN
};

/* A call that has not returned. */
struct shimgen_pool_call {
    unsigned function;        /* shimgen_trace_id; 0: the thread is in no call */
    unsigned stack;           /* the lower half of where it is on the stack: a call inside of another one is below it */
    unsigned long long began __attribute__((aligned(8)));
};

/* The head of a chunk. */
struct shimgen_pool_chunk {
    atomic_ullong mark __attribute__((aligned(8))); /* generation, whether it is sealed, slots in use */
    atomic_uint state;
    unsigned library; /* its number in the head of the pool */
    unsigned process; /* 0: not known, since the process had restricted its system calls before its first event */
    unsigned thread;
    unsigned long long life; /* tells processes apart that have the same id, one after the other */
    unsigned space;          /* the inode of the pid namespace that the ids are of; 0: not known */
    unsigned parent;         /* the parent's process id when the process first asked; 0: not known, or of another namespace */
    unsigned spare[2];
    struct shimgen_pool_call call; /* which the thread is in now */
};

#define SHIMGEN_POOL_SEALED 0x80000000ULL

static inline unsigned shimgen_pool_generation(unsigned long long mark)
{
    return (unsigned)(mark >> 32);
}

static inline unsigned shimgen_pool_used(unsigned long long mark)
{
    return (unsigned)mark & 0x7fffffffU;
}

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

_Static_assert(sizeof(struct shimgen_pool_head) == 72 + SHIMGEN_POOL_LIBRARIES * 512, "the reader knows this layout");
_Static_assert(sizeof(struct shimgen_pool_chunk) == SHIMGEN_POOL_SLOT_SIZE &&
                   sizeof(struct shimgen_pool_slot) == SHIMGEN_POOL_SLOT_SIZE &&
                   sizeof(struct shimgen_pool_event) == SHIMGEN_POOL_SLOT_SIZE,
               "the reader knows this layout");

/* What is told of a process, in a page that a fork(2) clears. */
struct shimgen_pool_life {
    atomic_ullong id __attribute__((aligned(8))); /* tells it apart from others; 0: this is the child of a fork, or the first event */
    atomic_uint space;   /* its pid namespace */
    atomic_uint process; /* its id; 0: it has not asked yet, or must not */
    atomic_uint parent;  /* its parent's, as it was first */
};

/* A pool that this process has mapped. */
struct shimgen_pool {
    struct shimgen_pool_head *head;
    struct shimgen_pool_chunk *chunks; /* the heads of all, behind it */
    size_t tables;                     /* where these begin, in bytes */
    bool counts; /* as it was when it was mapped: each event would have to look at another page for it */
    unsigned library;
    struct shimgen_pool_life *life;
    struct shimgen_window *window; /* how much of it is mapped */
};

/*
 * Whether the machine's counter must not be read any more: in the strict mode of seccomp(2), and after prctl(2) with
 * PR_SET_TSC, that is a SIGSEGV. Never taken back.
 */
static atomic_bool shimgen_pool_no_counter;

/* How many chunks the heads of so many take. */
static unsigned shimgen_pool_chunks_of_heads(unsigned chunks)
{
    const unsigned each = SHIMGEN_POOL_CHUNK_SIZE / (unsigned)sizeof(struct shimgen_pool_chunk);
    return chunks / each + (chunks % each != 0);
}

/* Where events begin, in bytes. */
static size_t shimgen_pool_tables_end(const struct shimgen_pool *pool)
{
    return (size_t)pool->window->first * SHIMGEN_POOL_CHUNK_SIZE;
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
    return head->version == SHIMGEN_POOL_VERSION && head->chunks <= chunks && head->chunks > head->first &&
           head->first > shimgen_pool_chunks_of_heads(head->chunks);
}

#endif
