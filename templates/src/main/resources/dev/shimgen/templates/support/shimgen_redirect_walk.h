/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * shimgen_redirect_walk.h: what a name means if symbolic links and ".." are followed among the names that programs say.
 *
 * The kernel resolves a name among the folders that are really there (path_resolution(7)). Where a link leads to something below a
 * `from`, or ".." leaves a `to`, it goes wrong; then the name is walked through here, component by component, and the kernel gets a
 * name that has no such border in it.
 */
#ifndef SHIMGEN_REDIRECT_WALK_H
#define SHIMGEN_REDIRECT_WALK_H

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdbool.h>
#include <stddef.h>

#include "shimgen_copy.h"
#include "shimgen_redirect_look.h"
#include "shimgen_redirect_rules.h"
#include "shimgen_sys.h"

/* Most links in a name: path_resolution(7). */
#define SHIMGEN_REDIRECT_LINKS_MAX 40

/* Room for a name on the stack, while it is looked at: a thread may have no more than PTHREAD_STACK_MIN in all. */
#define SHIMGEN_REDIRECT_TEXT 1024

/* A walk. Each of its texts has room for as many bytes. */
struct shimgen_redirect_walk {
    char *seen;    /* where the walk is, as programs call it; always absolute, "" is the root folder */
    char *real;    /* the same for the kernel */
    char *target;  /* of a link */
    char *rest;    /* what is still to come, at the end of the memory */
    size_t room;
    size_t length; /* of `seen` */
    size_t begin;  /* of `rest` */
    int links;     /* how many were followed */
    bool slash;    /* the component that was taken last had a slash behind it */
    bool crossed;  /* links have led elsewhere than they lead the kernel */
    bool full;     /* there was not enough room */
};

#define SHIMGEN_REDIRECT_WALK_TEXTS 4

/* A decimal number behind what is in a text, which has room for it; the new length. */
static inline size_t shimgen_redirect_number(char *text, size_t length, unsigned number)
{
    char digits[10];
    size_t count = 0;
    do {
        digits[count++] = (char)('0' + number % 10);
        number /= 10;
    } while (number != 0);
    while (count > 0) {
        text[length++] = digits[--count];
    }
    text[length] = '\0';
    return length;
}

/*
 * The name of a folder as the kernel knows it, and its length: that of a descriptor, or of the current one. A negated errno if
 * there is none: it was removed, or is out of reach ("(unreachable)", getcwd(2)).
 */
static __attribute__((cold, noinline)) long shimgen_redirect_folder(int folder, char *to, size_t room)
{
    long length;
    if (folder == AT_FDCWD) {
        length = shimgen_sys_if_allowed(SYS_getcwd, (long)to, (long)room, 0, 0, 0) - 1;
        if (length < -1) {
            return length + 1 == -ERANGE ? -ENAMETOOLONG : length + 1;
        }
    } else {
        /* A thread may have descriptors of its own: unshare(2). */
        char link[40];
        size_t end = shimgen_copy_path(link, 0, sizeof link, "/proc/thread-self/fd/");
        if (folder < 0) {
            return -EBADF;
        }
        shimgen_redirect_number(link, end, (unsigned)folder);
        length = shimgen_sys_if_allowed(SYS_readlinkat, AT_FDCWD, (long)link, (long)to, (long)room, 0);
        if (length < 0) {
            return length;
        }
        if ((size_t)length == room) {
            return -ENAMETOOLONG;
        }
        to[length] = '\0';
    }
    return length <= 0 || to[0] != '/' ? -ENOENT : length == 1 ? 0 : length;
}

/* Leaves the last component of a name, which has no slash at its end. */
static inline size_t shimgen_redirect_up(const char *name, size_t length)
{
    while (length > 0 && name[length - 1] != '/') {
        length--;
    }
    return length > 0 ? length - 1 : 0;
}

/* Puts a name in front of what is still to come; false if there is no room. */
static bool shimgen_redirect_walk_on(struct shimgen_redirect_walk *walk, const char *name, size_t length)
{
    const size_t slash = walk->slash || walk->begin < walk->room;
    if (length + slash > walk->begin) {
        walk->full = true;
        return false;
    }
    if (slash != 0) {
        walk->rest[--walk->begin] = '/';
    }
    walk->begin -= length;
    shimgen_copy((unsigned char *)walk->rest + walk->begin, (const unsigned char *)name, length);
    return true;
}

/* Where the walk is, told as the kernel has to be: puts that and an ending into `real`; its length, 0 if there is no room. */
static size_t shimgen_redirect_walk_told(const struct shimgen_redirect_rules *rules, struct shimgen_redirect_walk *walk,
                                         const char *end, size_t end_length)
{
    size_t from_length;
    const size_t room = walk->room - end_length;
    long made = shimgen_redirect_map(rules, walk->seen, walk->length, walk->real, room, &from_length);
    if (made == 0) {
        made = shimgen_redirect_join(walk->real, room, "", 0, walk->seen, walk->length);
    }
    if (made < 0) {
        walk->full = true;
        return 0;
    }
    shimgen_copy((unsigned char *)walk->real + made, (const unsigned char *)end, end_length);
    walk->real[(size_t)made + end_length] = '\0';
    return (size_t)made + end_length;
}

/*
 * Whether the walk is where a rule begins. Behind a link, whose target the kernel reads among the folders that are really there, it
 * takes another way than the kernel if it comes there or leaves.
 */
static bool shimgen_redirect_walk_is_border(const struct shimgen_redirect_rules *rules,
                                            struct shimgen_redirect_walk *walk)
{
    struct shimgen_redirect_match match;
    shimgen_redirect_find(rules, walk->seen, walk->length, &match);
    const bool border = match.found && match.rule.from_length == walk->length;
    walk->crossed |= border && walk->links > 0;
    return border;
}

/* Follows the link that `seen` is, if it is one. Those in /proc may lead to what has no name, and stay: proc(5). */
static bool shimgen_redirect_walk_link(const struct shimgen_redirect_rules *rules, struct shimgen_redirect_walk *walk)
{
    if (shimgen_redirect_is_below(walk->seen, walk->length, "/proc", 5)) {
        return true;
    }
    if (shimgen_redirect_walk_told(rules, walk, "", 0) == 0) {
        return false;
    }
    const long length = shimgen_sys_if_allowed(SYS_readlinkat, AT_FDCWD, (long)walk->real, (long)walk->target,
                                               (long)walk->room, 0);
    walk->full |= length == (long)walk->room;
    if (length <= 0 || walk->full) {
        return length <= 0 && length != -EPERM; /* no link, or nothing; the caller will see */
    }
    if (++walk->links > SHIMGEN_REDIRECT_LINKS_MAX) {
        return false;
    }
    walk->length = walk->target[0] == '/' ? 0 : shimgen_redirect_up(walk->seen, walk->length);
    walk->seen[walk->length] = '\0';
    if (walk->length == 0) {
        shimgen_redirect_walk_is_border(rules, walk); /* "/" may stand for another folder, too */
    }
    return shimgen_redirect_walk_on(walk, walk->target, (size_t)length);
}

/* What comes of leaving a folder. */
enum shimgen_redirect_left {
    SHIMGEN_REDIRECT_LEFT,
    SHIMGEN_REDIRECT_NO_FOLDER, /* it is none, or must not be searched: the kernel shall say so */
    SHIMGEN_REDIRECT_UNKNOWN
};

/* Takes "..": whoever leaves a folder searches it, so it has to be there, and must not be closed to him. */
static enum shimgen_redirect_left shimgen_redirect_walk_up(const struct shimgen_redirect_rules *rules,
                                                           struct shimgen_redirect_walk *walk)
{
    char nothing[1];
    if (shimgen_redirect_is_below(walk->seen, walk->length, "/proc", 5)) {
        return SHIMGEN_REDIRECT_UNKNOWN; /* it may be above what a link there leads to */
    }
    shimgen_redirect_walk_is_border(rules, walk);
    if (walk->length > 0) {
        if (shimgen_redirect_walk_told(rules, walk, "/.", 2) == 0) {
            return SHIMGEN_REDIRECT_UNKNOWN;
        }
        /* A folder is no link, which is EINVAL. */
        const long result =
            shimgen_sys_if_allowed(SYS_readlinkat, AT_FDCWD, (long)walk->real, (long)nothing, sizeof nothing, 0);
        if (result != -EINVAL) {
            return result == -EPERM ? SHIMGEN_REDIRECT_UNKNOWN : SHIMGEN_REDIRECT_NO_FOLDER;
        }
    }
    walk->length = shimgen_redirect_up(walk->seen, walk->length);
    walk->seen[walk->length] = '\0';
    return SHIMGEN_REDIRECT_LEFT;
}

/* Puts bytes behind `seen`; false if there is no room. */
static bool shimgen_redirect_walk_put(struct shimgen_redirect_walk *walk, const char *text, size_t length)
{
    if (walk->length + length >= walk->room) {
        walk->full = true;
        return false;
    }
    shimgen_copy((unsigned char *)walk->seen + walk->length, (const unsigned char *)text, length);
    walk->length += length;
    walk->seen[walk->length] = '\0';
    return true;
}

/*
 * Walks along what is still to come. `follow` says that the last component is followed, too, if it is a link. Afterwards the
 * name is in `seen`. It ends as the one that was given, in a slash or in a dot: rmdir(2) takes neither a link with a slash behind
 * it nor ".". False if there is no way.
 */
static __attribute__((cold, noinline)) bool shimgen_redirect_walk_all(const struct shimgen_redirect_rules *rules,
                                                                      struct shimgen_redirect_walk *walk, bool follow)
{
    bool dot = false;
    while (walk->begin < walk->room) {
        const char *const name = walk->rest + walk->begin;
        const size_t left = walk->room - walk->begin;
        size_t size = 0;
        while (size < left && name[size] != '/') {
            size++;
        }
        size_t slashes = 0;
        while (size + slashes < left && name[size + slashes] == '/') {
            slashes++;
        }
        walk->slash = slashes > 0;
        walk->begin += size + slashes;
        const bool last = walk->begin == walk->room;
        if (size == 0) {
            continue;
        }
        dot = size <= 2 && name[0] == '.' && name[size - 1] == '.';
        if (dot && size == 1) {
            continue;
        }
        if (dot && last && walk->length > 0 && !shimgen_redirect_walk_is_border(rules, walk)) {
            return shimgen_redirect_walk_put(walk, "/..", 3); /* as the kernel takes it from here */
        }
        if (dot) {
            const enum shimgen_redirect_left way = shimgen_redirect_walk_up(rules, walk);
            if (way == SHIMGEN_REDIRECT_NO_FOLDER) {
                break;
            }
            if (way == SHIMGEN_REDIRECT_UNKNOWN) {
                return false;
            }
            continue;
        }
        if (!shimgen_redirect_walk_put(walk, "/", 1) || !shimgen_redirect_walk_put(walk, name, size)) {
            return false;
        }
        /* What a rule leads to is no link that counts from where it is said to be; the kernel follows it. */
        if (!shimgen_redirect_walk_is_border(rules, walk) && (!last || follow) &&
            !shimgen_redirect_walk_link(rules, walk)) {
            return false;
        }
    }
    return dot ? shimgen_redirect_walk_put(walk, "/.", 2) : !walk->slash || shimgen_redirect_walk_put(walk, "/", 1);
}

/* Begins a walk in the folder that a relative name counts from; false if that is not known. */
static bool shimgen_redirect_walk_from(const struct shimgen_redirect_rules *rules, struct shimgen_redirect_walk *walk,
                                       int folder)
{
    const long base = shimgen_redirect_folder(folder, walk->real, walk->room);
    const long back =
        base < 0 ? base : shimgen_redirect_map_back(rules, walk->real, (size_t)base, walk->seen, walk->room);
    if (base < 0 || back < 0) {
        walk->full = base == -ENAMETOOLONG || back == -ENAMETOOLONG;
        return false;
    }
    if (back == 0) {
        shimgen_copy((unsigned char *)walk->seen, (const unsigned char *)walk->real, (size_t)base);
    }
    walk->length = (size_t)(back == 0 ? base : back == 1 ? 0 : back);
    walk->seen[walk->length] = '\0';
    return true;
}

/*
 * Where a name leads, as the kernel has to be told: puts that into `real`, and returns its length; 0 if it is not known. The
 * texts are one behind the other in the memory, each of so many bytes.
 */
static __attribute__((cold, noinline)) long shimgen_redirect_walk_in(const struct shimgen_redirect_rules *rules,
                                                                     struct shimgen_redirect_walk *walk, char *memory,
                                                                     size_t room, int folder, const char *name,
                                                                     size_t length, bool follow)
{
    walk->seen = memory;
    walk->real = memory + room;
    walk->target = memory + 2 * room;
    walk->rest = memory + 3 * room;
    walk->room = room;
    walk->length = 0;
    walk->begin = room;
    walk->links = 0;
    walk->slash = false;
    walk->crossed = false;
    walk->full = false;
    if (!shimgen_redirect_walk_on(walk, name, length) ||
        (name[0] != '/' && !shimgen_redirect_walk_from(rules, walk, folder)) ||
        !shimgen_redirect_walk_all(rules, walk, follow)) {
        return 0;
    }
    return (long)shimgen_redirect_walk_told(rules, walk, "", 0);
}

#endif
