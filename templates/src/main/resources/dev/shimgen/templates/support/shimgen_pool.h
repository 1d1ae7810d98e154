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
    unsigned first; /* as it was when it was mapped: what is in the head may be changed by others */
    bool counts;    /* so is this, which each event would have to look at another page for */
    unsigned library;
    struct shimgen_pool_life *life;
    struct shimgen_window *window; /* how much of it is mapped */
};

/*
 * Whether the machine's counter must not be read any more: in the strict mode of seccomp(2), and after prctl(2) with
 * PR_SET_TSC, that is a SIGSEGV. Never taken back.
 */
static atomic_bool shimgen_pool_no_counter;

/* Who writes ------------------------------------------------------------------------------------------------------- */

/* What a thread writes into. It is a copy of the parent's in the child of a fork(2), whose life is another one. */
struct shimgen_pool_thread {
    struct shimgen_pool_chunk *chunk;
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

/* The tables of this library: the linker knows where sections begin and end whose names C could have. */
#define SHIMGEN_POOL_BOUNDS(name)                                                                                      \
    extern const unsigned char __start_shimgen_table_##name[] __attribute__((weak, visibility("hidden")));            \
    extern const unsigned char __stop_shimgen_table_##name[] __attribute__((weak, visibility("hidden")))

SHIMGEN_POOL_BOUNDS(schema);
SHIMGEN_POOL_BOUNDS(calls);
SHIMGEN_POOL_BOUNDS(names);
SHIMGEN_POOL_BOUNDS(fields);
SHIMGEN_POOL_BOUNDS(structures);
SHIMGEN_POOL_BOUNDS(cases);
SHIMGEN_POOL_BOUNDS(choices);

/* What is being copied: a table of this library, or part of an event. */
struct shimgen_pool_part {
    const void *bytes;
    size_t size;
};

/* Eight bytes anywhere in memory, of any type. */
struct __attribute__((packed, may_alias)) shimgen_pool_eight {
    unsigned long long bytes;
};

struct __attribute__((packed, may_alias)) shimgen_pool_four {
    unsigned bytes;
};

/* Sixteen, which are one register on most machines. */
typedef unsigned long long shimgen_pool_two __attribute__((vector_size(16)));

struct __attribute__((packed, may_alias)) shimgen_pool_sixteen {
    shimgen_pool_two bytes;
};

static inline void shimgen_pool_copy_sixteen(unsigned char *to, const unsigned char *from)
{
    ((volatile struct shimgen_pool_sixteen *)to)->bytes = ((const volatile struct shimgen_pool_sixteen *)from)->bytes;
}

static inline void shimgen_pool_copy_eight(unsigned char *to, const unsigned char *from)
{
    ((volatile struct shimgen_pool_eight *)to)->bytes = ((const volatile struct shimgen_pool_eight *)from)->bytes;
}

static inline void shimgen_pool_copy_four(unsigned char *to, const unsigned char *from)
{
    ((volatile struct shimgen_pool_four *)to)->bytes = ((const volatile struct shimgen_pool_four *)from)->bytes;
}

/*
 * Copies bytes, sixteen at a time, the last ones so that they end where all ends, and some of them a second time: one
 * by one, a path of 60 bytes takes as long as the rest of its event, and an exec(2) waits for the tables. Volatile, or
 * the compiler would make a call of memcpy(3) of it, which may be what is being traced.
 */
static inline void shimgen_pool_copy(unsigned char *to, const unsigned char *from, size_t size)
{
    if (size >= 16) {
        const size_t last = size - 16;
        for (size_t done = 0; done < last; done += 16) {
            shimgen_pool_copy_sixteen(to + done, from + done);
        }
        shimgen_pool_copy_sixteen(to + last, from + last);
    } else if (size >= 8) {
        shimgen_pool_copy_eight(to, from);
        shimgen_pool_copy_eight(to + size - 8, from + size - 8);
    } else if (size >= 4) {
        shimgen_pool_copy_four(to, from);
        shimgen_pool_copy_four(to + size - 4, from + size - 4);
    } else {
        for (size_t done = 0; done < size; done++) {
            ((volatile unsigned char *)to)[done] = ((const volatile unsigned char *)from)[done];
        }
    }
}

static void shimgen_pool_own_tables(struct shimgen_pool_part tables[SHIMGEN_POOL_TABLES])
{
#define SHIMGEN_POOL_TABLE(index, name)                                                                                \
    tables[index].bytes = __start_shimgen_table_##name;                                                                \
    tables[index].size = (size_t)((uintptr_t)__stop_shimgen_table_##name - (uintptr_t)__start_shimgen_table_##name)
    SHIMGEN_POOL_TABLE(SHIMGEN_POOL_SCHEMA, schema);
    SHIMGEN_POOL_TABLE(SHIMGEN_POOL_CALLS, calls);
    SHIMGEN_POOL_TABLE(SHIMGEN_POOL_NAMES, names);
    SHIMGEN_POOL_TABLE(SHIMGEN_POOL_FIELDS, fields);
    SHIMGEN_POOL_TABLE(SHIMGEN_POOL_STRUCTURES, structures);
    SHIMGEN_POOL_TABLE(SHIMGEN_POOL_CASES, cases);
    SHIMGEN_POOL_TABLE(SHIMGEN_POOL_CHOICES, choices);
#undef SHIMGEN_POOL_TABLE
}

/* How many chunks the heads of so many take. */
static unsigned shimgen_pool_chunks_of_heads(unsigned chunks)
{
    const unsigned each = SHIMGEN_POOL_CHUNK_SIZE / (unsigned)sizeof(struct shimgen_pool_chunk);
    return chunks / each + (chunks % each != 0);
}

/* Where events begin, in bytes. */
static size_t shimgen_pool_tables_end(const struct shimgen_pool *pool)
{
    return (size_t)pool->first * SHIMGEN_POOL_CHUNK_SIZE;
}

/* This library's ELF header, by the linker. */
extern const ElfW(Ehdr) __ehdr_start __attribute__((visibility("hidden")));

/*
 * The id that the linker made of this library's content, by SHA-1, in its notes (elf(5); ld(1), --build-id; compilers
 * of most distributions ask for it). NULL if there is none, or one of another kind.
 */
static const unsigned char *shimgen_pool_own_id(void)
{
    const unsigned char *const base = (const unsigned char *)&__ehdr_start;
    const ElfW(Phdr) *headers = (const ElfW(Phdr) *)(const void *)(base + __ehdr_start.e_phoff);
    for (unsigned i = 0; i < __ehdr_start.e_phnum; i++) {
        /* The first member, p_type, which arpa/nameser_compat.h has as a macro. */
        const bool notes = *(const ElfW(Word) *)&headers[i] == PT_NOTE;
        size_t at = headers[i].p_vaddr;
        const size_t end = notes ? at + headers[i].p_memsz : at;
        while (end - at >= sizeof(ElfW(Nhdr))) {
            const ElfW(Nhdr) *note = (const ElfW(Nhdr) *)(const void *)(base + at);
            const size_t content = at + sizeof *note + ((note->n_namesz + 3) & ~3U);
            if (note->n_type == NT_GNU_BUILD_ID && note->n_namesz == sizeof "GNU" &&
                note->n_descsz == sizeof((struct shimgen_pool_library *)0)->id) {
                return base + content;
            }
            const size_t next = content + ((note->n_descsz + 3) & ~3U);
            at = next > at && next < end ? next : end;
        }
    }
    return NULL;
}

static bool shimgen_pool_has_id(const struct shimgen_pool_library *library, const unsigned char *id)
{
    for (size_t i = 0; id != NULL && i < sizeof library->id; i++) {
        if (((const volatile unsigned char *)library->id)[i] != id[i]) {
            return false;
        }
    }
    return id != NULL;
}

/*
 * Whether a library that has the same path is this one: the file may have been built anew since then. The tables are
 * looked at where there is no id that says so: an exec(2) waits for each page of them.
 */
static bool shimgen_pool_is_same(const struct shimgen_pool *pool, const struct shimgen_pool_library *library,
                                 const struct shimgen_pool_part tables[SHIMGEN_POOL_TABLES])
{
    if (shimgen_pool_has_id(library, shimgen_pool_own_id())) {
        return true;
    }
    for (unsigned i = 0; i < SHIMGEN_POOL_TABLES; i++) {
        const size_t at = library->tables[i].at;
        if (library->tables[i].size != tables[i].size || at > shimgen_pool_tables_end(pool) ||
            tables[i].size > shimgen_pool_tables_end(pool) - at) {
            return false;
        }
        const volatile unsigned char *copy = (const unsigned char *)pool->window->base + at;
        const volatile unsigned char *own = tables[i].bytes;
        size_t done = 0;
        /* Eight at a time: an exec(2) waits for this. */
        for (; tables[i].size - done >= sizeof(struct shimgen_pool_eight); done += sizeof(struct shimgen_pool_eight)) {
            if (((const volatile struct shimgen_pool_eight *)(copy + done))->bytes !=
                ((const volatile struct shimgen_pool_eight *)(own + done))->bytes) {
                return false;
            }
        }
        for (; done < tables[i].size; done++) {
            if (copy[done] != own[done]) {
                return false;
            }
        }
    }
    return true;
}

/* Copies the tables into the pool; false if there is no room. */
static bool shimgen_pool_copy_tables(const struct shimgen_pool *pool, struct shimgen_pool_library *library,
                                     const struct shimgen_pool_part tables[SHIMGEN_POOL_TABLES])
{
    for (unsigned i = 0; i < SHIMGEN_POOL_TABLES; i++) {
        const unsigned room = ((unsigned)tables[i].size + 7) & ~7U;
        const size_t at = pool->tables + (size_t)atomic_fetch_add(&pool->head->tables, room);
        if (tables[i].size > shimgen_pool_tables_end(pool) || at > shimgen_pool_tables_end(pool) - room) {
            return false;
        }
        shimgen_pool_copy((unsigned char *)pool->window->base + at, tables[i].bytes, tables[i].size);
        library->tables[i].at = (unsigned)at;
        library->tables[i].size = (unsigned)tables[i].size;
    }
    return true;
}

/* Writes this library into an entry that is claimed; false if there is no room for its tables. */
static bool shimgen_pool_write_library(const struct shimgen_pool *pool, struct shimgen_pool_library *library,
                                       const char *path, const struct shimgen_pool_part tables[SHIMGEN_POOL_TABLES])
{
    const unsigned char *id = shimgen_pool_own_id();
    shimgen_pool_append(library->path, 0, sizeof library->path, path);
    if (id != NULL) {
        shimgen_pool_copy(library->id, id, sizeof library->id);
    }
    atomic_store(&library->state, SHIMGEN_LIBRARY_NAMED);
    if (!shimgen_pool_copy_tables(pool, library, tables)) {
        atomic_store(&library->state, SHIMGEN_LIBRARY_LEFT);
        return false;
    }
    library->machine = __ehdr_start.e_machine;
    library->word = sizeof(void *);
    library->first =
        (unsigned)((uintptr_t)tables[SHIMGEN_POOL_CALLS].bytes - (uintptr_t)tables[SHIMGEN_POOL_SCHEMA].bytes);
    atomic_store(&library->state, SHIMGEN_LIBRARY_READY);
    return true;
}

/* How long a process waits for another one that enters a library, which has to get a processor: so many times as long. */
#define SHIMGEN_POOL_WAITS 5000
#define SHIMGEN_POOL_WAIT_NANOSECONDS 200000

/*
 * The state of an entry, once it is known whether it is this library: make(1) starts several programs at once, and each
 * that enters the library again takes room for its tables. Who writes it may have been killed, so nobody waits for long, and
 * only one does.
 */
static unsigned shimgen_pool_await(struct shimgen_pool_library *library, const char *path)
{
    const struct {
        long seconds;
        long nanoseconds;
    } pause = {0, SHIMGEN_POOL_WAIT_NANOSECONDS};
    unsigned state = atomic_load(&library->state);
    for (unsigned i = 0; i < SHIMGEN_POOL_WAITS; i++) {
        const bool mine = state == SHIMGEN_LIBRARY_NAMED && shimgen_same_name(library->path, path);
        if (state != SHIMGEN_LIBRARY_CLAIMED && !mine) {
            return state;
        }
        shimgen_sys_if_allowed(SYS_nanosleep, (long)&pause, 0, 0, 0, 0);
        state = atomic_load(&library->state);
    }
    if (state != SHIMGEN_LIBRARY_READY) {
        atomic_compare_exchange_strong(&library->state, &state, SHIMGEN_LIBRARY_LEFT);
    }
    return state;
}

/* Enters this library; its number, or SHIMGEN_POOL_LIBRARIES if there is no room. */
static unsigned shimgen_pool_enter(const struct shimgen_pool *pool)
{
    char path[sizeof pool->head->libraries[0].path];
    struct shimgen_pool_part tables[SHIMGEN_POOL_TABLES];
    shimgen_pool_own_tables(tables);
    if (!shimgen_pool_own_path(path, sizeof path)) {
        return SHIMGEN_POOL_LIBRARIES;
    }
    for (unsigned i = 0; i < SHIMGEN_POOL_LIBRARIES; i++) {
        struct shimgen_pool_library *library = &pool->head->libraries[i];
        unsigned state = SHIMGEN_LIBRARY_FREE;
        if (atomic_compare_exchange_strong(&library->state, &state, SHIMGEN_LIBRARY_CLAIMED)) {
            return shimgen_pool_write_library(pool, library, path, tables) ? i : SHIMGEN_POOL_LIBRARIES;
        }
        if (shimgen_pool_await(library, path) == SHIMGEN_LIBRARY_READY && shimgen_same_name(library->path, path) &&
            shimgen_pool_is_same(pool, library, tables)) {
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
    return head->version == SHIMGEN_POOL_VERSION && head->chunks <= chunks && head->chunks > head->first &&
           head->first > shimgen_pool_chunks_of_heads(head->chunks);
}

/* How far threads begin to look from one another: a chunk or two each while the reader keeps up. */
#define SHIMGEN_POOL_APART 9

/* Which chunk a thread looks at first, of those below `end`. */
static unsigned shimgen_pool_next_home(struct shimgen_pool_head *head, unsigned first, unsigned end)
{
    return first + atomic_fetch_add_explicit(&head->next, SHIMGEN_POOL_APART, memory_order_relaxed) % (end - first);
}

/* Maps so much of a file from a chunk on; NULL if that is not possible. */
static void *shimgen_pool_map_part(int descriptor, unsigned from, size_t size)
{
    const size_t offset = (size_t)from * SHIMGEN_POOL_CHUNK_SIZE;
    const long address = shimgen_sys_mmap(size, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, offset);
    return address < 0 && address >= -4095 ? NULL : (void *)address;
}

/*
 * Maps the chunks of a pool whose head is mapped, as many as the process's limits allow: shimgen_window.h. The one that this
 * process begins with is mapped before the others, so that it is next to the head. False if that is not possible.
 */
static bool shimgen_pool_map_chunks(const struct shimgen_pool *pool, int descriptor)
{
    struct shimgen_pool_head *head = pool->head;
    struct shimgen_window *window = pool->window;
    const unsigned first = head->first;
    const unsigned end = shimgen_window_end(shimgen_window_limit(RLIMIT_AS), first, head->chunks);
    const unsigned home = shimgen_pool_next_home(head, first, end);
    window->first = first;
    window->near_number = home;
    atomic_store(&window->home, home);
    atomic_store(&window->end, end);
    window->near = shimgen_pool_map_part(descriptor, home, SHIMGEN_POOL_CHUNK_SIZE);
    window->base = shimgen_pool_map_part(descriptor, 0, (size_t)end * SHIMGEN_POOL_CHUNK_SIZE);
    return window->near != NULL && window->base != NULL;
}

/*
 * Maps the head of a pool, and those of its chunks behind it. False if that is not possible, or if the file, of so many bytes, is no
 * pool: then `is_one` becomes false.
 */
static bool shimgen_pool_map_heads(struct shimgen_pool *pool, int descriptor, size_t size, bool *is_one)
{
    pool->tables = 2 * SHIMGEN_POOL_CHUNK_SIZE; /* as it is if there are no more than a thousand chunks */
    pool->head = shimgen_pool_map_part(descriptor, 0, pool->tables);
    if (pool->head == NULL) {
        return false;
    }
    shimgen_sys_populate(pool->head);
    *is_one = shimgen_pool_is_one(pool->head, size / SHIMGEN_POOL_CHUNK_SIZE);
    if (!*is_one) {
        return false;
    }
    const size_t mapped = pool->tables;
    pool->tables = (size_t)(1 + shimgen_pool_chunks_of_heads(pool->head->chunks)) * SHIMGEN_POOL_CHUNK_SIZE;
    if (pool->tables != mapped) {
        shimgen_sys(SYS_munmap, (long)pool->head, (long)mapped, 0, 0, 0);
        pool->head = shimgen_pool_map_part(descriptor, 0, pool->tables);
    }
    pool->chunks = (struct shimgen_pool_chunk *)((char *)pool->head + SHIMGEN_POOL_CHUNK_SIZE);
    return pool->head != NULL;
}

/* Leaves a session that no event was written into, as far as it was joined; not at all if there is none. */
static __attribute__((cold, noinline)) void shimgen_pool_leave(struct shimgen_pool *pool)
{
    shimgen_window_close(pool->window);
    if (pool->head != NULL) {
        shimgen_sys(SYS_munmap, (long)pool->head, (long)pool->tables, 0, 0, 0);
        pool->head = NULL;
    }
    if (pool->life != NULL) {
        shimgen_sys(SYS_munmap, (long)pool->life, SHIMGEN_SYS_PAGE, 0, 0, 0);
        pool->life = NULL;
    }
}

/* Maps the file of a pool; what is wrong, or NULL. */
static const char *shimgen_pool_map_file(struct shimgen_pool *pool, int descriptor)
{
    struct shimgen_file_identity file;
    bool is_one = true;
    const long size = shimgen_sys(SYS_lseek, descriptor, 0, SEEK_END, 0, 0);
    if (!shimgen_file_identify(descriptor, NULL, &file) || !file.regular || file.owner != shimgen_file_user()) {
        return "shimgen: the pool of the session that SHIMGEN_SESSION names belongs to another user; nothing is traced\n";
    }
    if (size < (long)(3 * SHIMGEN_POOL_CHUNK_SIZE)) {
        return "shimgen: the pool of the session that SHIMGEN_SESSION names is cut; nothing is traced\n";
    }
    if (!shimgen_pool_map_heads(pool, descriptor, (size_t)size, &is_one) || !shimgen_pool_map_chunks(pool, descriptor)) {
        return is_one ? "shimgen: the pool of the session that SHIMGEN_SESSION names cannot be mapped: the process may not have so"
                        " much memory (ulimit -v, ulimit -l); nothing is traced\n"
                      : "shimgen: the session that SHIMGEN_SESSION names is of another version of shimgen; nothing is traced\n";
    }
    return NULL;
}

/*
 * Maps the pool of a session; false, and what is wrong, if that is not possible. That is NULL if there is none. `space` is this
 * process's pid namespace, if it is the reader's.
 */
static bool shimgen_pool_map(struct shimgen_pool *pool, const char *folder, const char **wrong, unsigned *space)
{
    char path[1024];
    *wrong = "shimgen: the pool of the session that SHIMGEN_SESSION names cannot be opened; nothing is traced\n";
    const size_t length = shimgen_pool_append(path, 0, sizeof path, folder);
    if (length == 0 || shimgen_pool_append(path, length, sizeof path, "/pool") == 0) {
        return false;
    }
    const long flags = O_RDWR | O_CLOEXEC | O_NOFOLLOW | O_NOCTTY | O_NONBLOCK;
    const int descriptor = (int)shimgen_sys_if_allowed(SYS_openat, AT_FDCWD, (long)path, flags, 0, 0);
    if (descriptor < 0) {
        *wrong = descriptor == -ENOENT ? NULL : *wrong; /* the session has ended: who still runs, runs on as ever */
        return false;
    }
    *wrong = shimgen_pool_map_file(pool, descriptor);
    *space = *wrong != NULL ? 0 : shimgen_pool_space_of_reader(pool->head, descriptor);
    shimgen_sys(SYS_close, descriptor, 0, 0, 0, 0);
    return *wrong == NULL;
}

/*
 * Joins a session. The pool stays mapped until the process ends; what is wrong is told by `wrong`, and shimgen_pool_leave takes back
 * what there is by then.
 */
static __attribute__((cold, noinline)) bool shimgen_pool_join(struct shimgen_pool *pool, const char *folder,
                                                              const char **wrong)
{
    unsigned space = 0;
    if (!shimgen_pool_map(pool, folder, wrong, &space)) {
        return false;
    }
    pool->life = shimgen_sys_memory(SHIMGEN_SYS_PAGE);
    if (pool->life == NULL ||
        shimgen_sys(SYS_madvise, (long)pool->life, SHIMGEN_SYS_PAGE, MADV_WIPEONFORK, 0, 0) != 0) {
        *wrong = "shimgen: this kernel does not tell a library of a fork (MADV_WIPEONFORK), so there are no events\n";
        return false;
    }
    pool->first = pool->window->first;
    pool->counts = pool->head->counts != 0;
    shimgen_pool_ask(pool->life, space);
    if (shimgen_pool_has_storage()) {
        /* Now, since its first event may be that of a child of vfork(2). */
        shimgen_pool_ask_thread(pool->life, &shimgen_pool_own);
    }
    pool->library = shimgen_pool_enter(pool);
    if (pool->library == SHIMGEN_POOL_LIBRARIES) {
        *wrong = "shimgen: the session has no room for one more library, or for its path; nothing is traced\n";
        return false;
    }
    if (atomic_load(&pool->window->end) < pool->head->chunks) {
        shimgen_window_unmap_tables(pool->window);
    }
    return true;
}

/* Writing ---------------------------------------------------------------------------------------------------------- */

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

static inline struct shimgen_pool_call shimgen_pool_no_call(void)
{
    struct shimgen_pool_call call; /* member by member, as everywhere */
    call.function = 0;
    call.stack = 0;
    call.began = 0;
    return call;
}

/*
 * Where a thread looks for a free chunk first: where it did the first time. If the reader keeps up, it so gets the same
 * few chunks again and again. Each further page would be one that this process has not had yet, and a page fault costs
 * as much as many events, all the more in a virtual machine.
 */
static void shimgen_pool_settle(const struct shimgen_pool *pool, struct shimgen_pool_thread *own,
                                       unsigned long long life)
{
    if (own->life != life || own->home == 0) {
        const unsigned near = atomic_exchange(&pool->window->home, 0);
        own->home =
            near != 0 ? near : shimgen_pool_next_home(pool->head, pool->first, atomic_load(&pool->window->end));
        own->chunk = NULL; /* of the process that this one was forked from */
        shimgen_sys_populate(shimgen_window_chunk(pool->window, own->home));
    }
}

/*
 * Takes a free chunk; false if it is none, or one that this process has not mapped. The window is looked at when the chunk is
 * taken: who makes it smaller looks at the chunks afterwards, and sees this one.
 */
static bool shimgen_pool_take(const struct shimgen_pool *pool, unsigned number)
{
    struct shimgen_pool_chunk *chunk = &pool->chunks[number];
    unsigned state = SHIMGEN_POOL_FREE;
    if (number >= atomic_load_explicit(&pool->window->end, memory_order_relaxed) ||
        atomic_load_explicit(&chunk->state, memory_order_relaxed) != state ||
        !atomic_compare_exchange_strong(&chunk->state, &state, SHIMGEN_POOL_CLAIMED)) {
        return false;
    }
    if (number < atomic_load(&pool->window->end)) {
        return true;
    }
    atomic_store(&chunk->state, SHIMGEN_POOL_FREE);
    return false;
}

/*
 * Claims a free chunk for this thread, at home or behind its last one, the next after `before`; NULL if there is none, or if the
 * session has ended: what a thread then writes into the chunk that it has, nobody reads.
 */
static __attribute__((cold, noinline)) struct shimgen_pool_chunk *
shimgen_pool_claim(const struct shimgen_pool *pool, struct shimgen_pool_thread *own, unsigned long long life,
                   const struct shimgen_pool_chunk *before)
{
    struct shimgen_pool_head *head = pool->head;
    const unsigned freed = atomic_load_explicit(&head->freed, memory_order_relaxed) + 1;
    if (own->freed == freed || atomic_load_explicit(&head->closed, memory_order_relaxed) != 0) {
        return NULL; /* there was none, and still is not */
    }
    own->freed = 0;
    shimgen_pool_ask_thread(pool->life, own);
    shimgen_pool_settle(pool, own, life);
    const unsigned count = atomic_load(&pool->window->end) - pool->first;
    const unsigned last = own->chunk == NULL ? own->home : (unsigned)(own->chunk - pool->chunks);
    for (unsigned tries = 0; tries <= count; tries++) {
        const unsigned at = tries == 0 ? own->home : pool->first + (last - pool->first + tries) % count;
        struct shimgen_pool_chunk *chunk = &pool->chunks[at];
        if (!shimgen_pool_take(pool, at)) {
            continue;
        }
        const unsigned generation = atomic_fetch_add_explicit(&head->generation, 1, memory_order_relaxed) + 1;
        chunk->library = pool->library;
        chunk->process = own->process;
        chunk->thread = own->thread;
        chunk->life = life;
        chunk->space = atomic_load_explicit(&pool->life->space, memory_order_relaxed);
        chunk->parent = atomic_load_explicit(&pool->life->parent, memory_order_relaxed);
        chunk->call = before == NULL ? shimgen_pool_no_call() : before->call;
        atomic_store_explicit(&chunk->mark, (unsigned long long)generation << 32, memory_order_relaxed);
        atomic_store_explicit(&chunk->state, SHIMGEN_POOL_OPEN, memory_order_release);
        /* A signal handler in between finds two that do not belong together, and claims one of its own. */
        own->generation = generation;
        own->life = life;
        own->chunk = chunk;
        return chunk;
    }
    own->freed = freed;
    return NULL;
}

/* The slots of a chunk of this process. */
static inline struct shimgen_pool_slot *shimgen_pool_slots_of(const struct shimgen_pool *pool,
                                                              const struct shimgen_pool_chunk *chunk)
{
    return shimgen_window_chunk(pool->window, (unsigned)(chunk - pool->chunks));
}

/* The thread's chunk, a new one if it has none, or had one of the process that it was forked from. */
static inline struct shimgen_pool_chunk *shimgen_pool_chunk(const struct shimgen_pool *pool)
{
    struct shimgen_pool_thread *own = &shimgen_pool_own;
    const unsigned long long life = shimgen_pool_life(pool);
    struct shimgen_pool_chunk *chunk = own->chunk;
    if (__builtin_expect(chunk == NULL || own->life != life, 0)) {
        chunk = shimgen_pool_claim(pool, own, life, NULL);
    }
    return chunk;
}

/* Slots for an event, in this chunk or in another one; NULL if there is no room. */
static __attribute__((cold, noinline)) struct shimgen_pool_slot *
shimgen_pool_reserve_anywhere(const struct shimgen_pool *pool, unsigned slots)
{
    struct shimgen_pool_thread *own = &shimgen_pool_own;
    if (slots > SHIMGEN_POOL_SLOTS) {
        return NULL;
    }
    struct shimgen_pool_chunk *chunk = shimgen_pool_chunk(pool);
    for (unsigned tries = 0; tries < 3 && chunk != NULL; tries++) {
        unsigned long long mark = atomic_load_explicit(&chunk->mark, memory_order_relaxed);
        /* A chunk that is sealed, or another's by now, is left. */
        while (shimgen_pool_generation(mark) == own->generation && (mark & SHIMGEN_POOL_SEALED) == 0) {
            const unsigned at = shimgen_pool_used(mark);
            const bool fits = at + slots <= SHIMGEN_POOL_SLOTS;
            const unsigned long long then = fits ? mark + slots : mark | SHIMGEN_POOL_SEALED;
            if (atomic_compare_exchange_weak_explicit(&chunk->mark, &mark, then, memory_order_acq_rel,
                                                      memory_order_relaxed)) {
                if (fits) {
                    return shimgen_pool_slots_of(pool, chunk) + at;
                }
                break;
            }
        }
        /* A signal handler may have come in between, and have claimed another one. */
        const struct shimgen_pool_chunk *before = shimgen_pool_generation(mark) == own->generation ? chunk : NULL;
        chunk = own->chunk != chunk ? own->chunk : shimgen_pool_claim(pool, own, own->life, before);
    }
    return NULL;
}

/* The same; nearly always there is room in this chunk, and nobody comes in between. */
static inline struct shimgen_pool_slot *shimgen_pool_reserve(const struct shimgen_pool *pool, unsigned slots)
{
    const struct shimgen_pool_thread *own = &shimgen_pool_own;
    if (!shimgen_pool_has_storage()) {
        return NULL;
    }
    struct shimgen_pool_chunk *chunk = own->chunk;
    if (chunk != NULL && own->life == atomic_load_explicit(&pool->life->id, memory_order_relaxed)) {
        unsigned long long mark = atomic_load_explicit(&chunk->mark, memory_order_relaxed);
        const unsigned at = (unsigned)mark; /* with SHIMGEN_POOL_SEALED it is more than there are slots */
        if (shimgen_pool_generation(mark) == own->generation && at < SHIMGEN_POOL_SLOTS &&
            slots <= SHIMGEN_POOL_SLOTS - at &&
            atomic_compare_exchange_strong_explicit(&chunk->mark, &mark, mark + slots, memory_order_acq_rel,
                                                    memory_order_relaxed)) {
            return shimgen_pool_slots_of(pool, chunk) + at;
        }
    }
    return shimgen_pool_reserve_anywhere(pool, slots);
}

/* Where a thread is ------------------------------------------------------------------------------------------------ */

/* Whether a chunk is still this thread's. */
static inline bool shimgen_pool_is_own(struct shimgen_pool_chunk *chunk)
{
    const unsigned long long mark = atomic_load_explicit(&chunk->mark, memory_order_relaxed);
    return shimgen_pool_generation(mark) == shimgen_pool_own.generation;
}

/*
 * Notes that the thread has begun a call, so that a reader sees where a program hangs, or was killed. Gives the call that
 * this one is in, as one of a signal handler is; a call above it on the stack was left by a jump (siglongjmp(3)).
 */
static inline struct shimgen_pool_call shimgen_pool_begin(const struct shimgen_pool *pool, unsigned function,
                                                          unsigned long long now)
{
    struct shimgen_pool_call outer = shimgen_pool_no_call();
    struct shimgen_pool_chunk *chunk = shimgen_pool_has_storage() ? shimgen_pool_chunk(pool) : NULL;
    const unsigned stack = (unsigned)(uintptr_t)__builtin_frame_address(0);
    if (chunk != NULL && !shimgen_pool_is_own(chunk)) {
        chunk = shimgen_pool_claim(pool, &shimgen_pool_own, shimgen_pool_own.life, NULL);
    }
    if (chunk != NULL) {
        if (chunk->call.function != 0 && chunk->call.stack > stack) {
            outer = chunk->call;
        }
        chunk->call.function = function;
        chunk->call.stack = stack;
        chunk->call.began = now;
    }
    return outer;
}

/* Notes that it has returned. */
static inline void shimgen_pool_return(struct shimgen_pool_call outer)
{
    struct shimgen_pool_chunk *chunk = shimgen_pool_own.chunk;
    if (chunk != NULL && shimgen_pool_is_own(chunk)) {
        chunk->call = outer;
    }
}

/* Giving way to limits --------------------------------------------------------------------------------------------- */

/* Whether a chunk is the calling thread's: in the child of a fork(2), perhaps one of the parent's that it is writing into. */
static bool shimgen_pool_is_of_this_thread(const struct shimgen_pool_chunk *chunk)
{
    return shimgen_pool_has_storage() && chunk == shimgen_pool_own.chunk;
}

/*
 * Whether this process may still look at a chunk's slots: it is about to have it, or a thread may yet get some, or has got some that
 * it has not published. (A thread that wakes up finds by the chunk's head that it was taken back.)
 */
static bool shimgen_pool_is_in_use(const struct shimgen_pool *pool, unsigned number, unsigned long long life)
{
    struct shimgen_pool_chunk *chunk = &pool->chunks[number];
    const unsigned state = atomic_load(&chunk->state);
    if (state != SHIMGEN_POOL_OPEN || chunk->life != life) {
        return state == SHIMGEN_POOL_CLAIMED || shimgen_pool_is_of_this_thread(chunk);
    }
    const unsigned long long mark = atomic_load(&chunk->mark);
    const struct shimgen_pool_slot *slots = shimgen_pool_slots_of(pool, chunk);
    if ((mark & SHIMGEN_POOL_SEALED) == 0) {
        return true;
    }
    for (unsigned i = 0; i < shimgen_pool_used(mark) && i < SHIMGEN_POOL_SLOTS; i++) {
        /* None is taken back meanwhile but by the reader, which has read all of them then. */
        if (atomic_load_explicit(&slots[i].published, memory_order_relaxed) == 0 && atomic_load(&chunk->mark) == mark &&
            atomic_load(&chunk->state) == state) {
            return true;
        }
    }
    return false;
}

/* Makes the window as small as such a limit asks for; chunks that threads may look at stay mapped. */
static __attribute__((cold, noinline, unused)) void shimgen_pool_give_way(const struct shimgen_pool *pool,
                                                                          unsigned long long limit)
{
    struct shimgen_window *window = pool->window;
    const unsigned long long life = shimgen_pool_life(pool);
    unsigned before = atomic_load(&window->end);
    unsigned end;
    do {
        end = shimgen_window_end(limit, window->first, before);
        if (end == before) {
            return;
        }
    } while (!atomic_compare_exchange_weak(&window->end, &before, end));
    unsigned from = end;
    for (unsigned number = end; number < before; number++) {
        if (shimgen_pool_is_in_use(pool, number, life)) {
            shimgen_window_unmap(window, from, number);
            from = number + 1;
        }
    }
    shimgen_window_unmap(window, from, before);
    shimgen_window_unmap_tables(window);
}

/* Writing an event ------------------------------------------------------------------------------------------------- */

/* Most bytes behind the fixed part of an event, which has at most a chunk. */
#define SHIMGEN_POOL_EVENT_MAX                                                                                         \
    (sizeof(((struct shimgen_pool_event *)0)->bytes) +                                                                 \
     (SHIMGEN_POOL_SLOTS - 1) * sizeof(((struct shimgen_pool_slot *)0)->bytes))

/* Where the next bytes of an event go. */
struct shimgen_pool_place {
    unsigned char *to;
    size_t room;                    /* in this slot */
    struct shimgen_pool_slot *next; /* behind it */
};

/* How many slots an event takes that has so many bytes behind its fixed part. */
static inline unsigned shimgen_pool_slots(size_t size)
{
    const size_t first = sizeof((struct shimgen_pool_event *)0)->bytes;
    const size_t each = sizeof((struct shimgen_pool_slot *)0)->bytes;
    return size <= first ? 1 : 1 + (unsigned)((size - first + each - 1) / each);
}

/*
 * Begins an event of so many bytes behind its fixed part, of which only the size is filled in. NULL, and it is counted
 * as lost, if there is no room.
 */
static inline struct shimgen_pool_event *shimgen_pool_open(const struct shimgen_pool *pool, size_t size, unsigned slots,
                                                           struct shimgen_pool_place *place)
{
    struct shimgen_pool_slot *slot = shimgen_pool_reserve(pool, slots);
    if (slot == NULL) {
        atomic_fetch_add_explicit(&pool->head->lost, 1, memory_order_relaxed);
        return NULL;
    }
    struct shimgen_pool_event *event = (struct shimgen_pool_event *)slot;
    /* If the page is not there yet, a read brings those around it along, and a write would not ("fault-around"). */
    (void)atomic_load_explicit(&event->published, memory_order_relaxed);
    event->size = (unsigned)size;
    place->to = event->bytes;
    place->room = sizeof event->bytes;
    place->next = slot + 1;
    return event;
}

/* Puts bytes behind those that are there. */
static inline void shimgen_pool_put(struct shimgen_pool_place *place, const void *bytes, size_t size)
{
    const unsigned char *from = bytes;
    while (size > 0) {
        if (place->room == 0) {
            atomic_store_explicit(&place->next->published, SHIMGEN_POOL_MORE, memory_order_relaxed);
            place->to = place->next->bytes;
            place->room = sizeof place->next->bytes;
            place->next++;
        }
        const size_t part = size < place->room ? size : place->room;
        shimgen_pool_copy(place->to, from, part);
        place->to += part;
        place->room -= part;
        from += part;
        size -= part;
    }
}

/* Leaves the slots up to `end` empty, which were reserved for more than there was. */
static inline void shimgen_pool_skip(struct shimgen_pool_place *place, struct shimgen_pool_slot *end)
{
    for (; place->next < end; place->next++) {
        atomic_store_explicit(&place->next->published, SHIMGEN_POOL_MORE, memory_order_relaxed);
    }
}

/* Shows an event to the reader, after all that belongs to it. */
static inline void shimgen_pool_publish(struct shimgen_pool_event *event, const struct shimgen_pool_place *place)
{
    const unsigned slots = (unsigned)(place->next - (struct shimgen_pool_slot *)event);
    atomic_store_explicit(&event->published, SHIMGEN_POOL_EVENT | slots, memory_order_release);
}

#endif
