/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * shimgen_redirect_address.h: addresses of sockets that are names of files: unix(7), "Address format".
 */
#ifndef SHIMGEN_REDIRECT_ADDRESS_H
#define SHIMGEN_REDIRECT_ADDRESS_H

#include <fcntl.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/socket.h>
#include <sys/un.h>

#include "shimgen_copy.h"
#include "shimgen_memory.h"
#include "shimgen_redirect_look.h"
#include "shimgen_redirect_name.h"
#include "shimgen_redirect_result.h"
#include "shimgen_redirect_rules.h"

/* Bytes of an address before the name. */
#define SHIMGEN_REDIRECT_BEFORE_PATH ((socklen_t)offsetof(struct sockaddr_un, sun_path))

/* Room for a name in an address. It need not end in a null byte. */
#define SHIMGEN_REDIRECT_PATH_SIZE (sizeof(struct sockaddr_un) - offsetof(struct sockaddr_un, sun_path))

/* Whether so many bytes can be read, which are on two pages at the most. */
static inline bool shimgen_redirect_is_there(const void *memory, size_t size)
{
    return shimgen_redirect_page((uintptr_t)memory) && shimgen_redirect_page((uintptr_t)memory + size - 1);
}

/* Whether an address is the name of a file: those of no file have none, or one that begins with a null byte. */
static inline bool shimgen_redirect_is_address(const struct sockaddr *address, socklen_t size)
{
    const struct sockaddr_un *const local = (const struct sockaddr_un *)(const void *)address;
    return size > SHIMGEN_REDIRECT_BEFORE_PATH && size <= sizeof *local && shimgen_redirect_is_there(address, size) &&
           local->sun_family == AF_UNIX && local->sun_path[0] != '\0';
}

/* The name in an address of so many bytes; its length. */
static inline size_t shimgen_redirect_path(const struct sockaddr *address, socklen_t size, char *path)
{
    const struct sockaddr_un *const local = (const struct sockaddr_un *)(const void *)address;
    const size_t room = size - SHIMGEN_REDIRECT_BEFORE_PATH;
    size_t length = 0;
    while (length < room && ((const volatile char *)local->sun_path)[length] != '\0') {
        path[length] = local->sun_path[length];
        length++;
    }
    path[length] = '\0';
    return length;
}

/* An address that a call is made with. */
struct shimgen_redirect_address {
    const struct sockaddr *now;
    socklen_t size;
    struct shimgen_redirect_name name;
    char given[SHIMGEN_REDIRECT_PATH_SIZE + 1];
    /* What a name becomes may have one byte more than an address has room for: the kernel then says that it is none (EINVAL). */
    struct sockaddr_un made;
    char more;
};

/* What an address stands for. `last` says whether the call follows the name if it is a link. */
static __attribute__((cold, noinline, unused)) void shimgen_redirect_address(const struct shimgen_redirect_rules *rules,
                                                                             struct shimgen_redirect_address *address,
                                                                             const struct sockaddr *given, socklen_t size,
                                                                             bool last)
{
    address->now = given;
    address->size = size;
    shimgen_redirect_path(given, size, address->given);
    shimgen_redirect_name(rules, &address->name, AT_FDCWD, address->given);
    shimgen_redirect_follow(rules, &address->name, last);
    if (address->name.now != address->given) {
        const size_t length = (size_t)shimgen_memory_length(address->name.now, PATH_MAX);
        const bool fits = length < SHIMGEN_REDIRECT_PATH_SIZE;
        address->made.sun_family = AF_UNIX;
        shimgen_copy((unsigned char *)address->made.sun_path, (const unsigned char *)address->name.now,
                     fits ? length + 1 : SHIMGEN_REDIRECT_PATH_SIZE);
        address->now = (const struct sockaddr *)(const void *)&address->made;
        address->size = SHIMGEN_REDIRECT_BEFORE_PATH + (socklen_t)(fits ? length + 1 : SHIMGEN_REDIRECT_PATH_SIZE + 1);
    }
}

/* Room for an address that a call tells; 0 if it does not. */
static inline socklen_t shimgen_redirect_peer_room(const struct sockaddr *address, const socklen_t *size)
{
    return address == NULL || !shimgen_redirect_is_there(size, sizeof *size) ? 0 : *(const volatile socklen_t *)size;
}

/* Maps the name in an address back that a call has told. Of one that was cut nothing is known, and it stays. */
static __attribute__((cold, noinline, unused)) void shimgen_redirect_peer_back(const struct shimgen_redirect_rules *rules,
                                                                               struct sockaddr *address,
                                                                               socklen_t *size, socklen_t available)
{
    char path[SHIMGEN_REDIRECT_PATH_SIZE + 1];
    struct shimgen_redirect_room room;
    char *name;
    if (*size > available || !shimgen_redirect_is_address(address, *size)) {
        return;
    }
    const size_t length = shimgen_redirect_path(address, *size, path);
    if (!shimgen_redirect_may_be_back(rules, path, length)) {
        return;
    }
    room.far = NULL;
    const long made = shimgen_redirect_back(rules, &room, path, length, &name);
    if (made > 0) {
        /* As the kernel: what has no room is cut, and the size is what it would be. */
        const socklen_t whole = SHIMGEN_REDIRECT_BEFORE_PATH + (socklen_t)made + 1;
        const socklen_t put = (whole < available ? whole : available) - SHIMGEN_REDIRECT_BEFORE_PATH;
        shimgen_copy((unsigned char *)address + SHIMGEN_REDIRECT_BEFORE_PATH, (const unsigned char *)name, put);
        *size = whole;
    }
    shimgen_redirect_room_end(&room);
}

#endif
