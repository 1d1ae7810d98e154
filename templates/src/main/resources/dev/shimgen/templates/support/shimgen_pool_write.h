/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * shimgen_pool_write.h: writes an event into slots of the pool, and shows it to the reader.
 */
#ifndef SHIMGEN_POOL_WRITE_H
#define SHIMGEN_POOL_WRITE_H

#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>

#include "shimgen_copy.h"
#include "shimgen_pool.h"
#include "shimgen_pool_claim.h"

/* Most bytes behind the fixed part of an event, which has at most a chunk. */
#define SHIMGEN_POOL_EVENT_MAX                                                                                         \
    (sizeof(((struct shimgen_pool_event *)0)->bytes) +                                                                 \
     (SHIMGEN_POOL_SLOTS - 1) * sizeof(((struct shimgen_pool_slot *)0)->bytes))

/* Where the next bytes of an event go. */
struct shimgen_pool_place {
    unsigned char *to;
    size_t room;                    /* in this slot */
    struct shimgen_pool_slot *next; /* behind it */
    uintptr_t outer; /* shimgen_pool_has_written */
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
    struct shimgen_pool_slot *slot = shimgen_pool_reserve(pool, slots, &place->outer);
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
        shimgen_copy(place->to, from, part);
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
    shimgen_pool_has_written(place->outer);
}

#endif
