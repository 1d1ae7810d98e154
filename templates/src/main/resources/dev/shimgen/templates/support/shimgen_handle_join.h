/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * shimgen_handle_join.h: finds out which functions a session's handler answers.
 */
#ifndef SHIMGEN_HANDLE_JOIN_H
#define SHIMGEN_HANDLE_JOIN_H

#include <fcntl.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/mman.h>
#include <sys/un.h>
#include <unistd.h>

#include "shimgen_copy.h"
#include "shimgen_handle.h"
#include "shimgen_identity.h"
#include "shimgen_loaded.h"
#include "shimgen_settings.h"
#include "shimgen_sys.h"

/* This shim; made with it. */
struct shimgen_handle_self {
    char name[SHIMGEN_HANDLE_NAME_SIZE];
    unsigned long long digest;
    unsigned functions;
};

extern __attribute__((visibility("hidden"))) const struct shimgen_handle_self shimgen_handle_self;

/* A session that was joined. Written before it is published, and only read from then on. */
struct shimgen_handle_place {
    struct shimgen_handle_head *head;
    struct shimgen_handle_shim *shim;
    struct sockaddr_un socket; /* of the handler */
};

static _Atomic(const struct shimgen_handle_place *) shimgen_handle_place;

/* What is looked at before each call: the page of the session; or one of these. */
static _Atomic(const atomic_uchar *) shimgen_handle_wanted_now;

/* There is no session, so nobody answers. */
static const atomic_uchar shimgen_handle_nobody[SHIMGEN_HANDLE_FUNCTIONS_MAX];

/* There is one that cannot be joined: what functions fail with then is what they fail with if no answer comes. */
static const atomic_uchar shimgen_handle_lost[SHIMGEN_HANDLE_FUNCTIONS_MAX] = {[0 ... SHIMGEN_HANDLE_FUNCTIONS_MAX - 1] = 1};

static struct shimgen_handle_shim *shimgen_handle_page(const struct shimgen_handle_place *place, unsigned number)
{
    return (struct shimgen_handle_shim *)((char *)place->head + (size_t)(number + 1) * SHIMGEN_HANDLE_PAGE);
}

static bool shimgen_handle_is_own(struct shimgen_handle_shim *shim)
{
    const volatile char *name = shim->name;
    const volatile char *own = shimgen_handle_self.name;
    for (unsigned i = 0; i < SHIMGEN_HANDLE_NAME_SIZE; i++) {
        if (name[i] != own[i]) {
            return false;
        }
    }
    return shim->digest == shimgen_handle_self.digest && shim->functions == shimgen_handle_self.functions;
}

/* How often a page that somebody is making is looked at again: who makes it writes some words, or was killed. */
#define SHIMGEN_HANDLE_LOOKS 1000

static unsigned shimgen_handle_state(struct shimgen_handle_shim *shim)
{
    unsigned state = atomic_load_explicit(&shim->state, memory_order_acquire);
    for (int i = 0; state == SHIMGEN_HANDLE_TAKEN && i < SHIMGEN_HANDLE_LOOKS; i++) {
        shimgen_sys_if_allowed(SYS_sched_yield, 0, 0, 0, 0, 0);
        state = atomic_load_explicit(&shim->state, memory_order_acquire);
    }
    return state;
}

/* This shim's page, which is made if there is none; NULL if all are other shims'. */
static struct shimgen_handle_shim *shimgen_handle_enter(const struct shimgen_handle_place *place)
{
    for (unsigned i = 0; i < SHIMGEN_HANDLE_SHIMS; i++) {
        struct shimgen_handle_shim *const shim = shimgen_handle_page(place, i);
        unsigned state = SHIMGEN_HANDLE_FREE;
        if (atomic_compare_exchange_strong(&shim->state, &state, SHIMGEN_HANDLE_TAKEN)) {
            shimgen_copy((unsigned char *)shim->name, (const unsigned char *)shimgen_handle_self.name, sizeof shim->name);
            shim->digest = shimgen_handle_self.digest;
            shim->functions = shimgen_handle_self.functions;
            atomic_store_explicit(&shim->state, SHIMGEN_HANDLE_THERE, memory_order_release);
            return shim;
        }
        if (shimgen_handle_state(shim) == SHIMGEN_HANDLE_THERE && shimgen_handle_is_own(shim)) {
            return shim;
        }
    }
    return NULL;
}

/* Puts together the path of the handler's socket; false if it is too long for one: unix(7). */
static bool shimgen_handle_set_socket(struct shimgen_handle_place *place, const char *folder)
{
    char *const path = place->socket.sun_path;
    const size_t size = sizeof place->socket.sun_path;
    size_t length = shimgen_copy_path(path, 0, size, folder);
    length = length == 0 ? 0 : shimgen_copy_path(path, length, size, "/handler-");
    if (length == 0 || length + 16 >= size) {
        return false;
    }
    for (int i = 60; i >= 0; i -= 4) {
        ((volatile char *)path)[length++] = "0123456789abcdef"[shimgen_handle_self.digest >> i & 15];
    }
    path[length] = '\0';
    place->socket.sun_family = AF_UNIX;
    return true;
}

static bool shimgen_handle_is_file(const struct shimgen_handle_head *head)
{
    const volatile char *magic = head->magic;
    const volatile char *wanted = SHIMGEN_HANDLE_MAGIC;
    for (unsigned i = 0; i < sizeof head->magic; i++) {
        if (magic[i] != wanted[i]) {
            return false;
        }
    }
    return head->version == SHIMGEN_HANDLE_VERSION && head->shims == SHIMGEN_HANDLE_SHIMS;
}

/* Maps a session's file of handlers; NULL, or what is wrong. */
static const char *shimgen_handle_map(struct shimgen_handle_place *place, const char *folder)
{
    const size_t size = (size_t)(1 + SHIMGEN_HANDLE_SHIMS) * SHIMGEN_HANDLE_PAGE;
    char path[sizeof place->socket.sun_path];
    struct shimgen_file_identity file;
    const size_t length = shimgen_copy_path(path, 0, sizeof path, folder);
    if (length == 0 || shimgen_copy_path(path, length, sizeof path, SHIMGEN_HANDLE_FILE) == 0 ||
        !shimgen_handle_set_socket(place, folder)) {
        return "shimgen: the path in SHIMGEN_SESSION is too long; no handler is asked\n";
    }
    const long flags = O_RDWR | O_CLOEXEC | O_NOFOLLOW | O_NOCTTY | O_NONBLOCK;
    const int descriptor = (int)shimgen_sys_if_allowed(SYS_openat, AT_FDCWD, (long)path, flags, 0, 0);
    if (descriptor < 0) {
        return descriptor == -ENOENT ? "" : "shimgen: the session that SHIMGEN_SESSION names cannot be opened; no handler is asked\n";
    }
    const char *wrong = NULL;
    if (!shimgen_file_identify(descriptor, NULL, &file) || !file.regular || file.owner != shimgen_file_user()) {
        wrong = "shimgen: the session that SHIMGEN_SESSION names belongs to another user; no handler is asked\n";
    } else if (shimgen_sys(SYS_lseek, descriptor, 0, SEEK_END, 0, 0) < (long)size) {
        wrong = "shimgen: the handlers of the session that SHIMGEN_SESSION names are cut; no handler is asked\n";
    } else {
        place->head = shimgen_sys_map(size, MAP_SHARED, descriptor, 0);
        if (place->head == NULL) {
            wrong = "shimgen: the process may not have so much memory (ulimit -v, ulimit -l); no handler is asked\n";
        } else if (!shimgen_handle_is_file(place->head)) {
            wrong = "shimgen: the session that SHIMGEN_SESSION names is of another version of shimgen; no handler is asked\n";
        } else {
            place->shim = shimgen_handle_enter(place);
            wrong = place->shim == NULL ? "shimgen: the session has no room for one more shim; no handler is asked\n" : NULL;
        }
    }
    shimgen_sys(SYS_close, descriptor, 0, 0, 0, 0);
    if (wrong != NULL && place->head != NULL) {
        shimgen_sys(SYS_munmap, (long)place->head, (long)size, 0, 0, 0);
    }
    return wrong;
}

/*
 * Joins the session that the environment names, and returns which functions its handler wants. The first thread wins, as in
 * shimgen_sink_read. A session that is gone stays silent, as one that has ended.
 */
static __attribute__((cold, noinline)) const atomic_uchar *shimgen_handle_join(void)
{
    char **environment = shimgen_is_relocated() ? shimgen_settings_environment() : NULL;
    if (environment == NULL) {
        return shimgen_handle_nobody; /* too early, or the program cleared it: look again next time */
    }
    if (shimgen_sys_is_restricted()) {
        return shimgen_handle_lost;
    }
    const char *folder = shimgen_settings_are_secure() ? NULL : shimgen_settings_value(environment, "SHIMGEN_SESSION=");
    const atomic_uchar *wanted = shimgen_handle_nobody;
    if (folder != NULL) {
        struct shimgen_handle_place *const place = shimgen_sys_memory(sizeof *place);
        const char *const wrong = place == NULL ? "" : shimgen_handle_map(place, folder);
        const struct shimgen_handle_place *other = NULL;
        wanted = shimgen_handle_lost;
        if (wrong == NULL && atomic_compare_exchange_strong(&shimgen_handle_place, &other, place)) {
            wanted = place->shim->wanted;
        } else if (place != NULL) {
            if (wrong == NULL) {
                wanted = other->shim->wanted;
                shimgen_sys(SYS_munmap, (long)place->head, (long)(1 + SHIMGEN_HANDLE_SHIMS) * SHIMGEN_HANDLE_PAGE, 0, 0, 0);
            } else if (*wrong != '\0') {
                shimgen_settings_say(wrong);
            }
            shimgen_sys(SYS_munmap, (long)place, sizeof *place, 0, 0, 0);
        }
    }
    atomic_store_explicit(&shimgen_handle_wanted_now, wanted, memory_order_release);
    return wanted;
}

/* Whether Java may answer the function of that number. */
static inline bool shimgen_handle_wanted(unsigned number)
{
    const atomic_uchar *wanted = atomic_load_explicit(&shimgen_handle_wanted_now, memory_order_acquire);
    if (__builtin_expect(wanted == NULL, 0)) {
        wanted = shimgen_handle_join();
    }
    return __builtin_expect(atomic_load_explicit(&wanted[number], memory_order_relaxed) != 0, 0);
}

/* Reads the environment before main() can change it. */
static __attribute__((constructor)) void shimgen_handle_construct(void)
{
    (void)shimgen_handle_wanted(0);
}

#endif
