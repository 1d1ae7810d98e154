/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * shimgen_mount_ask.h: asks the server of a session's mounts for something.
 *
 * That is rare, once for each file at most, so each question has a connection of its own: nothing stays open that closefrom(3), fork(2)
 * or execve(2) could meet.
 */
#ifndef SHIMGEN_MOUNT_ASK_H
#define SHIMGEN_MOUNT_ASK_H

#include <errno.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>

#include "shimgen_copy.h"
#include "shimgen_loaded.h"
#include "shimgen_mount.h"
#include "shimgen_redirect_rules.h"
#include "shimgen_settings.h"
#include "shimgen_socket.h"
#include "shimgen_sys.h"

/* A session's mounts. Written before they are published, and only read from then on. */
struct shimgen_mount_place {
    const struct shimgen_mount_head *head;
    struct sockaddr_un server;
    char preload[1024]; /* what the dynamic linker has preloaded; "" if that is not known */
};

static _Atomic(const struct shimgen_mount_place *) shimgen_mount_place;

/* There is no session, or none that can be read. */
static const struct shimgen_mount_place shimgen_mount_nowhere;

/* Joining ---------------------------------------------------------------------------------------------------------- */

/* Maps the head; NULL if there is none that can be read. */
static const struct shimgen_mount_head *shimgen_mount_map(const char *folder)
{
    const struct shimgen_mount_head *const head =
        shimgen_redirect_open(folder, SHIMGEN_MOUNT_FILE, SHIMGEN_MOUNT_HEAD_SIZE);
    if (head != NULL && (!shimgen_redirect_same(head->magic, SHIMGEN_MOUNT_MAGIC, sizeof head->magic) ||
                         head->version != SHIMGEN_MOUNT_VERSION)) {
        shimgen_sys(SYS_munmap, (long)head, SHIMGEN_MOUNT_HEAD_SIZE, 0, 0, 0);
        shimgen_settings_say("shimgen: the session that SHIMGEN_SESSION names is of another version of shimgen; its "
                             "mounts are not there\n");
        return NULL;
    }
    return head;
}

/* Joins the session that the environment names. The first thread wins. */
static __attribute__((cold, noinline)) const struct shimgen_mount_place *shimgen_mount_join(void)
{
    char **environment = shimgen_is_relocated() ? shimgen_settings_environment() : NULL;
    if (environment == NULL) {
        return &shimgen_mount_nowhere; /* too early, or the program cleared it: look again next time */
    }
    const char *const folder =
        shimgen_settings_are_secure() ? NULL : shimgen_settings_value(environment, "SHIMGEN_SESSION=");
    const struct shimgen_mount_head *const head = folder == NULL ? NULL : shimgen_mount_map(folder);
    struct shimgen_mount_place *const place = head == NULL ? NULL : shimgen_sys_memory(sizeof *place);
    const struct shimgen_mount_place *now = &shimgen_mount_nowhere;
    if (place != NULL) {
        char *const path = place->server.sun_path;
        const size_t length = shimgen_copy_path(path, 0, sizeof place->server.sun_path, folder);
        place->head = head;
        place->server.sun_family = AF_UNIX;
        const char *const preload = shimgen_settings_value(environment, "LD_PRELOAD=");
        if (preload == NULL || shimgen_copy_path(place->preload, 0, sizeof place->preload, preload) == 0) {
            place->preload[0] = '\0';
        }
        if (shimgen_copy_path(path, length, sizeof place->server.sun_path, SHIMGEN_MOUNT_SOCKET) != 0) {
            now = place;
        }
    }
    const struct shimgen_mount_place *other = NULL;
    if (!atomic_compare_exchange_strong(&shimgen_mount_place, &other, now)) {
        if (place != NULL) {
            shimgen_sys(SYS_munmap, (long)place, sizeof *place, 0, 0, 0);
        }
        if (head != NULL) {
            shimgen_sys(SYS_munmap, (long)head, SHIMGEN_MOUNT_HEAD_SIZE, 0, 0, 0);
        }
        now = other;
    }
    return now;
}

/* Reads the environment before main() can change it. */
static __attribute__((constructor)) void shimgen_mount_construct(void)
{
    if (atomic_load_explicit(&shimgen_mount_place, memory_order_acquire) == NULL) {
        (void)shimgen_mount_join();
    }
}

/* The session's mounts; NULL if it has none just now. */
static inline const struct shimgen_mount_head *shimgen_mounts(void)
{
    const struct shimgen_mount_place *place = atomic_load_explicit(&shimgen_mount_place, memory_order_acquire);
    if (__builtin_expect(place == NULL, 0)) {
        place = shimgen_mount_join();
    }
    const struct shimgen_mount_head *const head = place->head;
    return head != NULL && atomic_load_explicit(&head->mounts, memory_order_acquire) != 0 ? head : NULL;
}

/* Asking ----------------------------------------------------------------------------------------------------------- */

/* What a talk comes to if the process that waits is not the one that asked: a signal handler has called fork(2). */
#define SHIMGEN_MOUNT_FORKED (-1)

/* Sends all of a question, and waits for its answer; an errno. */
static int shimgen_mount_talk(int descriptor, const struct shimgen_mount_ask *ask)
{
    struct shimgen_mount_answer answer;
    const long process = shimgen_sys_if_allowed(SYS_getpid, 0, 0, 0, 0, 0);
    size_t had = 0;
    long moved;
    do {
        moved = shimgen_sys(SYS_sendto, descriptor, (long)ask, sizeof *ask, MSG_NOSIGNAL, 0);
    } while (moved == -EINTR);
    if (moved != (long)sizeof *ask) {
        return EIO;
    }
    for (;;) {
        moved = shimgen_sys(SYS_recvfrom, descriptor, (long)&answer + (long)had, (long)(sizeof answer - had), 0, 0);
        if (moved == -EINTR) {
            /* A signal handler has run. The answer is its parent's. */
            if (shimgen_sys_if_allowed(SYS_getpid, 0, 0, 0, 0, 0) != process) {
                return SHIMGEN_MOUNT_FORKED;
            }
            continue;
        }
        if (moved <= 0) {
            return EIO; /* the server has ended, or there was no sign of life from it */
        }
        had += (size_t)moved;
        if (had < sizeof answer) {
            continue;
        }
        if (answer.mark != SHIMGEN_MOUNT_MARK || (answer.error > 4095 && answer.error != SHIMGEN_MOUNT_ALIVE)) {
            return EIO;
        }
        if (answer.error != SHIMGEN_MOUNT_ALIVE) {
            return (int)answer.error;
        }
        had = 0;
    }
}

/* Asks the server; 0 when it is done, or the errno that the call fails with. Without a server that is EIO: nothing is made up. */
static __attribute__((cold, noinline)) int shimgen_mount_ask(enum shimgen_mount_wish wish, unsigned long long inode)
{
    const struct shimgen_mount_place *const place = atomic_load_explicit(&shimgen_mount_place, memory_order_acquire);
    struct shimgen_mount_ask ask;
    struct shimgen_socket connection;
    int error;
    ask.mark = SHIMGEN_MOUNT_MARK;
    ask.wish = wish;
    ask.inode = inode;
    do {
        if (shimgen_sys_is_restricted() || !shimgen_socket_open(&connection, SOCK_STREAM) ||
            !shimgen_socket_connect(&connection, &place->server, place->head->limit)) {
            return EIO;
        }
        error = shimgen_mount_talk(connection.descriptor, &ask);
        shimgen_socket_close(connection.descriptor, connection.inode);
    } while (error == SHIMGEN_MOUNT_FORKED);
    return error;
}

#endif
