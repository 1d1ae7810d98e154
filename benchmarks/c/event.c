/*
 * What an event costs: compares calls through a shim that writes events with the same calls between two time stamps, followed
 * by a store of 64 bytes. Rounds take turns, and the fastest of each counts, as in pass_through.c.
 *
 * This program is the session's reader, too: before each round it clears and frees the chunks that were used. What is written by
 * hand goes into as much memory as the session's chunks are, which is cleared in the same way.
 *
 * Use: LD_PRELOAD="shim.so libcheap.so" SHIMGEN_SESSION=folder event libcheap.so; prints nanoseconds, a line each
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

/* Of the shim that is measured: how its pool is laid out, and the machine's counter. */
#include "shimgen_pool.h"

enum { CALLS = 1000, ROUNDS = 1501, PATH_SIZE = 60 };

/* A file in memory that is shared, as a pool is. */
struct shared {
    unsigned char *bytes;
    size_t size;
    size_t next;   /* where the next slot by hand is */
    size_t unread; /* where the first one is that was not cleared since */
};

static struct shared pool;
static struct shared hand;

static int (*access_next)(const char *, int);
static int (*access_shim)(const char *, int);
static int (*fchmod_next)(int, unsigned);
static int (*fchmod_shim)(int, unsigned);
static int (*clock_next)(clockid_t, struct timespec *);

static char path[PATH_SIZE + 1];

static unsigned long long clock_nanoseconds(void)
{
    struct timespec now;
    clock_next(CLOCK_MONOTONIC, &now);
    return (unsigned long long)now.tv_sec * 1000000000ULL + (unsigned long long)now.tv_nsec;
}

static inline unsigned long long counter(void)
{
    return SHIMGEN_MACHINE_COUNTS ? shimgen_machine_counter() : clock_nanoseconds();
}

/* Slots in memory that is cleared, one behind the other. */
static inline struct shimgen_pool_event *slots(size_t count)
{
    struct shimgen_pool_event *event = (struct shimgen_pool_event *)(hand.bytes + hand.next);
    hand.next += count * SHIMGEN_POOL_SLOT_SIZE;
    return event;
}

static inline void store(struct shimgen_pool_event *event, unsigned long long began, unsigned long long ended, long a, long b,
                         int result)
{
    event->function = 1;
    event->began = began;
    event->ended = ended;
    event->result = (unsigned long long)result;
    event->error = 0;
    event->count = 2;
    event->before = 0;
    event->size = sizeof event->bytes;
    memcpy(event->bytes, &a, 8);
    memcpy(event->bytes + 8, &b, 8);
    atomic_store_explicit(&event->published, SHIMGEN_POOL_EVENT | 1, memory_order_release);
}

static void call_alone(long i)
{
    fchmod_next((int)i, 0644);
}

static void by_hand(long i)
{
    const unsigned long long began = counter();
    const int result = fchmod_next((int)i, 0644);
    store(slots(1), began, counter(), i, 0644, result);
}

static void by_hand_with_clock(long i)
{
    const unsigned long long began = clock_nanoseconds();
    const int result = fchmod_next((int)i, 0644);
    store(slots(1), began, clock_nanoseconds(), i, 0644, result);
}

static void by_hand_with_path(long i)
{
    const unsigned long long began = counter();
    const int result = access_next(path, (int)i);
    const unsigned long long ended = counter();
    struct shimgen_pool_event *event = slots(2);
    memcpy(event + 1, path, strlen(path));
    store(event, began, ended, (long)path, i, result);
}

static void event(long i)
{
    fchmod_shim((int)i, 0644);
}

static void event_with_path(long i)
{
    access_shim(path, (int)i);
}

static const struct {
    const char *name;
    void (*call)(long);
} ways[] = {
    {"call", call_alone},
    {"hand", by_hand},
    {"clock", by_hand_with_clock},
    {"hand-path", by_hand_with_path},
    {"event", event},
    {"event-path", event_with_path},
};

enum { WAYS = sizeof ways / sizeof ways[0] };

static struct shared map(const char *name, size_t size)
{
    struct shared file = {NULL, size, 0, 0};
    const int descriptor = name == NULL ? memfd_create("hand", MFD_CLOEXEC) : open(name, O_RDWR | O_CLOEXEC);
    if (name == NULL && ftruncate(descriptor, (off_t)size) != 0) {
        perror("ftruncate");
        exit(2);
    }
    file.size = name == NULL ? size : (size_t)lseek(descriptor, 0, SEEK_END);
    file.bytes = mmap(NULL, file.size, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0);
    close(descriptor);
    if (file.bytes == MAP_FAILED) {
        perror("mmap");
        exit(2);
    }
    return file;
}

/*
 * Frees the chunks that are full or in use, as a reader does that has read them, and clears what was written by hand. No more than
 * that: it would push the others out of the processor's caches.
 */
static void read_all(void)
{
    struct shimgen_pool_head *head = (struct shimgen_pool_head *)pool.bytes;
    struct shimgen_pool_chunk *chunks = (struct shimgen_pool_chunk *)(pool.bytes + SHIMGEN_POOL_CHUNK_SIZE);
    for (unsigned i = head->first; i < head->chunks; i++) {
        if (chunks[i].state != SHIMGEN_POOL_FREE) {
            memset(pool.bytes + (size_t)i * SHIMGEN_POOL_CHUNK_SIZE, 0, SHIMGEN_POOL_CHUNK_SIZE);
            memset(&chunks[i], 0, sizeof chunks[i]);
            head->freed++;
        }
    }
    memset(hand.bytes + hand.unread, 0, hand.next - hand.unread);
    if (hand.next + (size_t)2 * CALLS * SHIMGEN_POOL_SLOT_SIZE > hand.size) {
        hand.next = 0;
    }
    hand.unread = hand.next;
}

static double nanoseconds(void (*call)(long))
{
    const unsigned long long from = clock_nanoseconds();
    for (long i = 0; i < CALLS; i++) {
        call(i);
    }
    return (double)(clock_nanoseconds() - from) / CALLS;
}

static void *find(void *library, const char *name)
{
    void *symbol = dlsym(library, name);
    if (symbol == NULL) {
        fprintf(stderr, "%s\n", dlerror());
        exit(2);
    }
    return symbol;
}

int main(int argc, char **argv)
{
    char name[1024];
    double best[WAYS];
    if (argc != 2 || getenv("SHIMGEN_SESSION") == NULL) {
        fprintf(stderr, "use: LD_PRELOAD='shim.so libcheap.so' SHIMGEN_SESSION=folder %s libcheap.so\n", argv[0]);
        return 2;
    }
    snprintf(name, sizeof name, "%s/pool", getenv("SHIMGEN_SESSION"));
    pool = map(name, 0);
    const struct shimgen_pool_head *head = (const struct shimgen_pool_head *)pool.bytes;
    hand = map(NULL, (size_t)(head->chunks - head->first) * SHIMGEN_POOL_CHUNK_SIZE);
    void *cheap = dlopen(argv[1], RTLD_NOW | RTLD_NOLOAD);
    *(void **)&access_next = find(cheap, "access");
    *(void **)&fchmod_next = find(cheap, "fchmod");
    *(void **)&access_shim = find(RTLD_DEFAULT, "access");
    *(void **)&fchmod_shim = find(RTLD_DEFAULT, "fchmod");
    *(void **)&clock_next = find(dlopen("libc.so.6", RTLD_NOW | RTLD_NOLOAD), "clock_gettime");
    memset(path, 'x', PATH_SIZE);
    for (int way = 0; way < WAYS; way++) {
        best[way] = 1e9;
    }
    for (int round = 0; round < ROUNDS; round++) {
        for (int way = 0; way < WAYS; way++) {
            read_all();
            const double taken = nanoseconds(ways[way].call);
            best[way] = taken < best[way] ? taken : best[way];
        }
    }
    for (int way = 0; way < WAYS; way++) {
        printf("%s %.2f\n", ways[way].name, best[way]);
    }
    if (head->lost != 0 || head->freed == 0) {
        fprintf(stderr, "%s\n", head->freed == 0 ? "there were no events" : "events were lost, which costs less");
        return 1;
    }
    return 0;
}
