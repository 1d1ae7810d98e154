/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * shimgen_redirect_name.h: the names that a call is made with in place of those that a program has passed.
 *
 * A name is rewritten by its text alone as long as that is certain. If the call then finds nothing (ENOENT), links may have led
 * into a rule's folder, where nothing is: it is made again with names whose links are followed here, first all but the last
 * component, then that, too. Calls that cannot be made twice are made with the last of these names at once.
 *
 * Short names are on the stack. Names that are longer have memory of their own, for small stacks have no room for PATH_MAX.
 */
#ifndef SHIMGEN_REDIRECT_NAME_H
#define SHIMGEN_REDIRECT_NAME_H

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/mman.h>

#include "shimgen_redirect_look.h"
#include "shimgen_redirect_rules.h"
#include "shimgen_redirect_walk.h"
#include "shimgen_sys.h"

/* Room for a name on the stack while a call is made. */
#define SHIMGEN_REDIRECT_NEAR 512

/* How far the links of a name are followed. */
enum shimgen_redirect_stage {
    SHIMGEN_REDIRECT_TEXT_ONLY,
    SHIMGEN_REDIRECT_FOLDERS, /* all but the last component */
    SHIMGEN_REDIRECT_ALL
};

/* A name in a call. */
struct shimgen_redirect_name {
    const char *given; /* by the program */
    const char *now;   /* what the call gets */
    int folder;        /* that it is relative to, as for openat(2) */
    bool loops;        /* it has more links than the kernel follows */
    char *far;         /* memory of PATH_MAX bytes, for a long name; NULL if there is none */
    char near[SHIMGEN_REDIRECT_NEAR];
};

/* Stands for each name that becomes longer than the kernel takes: it says ENAMETOOLONG, in whatever way a function tells. */
static const char shimgen_redirect_too_long[PATH_MAX + 1] = {[0 ... PATH_MAX - 1] = '/'};

/* What a name is by its text ---------------------------------------------------------------------------------------- */

/* What the ".." of a name do. */
struct shimgen_redirect_ups {
    bool any;
    bool touch;   /* one leaves a name that is below a `from` */
    size_t least; /* bytes of the shortest name that one leaves */
};

/*
 * Resolves "." and ".." of a name behind what is in `text`, an absolute name without slash at its end; its new length, or
 * -ENAMETOOLONG.
 */
static __attribute__((cold, noinline)) long shimgen_redirect_resolve(const struct shimgen_redirect_rules *rules,
                                                                     char *text, size_t length, size_t room,
                                                                     const char *name, size_t name_length,
                                                                     struct shimgen_redirect_ups *ups)
{
    bool slash = false;
    bool dot = false;
    for (size_t i = 0; i < name_length;) {
        size_t size = 0;
        while (i + size < name_length && name[i + size] != '/') {
            size++;
        }
        const char *const component = name + i;
        slash = i + size < name_length;
        i += size + slash;
        if (size == 0) {
            continue;
        }
        dot = size <= 2 && component[0] == '.' && component[size - 1] == '.';
        if (dot) {
            if (size == 2) {
                struct shimgen_redirect_match match;
                shimgen_redirect_find(rules, text, length, &match);
                ups->any = true;
                ups->touch |= match.found;
                ups->least = length < ups->least ? length : ups->least;
                length = shimgen_redirect_up(text, length);
            }
            continue;
        }
        if (length + 1 + size + 3 > room) {
            return -ENAMETOOLONG;
        }
        text[length] = '/';
        shimgen_copy((unsigned char *)text + length + 1, (const unsigned char *)component, size);
        length += 1 + size;
    }
    if (length + 3 > room) {
        return -ENAMETOOLONG;
    }
    /* A folder's name that ends in a dot is none that can be made, removed or renamed: it stays one. */
    if (slash || dot) {
        text[length++] = '/';
    }
    if (dot) {
        text[length++] = '.';
    }
    text[length] = '\0';
    return (long)length;
}

/* What the text of a name says. */
enum shimgen_redirect_says {
    SHIMGEN_REDIRECT_AS_GIVEN,
    SHIMGEN_REDIRECT_AS_TEXT,   /* the text is what it means, and a rule has that */
    SHIMGEN_REDIRECT_AS_WALKED, /* only who follows its links can say */
    SHIMGEN_REDIRECT_NO_ROOM
};

/* Finds that out. The text, made of the folder's name and the given one, has room for `room` bytes. */
static __attribute__((cold, noinline)) enum shimgen_redirect_says
shimgen_redirect_read_name(const struct shimgen_redirect_rules *rules, const struct shimgen_redirect_name *name,
                           size_t length, char *text, char *other, size_t room, size_t *text_length)
{
    struct shimgen_redirect_match base;
    struct shimgen_redirect_match end;
    struct shimgen_redirect_ups ups;
    size_t begin = 0;
    shimgen_redirect_no_match(&base);
    if (name->given[0] == '/') {
        shimgen_redirect_find(rules, name->given, length, &base);
    } else {
        const long folder = shimgen_redirect_folder(name->folder, other, room);
        if (folder < 0) {
            return folder == -ENAMETOOLONG ? SHIMGEN_REDIRECT_NO_ROOM : SHIMGEN_REDIRECT_AS_GIVEN;
        }
        const long back = shimgen_redirect_map_back(rules, other, (size_t)folder, text, room);
        if (back < 0) {
            return SHIMGEN_REDIRECT_NO_ROOM;
        }
        if (back == 0) {
            shimgen_copy((unsigned char *)text, (const unsigned char *)other, (size_t)folder);
        }
        begin = (size_t)(back == 0 ? folder : back == 1 ? 0 : back);
        /* What is reached from inside of a folder stays there, unless ".." leaves it. */
        shimgen_redirect_find(rules, text, begin, &base);
        base.found = base.found && back != 0;
    }
    ups.any = false;
    ups.touch = false;
    ups.least = ~(size_t)0;
    const long made = shimgen_redirect_resolve(rules, text, begin, room, name->given, length, &ups);
    if (made < 0) {
        return SHIMGEN_REDIRECT_NO_ROOM;
    }
    *text_length = (size_t)made;
    shimgen_redirect_find(rules, text, *text_length, &end);
    if (base.found && end.found && base.rule.from_length == end.rule.from_length && ups.least > base.rule.from_length) {
        /* It begins with a folder's name, and stays below that. */
        if (name->given[0] != '/') {
            return SHIMGEN_REDIRECT_AS_GIVEN;
        }
        if (length < room) {
            shimgen_copy((unsigned char *)text, (const unsigned char *)name->given, length + 1);
            *text_length = length;
        }
        return length < room ? SHIMGEN_REDIRECT_AS_TEXT : SHIMGEN_REDIRECT_NO_ROOM;
    }
    if (ups.any && (ups.touch || end.found || base.found)) {
        return SHIMGEN_REDIRECT_AS_WALKED;
    }
    return end.found ? SHIMGEN_REDIRECT_AS_TEXT : SHIMGEN_REDIRECT_AS_GIVEN;
}

/* The same with memory of its own, where the stack has not enough. */
struct shimgen_redirect_texts {
    char text[2 * PATH_MAX];
    char other[2 * PATH_MAX];
};

/* Making names ------------------------------------------------------------------------------------------------------ */

/* Memory for a long name; NULL if there is none. */
static char *shimgen_redirect_far(struct shimgen_redirect_name *name)
{
    if (name->far == NULL) {
        name->far = shimgen_sys_memory(PATH_MAX);
    }
    return name->far;
}

/* Sets what a name stands for by its text; it is as long as PATH_MAX at the most. */
static __attribute__((noinline)) void shimgen_redirect_set(const struct shimgen_redirect_rules *rules,
                                                           struct shimgen_redirect_name *name, const char *text,
                                                           size_t length)
{
    size_t from_length;
    long made = shimgen_redirect_map(rules, text, length, name->near, sizeof name->near, &from_length);
    name->now = made == 0 ? name->given : name->near;
    if (made == -ENAMETOOLONG) {
        char *const far = shimgen_redirect_far(name);
        made = far == NULL ? made : shimgen_redirect_map(rules, text, length, far, PATH_MAX, &from_length);
        name->now = made < 0 ? shimgen_redirect_too_long : made == 0 ? name->given : far;
    }
}

/* What came of following the links of a name. */
enum shimgen_redirect_walked { SHIMGEN_REDIRECT_NOTHING_NEW, SHIMGEN_REDIRECT_ELSEWHERE, SHIMGEN_REDIRECT_FULL };

/* How links are followed. */
enum shimgen_redirect_way {
    SHIMGEN_REDIRECT_LAST = 1,   /* also that which the last component is */
    SHIMGEN_REDIRECT_CROSSED = 2 /* it only counts if one leads into a rule's folder */
};

/* Walks with so much memory, and takes the name that comes of it. */
static __attribute__((cold, noinline)) enum shimgen_redirect_walked
shimgen_redirect_walk_with(const struct shimgen_redirect_rules *rules, struct shimgen_redirect_name *name, unsigned way,
                           char *memory, size_t room)
{
    struct shimgen_redirect_walk walk;
    const size_t length = (size_t)shimgen_redirect_length(name->given);
    const long made = shimgen_redirect_walk_in(rules, &walk, memory, room, name->folder, name->given, length,
                                               (way & SHIMGEN_REDIRECT_LAST) != 0);
    name->loops = walk.links > SHIMGEN_REDIRECT_LINKS_MAX;
    if (walk.full) {
        return SHIMGEN_REDIRECT_FULL;
    }
    if (made == 0 || (!walk.crossed && (way & SHIMGEN_REDIRECT_CROSSED) != 0)) {
        return SHIMGEN_REDIRECT_NOTHING_NEW;
    }
    char *to = name->near;
    if ((size_t)made >= sizeof name->near) {
        to = made < PATH_MAX ? shimgen_redirect_far(name) : NULL;
    }
    name->now = to == NULL ? shimgen_redirect_too_long : to;
    if (to != NULL) {
        shimgen_copy((unsigned char *)to, (const unsigned char *)walk.real, (size_t)made + 1);
    }
    return SHIMGEN_REDIRECT_ELSEWHERE;
}

/* The same with texts on the stack; their frame is gone before the call is made. */
static __attribute__((cold, noinline)) enum shimgen_redirect_walked
shimgen_redirect_walk_near(const struct shimgen_redirect_rules *rules, struct shimgen_redirect_name *name, unsigned way)
{
    char memory[SHIMGEN_REDIRECT_WALK_TEXTS * SHIMGEN_REDIRECT_TEXT];
    return shimgen_redirect_walk_with(rules, name, way, memory, SHIMGEN_REDIRECT_TEXT);
}

/* The same with memory that is made for it: new memory takes many times as long as all else. */
static __attribute__((cold, noinline)) enum shimgen_redirect_walked
shimgen_redirect_walk_far(const struct shimgen_redirect_rules *rules, struct shimgen_redirect_name *name, unsigned way)
{
    const size_t room = 2 * PATH_MAX;
    char *const memory = shimgen_sys_memory(SHIMGEN_REDIRECT_WALK_TEXTS * room);
    enum shimgen_redirect_walked walked = SHIMGEN_REDIRECT_NOTHING_NEW;
    if (memory != NULL) {
        walked = shimgen_redirect_walk_with(rules, name, way, memory, room);
        shimgen_sys(SYS_munmap, (long)memory, (long)(SHIMGEN_REDIRECT_WALK_TEXTS * room), 0, 0, 0);
    }
    return walked;
}

/* Sets what a name stands for when its links are followed; false if that is nothing new. */
static __attribute__((cold, noinline)) bool shimgen_redirect_set_walked(const struct shimgen_redirect_rules *rules,
                                                                        struct shimgen_redirect_name *name, unsigned way)
{
    enum shimgen_redirect_walked walked = shimgen_redirect_walk_near(rules, name, way);
    if (walked == SHIMGEN_REDIRECT_FULL) {
        walked = shimgen_redirect_walk_far(rules, name, way);
    }
    return walked == SHIMGEN_REDIRECT_ELSEWHERE;
}

/* Decides by a text of so much room. */
static __attribute__((cold, noinline)) enum shimgen_redirect_says
shimgen_redirect_decide(const struct shimgen_redirect_rules *rules, struct shimgen_redirect_name *name, size_t length,
                        char *text, char *other, size_t room)
{
    size_t text_length = 0;
    const enum shimgen_redirect_says says =
        shimgen_redirect_read_name(rules, name, length, text, other, room, &text_length);
    if (says == SHIMGEN_REDIRECT_AS_TEXT) {
        shimgen_redirect_set(rules, name, text, text_length);
    }
    return says;
}

/* The same with texts on the stack; their frame is gone before the call is made. */
static __attribute__((cold, noinline)) enum shimgen_redirect_says
shimgen_redirect_decide_near(const struct shimgen_redirect_rules *rules, struct shimgen_redirect_name *name, size_t length)
{
    char text[SHIMGEN_REDIRECT_TEXT];
    char other[SHIMGEN_REDIRECT_TEXT];
    return shimgen_redirect_decide(rules, name, length, text, other, sizeof text);
}

/* The same with memory that is made for it. */
static __attribute__((cold, noinline)) enum shimgen_redirect_says
shimgen_redirect_decide_far(const struct shimgen_redirect_rules *rules, struct shimgen_redirect_name *name, size_t length)
{
    struct shimgen_redirect_texts *const texts = shimgen_sys_memory(sizeof *texts);
    enum shimgen_redirect_says says = SHIMGEN_REDIRECT_NO_ROOM;
    if (texts != NULL) {
        says = shimgen_redirect_decide(rules, name, length, texts->text, texts->other, sizeof texts->text);
        shimgen_sys(SYS_munmap, (long)texts, sizeof *texts, 0, 0, 0);
    }
    return says;
}

/* Sets what a name stands for by its text. */
static __attribute__((noinline)) void shimgen_redirect_by_text(const struct shimgen_redirect_rules *rules,
                                                               struct shimgen_redirect_name *name)
{
    const char *const given = name->given;
    const long length = given == NULL ? 0 : shimgen_redirect_length(given);
    name->now = given;
    if (length <= 0 || length >= PATH_MAX) {
        return;
    }
    if (given[0] == '/' && !(shimgen_redirect_may_be_dotted(given, (size_t)length) &&
                             shimgen_redirect_is_dotted(given, (size_t)length))) {
        shimgen_redirect_set(rules, name, given, (size_t)length);
        return;
    }
    enum shimgen_redirect_says says = shimgen_redirect_decide_near(rules, name, (size_t)length);
    if (says == SHIMGEN_REDIRECT_NO_ROOM) {
        says = shimgen_redirect_decide_far(rules, name, (size_t)length);
    }
    if (says == SHIMGEN_REDIRECT_AS_WALKED) {
        shimgen_redirect_set_walked(rules, name, 0);
    }
}

/* Begins a name of a call. */
static __attribute__((noinline, unused)) void shimgen_redirect_name(const struct shimgen_redirect_rules *rules,
                                                                    struct shimgen_redirect_name *name, int folder,
                                                                    const char *given)
{
    name->given = given;
    name->folder = folder;
    name->loops = false;
    name->far = NULL;
    shimgen_redirect_by_text(rules, name);
}

/* Follows the links of a name of a call that is made only once. */
static __attribute__((cold, noinline, unused)) void shimgen_redirect_follow(const struct shimgen_redirect_rules *rules,
                                                                            struct shimgen_redirect_name *name, bool last)
{
    const long length = name->given == NULL ? 0 : shimgen_redirect_length(name->given);
    if (length > 0 && length < PATH_MAX && name->now != shimgen_redirect_too_long) {
        shimgen_redirect_set_walked(rules, name, SHIMGEN_REDIRECT_CROSSED | (last ? SHIMGEN_REDIRECT_LAST : 0U));
    }
}

/* Calls that found nothing ------------------------------------------------------------------------------------------ */

/* openat2(2), which Linux has since 5.6. */
#ifndef SYS_openat2
#define SYS_openat2 437
#endif

struct shimgen_redirect_how {
    unsigned long long flags;
    unsigned long long mode;
    unsigned long long resolve;
};

#define SHIMGEN_REDIRECT_NO_LINKS 4 /* RESOLVE_NO_SYMLINKS, <linux/openat2.h> */
#define SHIMGEN_REDIRECT_O_PATH 010000000

/*
 * Whether a name that led to nothing has links in it. The kernel says so in one call: it fails with ELOOP at the first link,
 * and with ENOENT if there is none. Older ones do not know it.
 */
static __attribute__((cold, noinline, unused)) bool shimgen_redirect_has_links(int folder, const char *name)
{
    struct shimgen_redirect_how how;
    how.flags = SHIMGEN_REDIRECT_O_PATH | O_CLOEXEC;
    how.mode = 0;
    how.resolve = SHIMGEN_REDIRECT_NO_LINKS;
    if (name == NULL || shimgen_sys_is_restricted()) {
        return false;
    }
    const long made = shimgen_sys(SYS_openat2, folder, (long)name, (long)&how, sizeof how, 0);
    if (made >= 0) {
        shimgen_sys(SYS_close, made, 0, 0, 0, 0); /* it has come into being meanwhile */
    }
    return made == -ELOOP || made == -ENOSYS || made == -EPERM;
}

/* Follows the links of all names; false if none of them leads into a rule's folder. Those that do not are as their text says. */
static bool shimgen_redirect_follow_all(const struct shimgen_redirect_rules *rules, struct shimgen_redirect_name *names,
                                        unsigned count, unsigned way)
{
    bool changed = false;
    for (unsigned i = 0; i < count; i++) {
        if (names[i].given != NULL && names[i].now != shimgen_redirect_too_long) {
            if (shimgen_redirect_set_walked(rules, &names[i], way | SHIMGEN_REDIRECT_CROSSED)) {
                changed = true;
            } else {
                shimgen_redirect_by_text(rules, &names[i]);
            }
        }
    }
    return changed;
}

/*
 * After a call that found nothing: follows the links of its names. Whether that leads elsewhere, so that it is made again, with
 * errno as it was before the first one. The last component is only followed if that is needed: unlink(2) must not.
 */
static __attribute__((cold, noinline, unused)) bool shimgen_redirect_again(const struct shimgen_redirect_rules *rules,
                                                                           struct shimgen_redirect_name *names,
                                                                           unsigned count,
                                                                           enum shimgen_redirect_stage *stage, int before)
{
    if (*stage == SHIMGEN_REDIRECT_ALL || shimgen_sys_is_restricted() ||
        !shimgen_redirect_follow_all(rules, names, count, SHIMGEN_REDIRECT_LAST)) {
        if (count == 1 && names[0].loops) {
            *shimgen_sys_errno() = ELOOP; /* the kernel has lost it in the first link */
        }
        return false;
    }
    if (*stage == SHIMGEN_REDIRECT_TEXT_ONLY && shimgen_redirect_follow_all(rules, names, count, 0)) {
        *stage = SHIMGEN_REDIRECT_FOLDERS;
    } else {
        if (*stage == SHIMGEN_REDIRECT_TEXT_ONLY) {
            shimgen_redirect_follow_all(rules, names, count, SHIMGEN_REDIRECT_LAST);
        }
        *stage = SHIMGEN_REDIRECT_ALL;
    }
    *shimgen_sys_errno() = before;
    return true;
}

/* Ends the names of a call. */
static inline void shimgen_redirect_end(struct shimgen_redirect_name *names, unsigned count)
{
    for (unsigned i = 0; i < count; i++) {
        if (names[i].far != NULL) {
            shimgen_sys(SYS_munmap, (long)names[i].far, PATH_MAX, 0, 0, 0);
        }
    }
}

#endif
