/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * shimgen_pool_claim.h: gives a thread slots for its events: it claims chunks of the pool, and reserves slots in them.
 *
 * Also kept with a chunk: the call that its thread is in. And who makes the window smaller finds here what it has to leave.
 */
#ifndef SHIMGEN_POOL_CLAIM_H
#define SHIMGEN_POOL_CLAIM_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "shimgen_pool.h"
#include "shimgen_pool_life.h"
#include "shimgen_sys.h"
#include "shimgen_window.h"

/* Claiming and reserving -------------------------------------------------------------------------------------------- */

/* How far threads begin to look from one another: a chunk or two each while the reader keeps up. */
#define SHIMGEN_POOL_APART 9

/* Which chunk a thread looks at first, of those below `end`. */
static unsigned shimgen_pool_next_home(struct shimgen_pool_head *head, unsigned first, unsigned end)
{
    return first + atomic_fetch_add_explicit(&head->next, SHIMGEN_POOL_APART, memory_order_relaxed) % (end - first);
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
            near != 0 ? near : shimgen_pool_next_home(pool->head, pool->window->first, atomic_load(&pool->window->end));
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
    const unsigned count = atomic_load(&pool->window->end) - pool->window->first;
    const unsigned last = own->chunk == NULL ? own->home : (unsigned)(own->chunk - pool->chunks);
    for (unsigned tries = 0; tries <= count; tries++) {
        const unsigned at = tries == 0 ? own->home : pool->window->first + (last - pool->window->first + tries) % count;
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

/*
 * Notes the chunk in which the thread is about to write an event; `outer` is what it was writing already, as in a signal handler that
 * has come in between. Before slots are taken: a handler may fork(2), and the child unmap what it does not need.
 */
static inline void shimgen_pool_writes(struct shimgen_pool_thread *own, const struct shimgen_pool_chunk *chunk,
                                       uintptr_t outer)
{
    own->writing = (uintptr_t)chunk | (outer != 0);
    atomic_signal_fence(memory_order_seq_cst);
}

/* Notes that the event is written, or could not be. */
static inline void shimgen_pool_has_written(uintptr_t outer)
{
    atomic_signal_fence(memory_order_seq_cst);
    shimgen_pool_own.writing = outer;
}

/* Slots for an event, in this chunk or in another one; NULL if there is no room. */
static __attribute__((cold, noinline)) struct shimgen_pool_slot *
shimgen_pool_reserve_anywhere(const struct shimgen_pool *pool, unsigned slots,
                              uintptr_t outer)
{
    struct shimgen_pool_thread *own = &shimgen_pool_own;
    if (slots > SHIMGEN_POOL_SLOTS) {
        return NULL;
    }
    struct shimgen_pool_chunk *chunk = shimgen_pool_chunk(pool);
    for (unsigned tries = 0; tries < 3 && chunk != NULL; tries++) {
        shimgen_pool_writes(own, chunk, outer);
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

/*
 * The same; nearly always there is room in this chunk, and nobody comes in between. `outer` becomes what shimgen_pool_has_written
 * has to be called with afterwards, unless there are no slots.
 */
static inline struct shimgen_pool_slot *shimgen_pool_reserve(const struct shimgen_pool *pool, unsigned slots,
                                                             uintptr_t *outer)
{
    struct shimgen_pool_thread *own = &shimgen_pool_own;
    if (!shimgen_pool_has_storage()) {
        return NULL;
    }
    *outer = own->writing;
    struct shimgen_pool_chunk *chunk = own->chunk;
    if (chunk != NULL && own->life == atomic_load_explicit(&pool->life->id, memory_order_relaxed)) {
        shimgen_pool_writes(own, chunk, *outer);
        unsigned long long mark = atomic_load_explicit(&chunk->mark, memory_order_relaxed);
        const unsigned at = (unsigned)mark; /* with SHIMGEN_POOL_SEALED it is more than there are slots */
        if (shimgen_pool_generation(mark) == own->generation && at < SHIMGEN_POOL_SLOTS &&
            slots <= SHIMGEN_POOL_SLOTS - at &&
            atomic_compare_exchange_strong_explicit(&chunk->mark, &mark, mark + slots, memory_order_acq_rel,
                                                    memory_order_relaxed)) {
            return shimgen_pool_slots_of(pool, chunk) + at;
        }
    }
    struct shimgen_pool_slot *slot = shimgen_pool_reserve_anywhere(pool, slots, *outer);
    if (slot == NULL) {
        shimgen_pool_has_written(*outer);
    }
    return slot;
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

/*
 * Whether a chunk is the calling thread's: in the child of a fork(2), perhaps one of an ancestor's that it is writing into. Where a
 * signal handler has come into the writing of an event more than once, that may be any.
 */
static bool shimgen_pool_is_of_this_thread(const struct shimgen_pool_chunk *chunk)
{
    const struct shimgen_pool_thread *own = &shimgen_pool_own;
    return shimgen_pool_has_storage() &&
           (chunk == own->chunk || (uintptr_t)chunk == (own->writing & ~(uintptr_t)1) || (own->writing & 1) != 0);
}

/*
 * Whether this process may still look at a chunk's slots: it is about to have it, or a thread may yet get some, or has got some that
 * it has not published. (A thread that wakes up finds by the chunk's head that it was taken back.)
 */
static bool shimgen_pool_is_in_use(const struct shimgen_pool *pool, unsigned number, unsigned long long life)
{
    struct shimgen_pool_chunk *chunk = &pool->chunks[number];
    const unsigned state = atomic_load(&chunk->state);
    if (shimgen_pool_is_of_this_thread(chunk)) {
        return true;
    }
    if (state != SHIMGEN_POOL_OPEN || chunk->life != life) {
        return state == SHIMGEN_POOL_CLAIMED;
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

#endif
