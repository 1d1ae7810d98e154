/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * shimgen_mount_name.h: has what a call needs of a mount filled, before the call is made or when it has found nothing.
 *
 * What a name leads to is what the kernel says; only what is missing on the way is looked for here. A call that needs no
 * content is made first: if it finds something, that is right, for a file that has not been filled has its size, mode and times.
 */
#ifndef SHIMGEN_MOUNT_NAME_H
#define SHIMGEN_MOUNT_NAME_H

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/stat.h>

#include "shimgen_copy.h"
#include "shimgen_mount_ask.h"
#include "shimgen_redirect_look.h"
#include "shimgen_sys.h"

/* What a call needs of a name. */
enum shimgen_mount_need {
    SHIMGEN_MOUNT_FOUND,   /* that it is found */
    SHIMGEN_MOUNT_MADE,    /* the folder that it will be in */
    SHIMGEN_MOUNT_OPENED,  /* content, which is looked for behind the descriptor */
    SHIMGEN_MOUNT_READ,    /* content */
    SHIMGEN_MOUNT_CUT,     /* a file without its content */
    SHIMGEN_MOUNT_WALKED,  /* all folders below */
    SHIMGEN_MOUNT_MOVED    /* all that is below, of itself: links are not followed */
};

/* What is known of a file. */
struct shimgen_mount_file {
    unsigned major; /* of its device */
    unsigned minor;
    unsigned long long inode;
    unsigned long long size;
    unsigned long long blocks;
    unsigned kind; /* S_IFMT of its mode */
    unsigned mode; /* all of it */
};

/* Looks at a file; a negated errno if that is not possible. The name is empty for the descriptor itself. */
static long shimgen_mount_look(int folder, const char *name, int flags, struct shimgen_mount_file *file)
{
    const long all = flags | (name[0] == '\0' ? AT_EMPTY_PATH : 0);
#if defined(SYS_newfstatat) && defined(__LP64__)
    struct stat status;
    const long result = shimgen_sys_if_allowed(SYS_newfstatat, folder, (long)name, (long)&status, all, 0);
    if (result == 0) {
        /* As major(3) and minor(3), which are functions of libc's. */
        const unsigned long long device = status.st_dev;
        file->major = (unsigned)((device >> 32 & 0xfffff000U) | (device >> 8 & 0xfffU));
        file->minor = (unsigned)((device >> 12 & 0xffffff00U) | (device & 0xffU));
        file->inode = status.st_ino;
        file->size = (unsigned long long)status.st_size;
        file->blocks = (unsigned long long)status.st_blocks;
        file->kind = status.st_mode & S_IFMT;
        file->mode = status.st_mode;
    }
#else
    struct statx status;
    const long result = shimgen_sys_if_allowed(SYS_statx, folder, (long)name, all, STATX_BASIC_STATS, (long)&status);
    if (result == 0) {
        file->major = status.stx_dev_major;
        file->minor = status.stx_dev_minor;
        file->inode = status.stx_ino;
        file->size = status.stx_size;
        file->blocks = status.stx_blocks;
        file->kind = status.stx_mode & S_IFMT;
        file->mode = status.stx_mode;
    }
#endif
    return result;
}

/* Whether a file is where the trees are. */
static inline bool shimgen_mount_is_here(const struct shimgen_mount_head *head, const struct shimgen_mount_file *file)
{
    return file->major == head->major && file->minor == head->minor;
}

/* What is known of a file's content. */
enum shimgen_mount_content {
    SHIMGEN_MOUNT_COMPLETE,
    SHIMGEN_MOUNT_MISSING,   /* it has no block; a program may have made it so */
    SHIMGEN_MOUNT_UNCERTAIN, /* some file is just being filled, perhaps this one */
};

static inline enum shimgen_mount_content shimgen_mount_content(const struct shimgen_mount_head *head,
                                                               const struct shimgen_mount_file *file)
{
    if (file->kind != S_IFREG || file->size == 0 || !shimgen_mount_is_here(head, file) ||
        atomic_load_explicit(&head->files, memory_order_acquire) == 0) {
        return SHIMGEN_MOUNT_COMPLETE;
    }
    if (file->blocks == 0) {
        return SHIMGEN_MOUNT_MISSING;
    }
    return atomic_load_explicit(&head->filling, memory_order_acquire) == 0 ? SHIMGEN_MOUNT_COMPLETE
                                                                            : SHIMGEN_MOUNT_UNCERTAIN;
}

/* Whether the first page of a file that was just opened is missing, which is written last: lseek(2), SEEK_HOLE. */
static __attribute__((cold, noinline)) bool shimgen_mount_is_hole(int descriptor)
{
    const long hole = shimgen_sys_if_allowed(SYS_lseek, descriptor, 0, 3 /* SEEK_HOLE */, 0, 0);
    shimgen_sys_if_allowed(SYS_lseek, descriptor, 0, 0 /* SEEK_SET */, 0, 0);
    return hole <= 0; /* a descriptor that cannot say it (O_PATH) is asked for */
}

/* Whether a text is the name of something in a tree. */
static bool shimgen_mount_is_in_tree(const struct shimgen_mount_head *head, const char *text, size_t length)
{
    const unsigned root = head->root_length;
    return root < SHIMGEN_MOUNT_ROOT_SIZE && length > root && shimgen_redirect_is_below(text, length, head->root, root);
}

/*
 * Whether a name may lead into a tree. An absolute one that does not say so leads elsewhere, since links in a tree have the names
 * that programs say; but /proc/self/fd/3 and /dev/fd/3 may be anything.
 */
static bool shimgen_mount_may_have(const struct shimgen_mount_head *head, const char *name)
{
    const long length = shimgen_redirect_length(name);
    if (length <= 0 || length >= PATH_MAX) {
        return false; /* the kernel says what is wrong */
    }
    if (name[0] != '/') {
        return true;
    }
    if (shimgen_mount_is_in_tree(head, name, (size_t)length)) {
        return true;
    }
    return length > 5 && ((name[1] == 'p' && name[2] == 'r' && name[3] == 'o' && name[4] == 'c' && name[5] == '/') ||
                          (name[1] == 'd' && name[2] == 'e' && name[3] == 'v' && name[4] == '/'));
}

/* Walking ----------------------------------------------------------------------------------------------------------- */

/* Room for a name and a mark behind it on the stack. */
#define SHIMGEN_MOUNT_TEXT 1024

/* How often a name is looked at anew, since something in it has been filled or a link has been followed. */
#define SHIMGEN_MOUNT_STEPS 400

/* A name, and how much has been done for it. */
struct shimgen_mount_walk {
    const struct shimgen_mount_head *head;
    char *text;
    size_t room;
    size_t length;
    int folder;
    int error;    /* that the call fails with; 0: none */
    bool changed; /* something has been filled */
    bool full;    /* there is not enough room */
};

/* Whether the folder that the first bytes of a text name has not been filled. */
static bool shimgen_mount_is_unfilled(struct shimgen_mount_walk *walk, size_t length)
{
    static const char mark[] = "/" SHIMGEN_MOUNT_UNFILLED;
    struct shimgen_mount_file file;
    char behind[sizeof mark];
    if (atomic_load_explicit(&walk->head->folders, memory_order_acquire) == 0) {
        return false;
    }
    if (length + sizeof mark > walk->room) {
        walk->full = true;
        return false;
    }
    const bool current = length == 0; /* a relative name's own folder */
    shimgen_copy((unsigned char *)behind, (const unsigned char *)walk->text + length, sizeof mark);
    shimgen_copy((unsigned char *)walk->text + length, (const unsigned char *)mark + current, sizeof mark - current);
    const bool unfilled = shimgen_mount_look(walk->folder, walk->text, AT_SYMLINK_NOFOLLOW, &file) == 0;
    shimgen_copy((unsigned char *)walk->text + length, (const unsigned char *)behind, sizeof mark);
    return unfilled;
}

/* Looks at what the first bytes of a text name; the text is as it was afterwards. */
static long shimgen_mount_look_at(struct shimgen_mount_walk *walk, size_t length, int flags,
                                  struct shimgen_mount_file *file)
{
    const char behind = walk->text[length];
    walk->text[length] = '\0';
    const bool current = length == 0;
    const long result = shimgen_mount_look(walk->folder, current ? "." : walk->text, flags, file);
    walk->text[length] = behind;
    return result;
}

/* Whether the content of the file that a text names is missing. */
static bool shimgen_mount_is_missing_at(struct shimgen_mount_walk *walk, const struct shimgen_mount_file *file)
{
    const enum shimgen_mount_content content = shimgen_mount_content(walk->head, file);
    if (content != SHIMGEN_MOUNT_UNCERTAIN) {
        return content == SHIMGEN_MOUNT_MISSING;
    }
    const long flags = O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC;
    const long descriptor = shimgen_sys_if_allowed(SYS_openat, walk->folder, (long)walk->text, flags, 0, 0);
    const bool missing = descriptor < 0 || shimgen_mount_is_hole((int)descriptor);
    if (descriptor >= 0) {
        shimgen_sys(SYS_close, descriptor, 0, 0, 0, 0);
    }
    return missing;
}

/* Asks for something, and notes what comes of it; whether it has been done. */
static bool shimgen_mount_wish(struct shimgen_mount_walk *walk, enum shimgen_mount_wish wish, unsigned long long inode)
{
    walk->error = shimgen_mount_ask(wish, inode);
    walk->changed |= walk->error == 0;
    return walk->error == 0;
}

/* Puts what a link says in the place of the name's bytes from `begin` to `end`; false if the walk ends there. */
static bool shimgen_mount_follow(struct shimgen_mount_walk *walk, size_t begin, size_t end)
{
    char target[SHIMGEN_MOUNT_TEXT];
    const char behind = walk->text[end];
    walk->text[end] = '\0';
    const long length =
        shimgen_sys_if_allowed(SYS_readlinkat, walk->folder, (long)walk->text, (long)target, sizeof target, 0);
    walk->text[end] = behind;
    if (length <= 0 || target[0] == '/') {
        return false; /* an absolute target is a name that programs say, which a redirection has to look at */
    }
    const size_t rest = walk->length - end;
    const size_t size = (size_t)length;
    if (size == sizeof target || begin + size + rest + 1 > walk->room) {
        walk->full = true;
        return false;
    }
    /* What follows the link moves; it may overlap. */
    if (size > end - begin) {
        for (size_t i = rest + 1; i > 0; i--) {
            ((volatile char *)walk->text)[begin + size + i - 1] = walk->text[end + i - 1];
        }
    } else {
        for (size_t i = 0; i <= rest; i++) {
            ((volatile char *)walk->text)[begin + size + i] = walk->text[end + i];
        }
    }
    shimgen_copy((unsigned char *)walk->text + begin, (const unsigned char *)target, size);
    walk->length = begin + size + rest;
    return true;
}

/*
 * Fills the folders that a name leads through, one after the other: the first of them that is there and has not been filled, then what
 * is found behind it. Ends when the name is there, or is really missing.
 */
static void shimgen_mount_fill_way(struct shimgen_mount_walk *walk)
{
    struct shimgen_mount_file file;
    size_t end = walk->length;
    size_t next = end;
    for (int step = 0; step < SHIMGEN_MOUNT_STEPS && walk->error == 0 && !walk->full; step++) {
        const long looked = shimgen_mount_look_at(walk, end, 0, &file);
        if (looked == -ENOENT && end > 0) {
            next = end;
            while (end > 0 && walk->text[end - 1] == '/') {
                end--;
            }
            while (end > 0 && walk->text[end - 1] != '/') {
                end--;
            }
            while (end > 1 && walk->text[end - 1] == '/') {
                end--;
            }
            continue;
        }
        if (looked != 0 || file.kind != S_IFDIR) {
            return;
        }
        if (shimgen_mount_is_here(walk->head, &file) && shimgen_mount_is_unfilled(walk, end)) {
            if (!shimgen_mount_wish(walk, SHIMGEN_MOUNT_FILL, file.inode)) {
                return;
            }
        } else {
            /* It is there. What comes next is not, or is a link to what is not. */
            size_t begin = end;
            while (begin < walk->length && walk->text[begin] == '/') {
                begin++;
            }
            if (begin >= walk->length || !shimgen_mount_follow(walk, begin, next)) {
                return;
            }
        }
        end = walk->length;
        next = end;
    }
}

/* Has what a name leads to as a call needs it. */
static void shimgen_mount_fill_name(struct shimgen_mount_walk *walk, enum shimgen_mount_need need)
{
    struct shimgen_mount_file file;
    const int flags = need == SHIMGEN_MOUNT_MOVED ? AT_SYMLINK_NOFOLLOW : 0;
    if (shimgen_mount_look_at(walk, walk->length, flags, &file) == -ENOENT) {
        shimgen_mount_fill_way(walk);
    }
    if (need <= SHIMGEN_MOUNT_OPENED || walk->error != 0 || walk->full ||
        shimgen_mount_look_at(walk, walk->length, flags, &file) != 0) {
        return;
    }
    if (file.kind == S_IFDIR && shimgen_mount_is_here(walk->head, &file)) {
        if (need >= SHIMGEN_MOUNT_WALKED) {
            const bool any = atomic_load_explicit(&walk->head->folders, memory_order_acquire) != 0 ||
                             (need == SHIMGEN_MOUNT_MOVED &&
                              atomic_load_explicit(&walk->head->files, memory_order_acquire) != 0);
            if (any) {
                shimgen_mount_wish(walk, need == SHIMGEN_MOUNT_MOVED ? SHIMGEN_MOUNT_ALL : SHIMGEN_MOUNT_FOLDERS,
                                   file.inode);
            }
        } else if (shimgen_mount_is_unfilled(walk, walk->length)) {
            shimgen_mount_wish(walk, SHIMGEN_MOUNT_FILL, file.inode);
        }
    } else if (shimgen_mount_is_missing_at(walk, &file)) {
        shimgen_mount_wish(walk, need == SHIMGEN_MOUNT_CUT ? SHIMGEN_MOUNT_EMPTY : SHIMGEN_MOUNT_FILL, file.inode);
    }
}

static __attribute__((cold, noinline)) void shimgen_mount_walk_with(struct shimgen_mount_walk *walk, const char *name,
                                                                    enum shimgen_mount_need need)
{
    walk->length = (size_t)shimgen_redirect_length(name);
    walk->error = 0;
    walk->changed = false;
    walk->full = walk->length + 1 > walk->room;
    if (!walk->full) {
        shimgen_copy((unsigned char *)walk->text, (const unsigned char *)name, walk->length + 1);
        shimgen_mount_fill_name(walk, need);
    }
}

/* With a text on the stack, whose frame is gone before the call is made. */
static __attribute__((cold, noinline)) void shimgen_mount_walk_near(struct shimgen_mount_walk *walk, const char *name,
                                                                    enum shimgen_mount_need need)
{
    char text[SHIMGEN_MOUNT_TEXT];
    walk->text = text;
    walk->room = sizeof text;
    shimgen_mount_walk_with(walk, name, need);
    walk->text = NULL;
}

/* Does what a name needs; 0 or an errno that the call fails with. `changed` becomes true if something was filled. */
static __attribute__((cold, noinline)) int shimgen_mount_walk(const struct shimgen_mount_head *head, int folder,
                                                              const char *name, enum shimgen_mount_need need,
                                                              bool *changed)
{
    struct shimgen_mount_walk walk;
    walk.head = head;
    walk.folder = folder;
    shimgen_mount_walk_near(&walk, name, need);
    if (walk.full) {
        const size_t room = 2 * PATH_MAX;
        const bool before = walk.changed;
        walk.text = shimgen_sys_memory(room);
        walk.room = room;
        if (walk.text == NULL) {
            return ENOMEM;
        }
        shimgen_mount_walk_with(&walk, name, need);
        walk.changed |= before;
        shimgen_sys(SYS_munmap, (long)walk.text, (long)room, 0, 0, 0);
    }
    *changed |= walk.changed;
    return walk.error;
}

/* Calls ------------------------------------------------------------------------------------------------------------- */

/* A name of a call. */
struct shimgen_mount_name {
    const char *name;
    int folder;
    enum shimgen_mount_need need;
};

static inline void shimgen_mount_name(struct shimgen_mount_name *to, int folder, const char *name,
                                      enum shimgen_mount_need need)
{
    to->name = name;
    to->folder = folder;
    to->need = need;
}

/* Whether there is something that has not been filled. */
static inline bool shimgen_mount_is_any_pending(const struct shimgen_mount_head *head)
{
    return atomic_load_explicit(&head->folders, memory_order_acquire) != 0 ||
           atomic_load_explicit(&head->files, memory_order_acquire) != 0;
}

/* Before a call: has filled what it needs. Returns 0, or the errno that it fails with instead. */
static inline int shimgen_mount_before(const struct shimgen_mount_head *head, const struct shimgen_mount_name *names,
                                       unsigned count)
{
    bool changed = false;
    int error = 0;
    for (unsigned i = 0; i < count && error == 0; i++) {
        const struct shimgen_mount_name *const one = &names[i];
        if (one->need != SHIMGEN_MOUNT_FOUND && one->need != SHIMGEN_MOUNT_OPENED && one->name != NULL &&
            shimgen_mount_is_any_pending(head) && shimgen_mount_may_have(head, one->name)) {
            error = shimgen_mount_walk(head, one->folder, one->name, one->need, &changed);
        }
    }
    return error;
}

/*
 * After a call that failed: whether something that it needed has been filled now, so that it is made again with errno as it was
 * before. What has not been filled is missing (ENOENT), and has a mark in it (ENOTEMPTY; EEXIST for rename(2)).
 */
static __attribute__((cold, noinline, unused)) bool shimgen_mount_again(const struct shimgen_mount_head *head,
                                                                        const struct shimgen_mount_name *names,
                                                                        unsigned count, int failed, int before)
{
    bool changed = false;
    if (!shimgen_mount_is_any_pending(head) || (failed != ENOENT && failed != ENOTEMPTY && failed != EEXIST)) {
        return false;
    }
    for (unsigned i = 0; i < count; i++) {
        if (names[i].name != NULL && shimgen_mount_may_have(head, names[i].name)) {
            const enum shimgen_mount_need need = failed == ENOENT ? SHIMGEN_MOUNT_FOUND : SHIMGEN_MOUNT_READ;
            const int error = shimgen_mount_walk(head, names[i].folder, names[i].name, need, &changed);
            if (error != 0) {
                *shimgen_sys_errno() = error;
                return false;
            }
        }
    }
    if (changed) {
        *shimgen_sys_errno() = before;
    }
    return changed;
}

/* Files that are opened ----------------------------------------------------------------------------------------------- */

/* What is needed before a file is opened: if it may be made, the folder that it will be in. */
static inline enum shimgen_mount_need shimgen_mount_open_need(int flags)
{
    return (flags & O_CREAT) != 0 ? SHIMGEN_MOUNT_MADE : SHIMGEN_MOUNT_OPENED;
}

/* The flags that a file is opened with: what has not been filled is cut when it is known that nobody fills it any more. */
static inline int shimgen_mount_open_flags(const struct shimgen_mount_head *head, const struct shimgen_mount_name *name,
                                           int flags)
{
    const bool cuts = (flags & O_TRUNC) != 0 && (flags & O_ACCMODE) != O_RDONLY &&
                      atomic_load_explicit(&head->files, memory_order_acquire) != 0 && name->name != NULL &&
                      shimgen_mount_may_have(head, name->name);
    return cuts ? flags & ~O_TRUNC : flags;
}

/*
 * Has a file filled that was opened; its descriptor, or -1 and errno. `wanted` are the flags of the program, `used` those that it was
 * opened with.
 */
static __attribute__((noinline, unused)) int shimgen_mount_opened(const struct shimgen_mount_head *head,
                                                                  const struct shimgen_mount_name *name, int descriptor,
                                                                  int wanted, int used)
{
    struct shimgen_mount_file file;
    int error = 0;
    if (descriptor < 0 || (!shimgen_mount_is_any_pending(head) && wanted == used) ||
        !shimgen_mount_may_have(head, name->name) || shimgen_mount_look(descriptor, "", 0, &file) != 0) {
        return descriptor;
    }
    if (file.kind == S_IFDIR && shimgen_mount_is_here(head, &file)) {
        struct shimgen_mount_file mark;
        if (atomic_load_explicit(&head->folders, memory_order_acquire) != 0 &&
            shimgen_mount_look(descriptor, SHIMGEN_MOUNT_UNFILLED, AT_SYMLINK_NOFOLLOW, &mark) == 0) {
            error = shimgen_mount_ask(SHIMGEN_MOUNT_FILL, file.inode);
        }
    } else {
        const enum shimgen_mount_content content = shimgen_mount_content(head, &file);
        const bool missing = content == SHIMGEN_MOUNT_MISSING ||
                             (content == SHIMGEN_MOUNT_UNCERTAIN && shimgen_mount_is_hole(descriptor));
        if (missing) {
            error = shimgen_mount_ask(wanted != used ? SHIMGEN_MOUNT_EMPTY : SHIMGEN_MOUNT_FILL, file.inode);
        }
    }
    if (error == 0 && wanted != used && file.kind == S_IFREG) {
        error = (int)-shimgen_sys_if_allowed(SYS_ftruncate, descriptor, 0, 0, 0, 0);
    }
    if (error != 0) {
        shimgen_sys_if_allowed(SYS_close, descriptor, 0, 0, 0, 0);
        *shimgen_sys_errno() = error;
        return -1;
    }
    return descriptor;
}

/* What a stream is opened with decides whether its content is wanted: fopen(3). */
static inline enum shimgen_mount_need shimgen_mount_stream_need(const char *mode)
{
    return mode != NULL && shimgen_redirect_length(mode) > 0 && mode[0] == 'w' ? SHIMGEN_MOUNT_CUT : SHIMGEN_MOUNT_READ;
}

/* Has what was written to a descriptor's file, or has become of its folder, in the file system; 0 or an errno. */
static __attribute__((noinline, unused)) int shimgen_mount_sync(const struct shimgen_mount_head *head, int descriptor)
{
    struct shimgen_mount_file file;
    return shimgen_mount_look(descriptor, "", 0, &file) == 0 && shimgen_mount_is_here(head, &file) &&
                   (file.kind == S_IFREG || file.kind == S_IFDIR)
               ? shimgen_mount_ask(SHIMGEN_MOUNT_SYNC, file.inode)
               : 0;
}

#endif
