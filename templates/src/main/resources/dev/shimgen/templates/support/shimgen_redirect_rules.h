/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * shimgen_redirect_rules.h: which rules a process has, and which of them a name matches.
 */
#ifndef SHIMGEN_REDIRECT_RULES_H
#define SHIMGEN_REDIRECT_RULES_H

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/mman.h>
#include <unistd.h>

#include "shimgen_copy.h"
#include "shimgen_identity.h"
#include "shimgen_loaded.h"
#include "shimgen_memory.h"
#include "shimgen_redirect.h"
#include "shimgen_settings.h"
#include "shimgen_sys.h"

/* The rules of a process. Written before they are published, and only read from then on. */
struct shimgen_redirect_rules {
    struct shimgen_redirect_filter filter; /* of the rules that follow */
    const struct shimgen_redirect_head *session; /* NULL: there is none */
    const char *folder;                          /* of the session */
    unsigned count;
    struct shimgen_redirect_rule rules[SHIMGEN_REDIRECT_RULES_MAX]; /* of two with the same `from`, the first counts */
};

static _Atomic(const struct shimgen_redirect_rules *) shimgen_redirect_rules_now;

/* There are none, and never will be. */
static const struct shimgen_redirect_rules shimgen_redirect_no_rules;

/* The two copies of the session's rules; NULL as long as there was no rule, and this if they cannot be mapped. */
static _Atomic(const char *) shimgen_redirect_copies;
static const char shimgen_redirect_no_copies[1];

static const char *shimgen_redirect_open_copies(const char *folder);

/* Matching -------------------------------------------------------------------------------------------------------- */

static inline bool shimgen_redirect_same(const char *one, const char *other, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        if (((const volatile char *)one)[i] != ((const volatile char *)other)[i]) {
            return false;
        }
    }
    return true;
}

/* Whether a name is a folder's, or of something below it. */
static inline bool shimgen_redirect_is_below(const char *name, size_t length, const char *folder, size_t folder_length)
{
    return length >= folder_length && (length == folder_length || name[folder_length] == '/') &&
           shimgen_redirect_same(name, folder, folder_length);
}

/* A rule that a name matches. */
struct shimgen_redirect_match {
    struct shimgen_redirect_rule rule;
    bool found;
    unsigned generation; /* of the session's rules that were searched */
};

/* Member by member, as everywhere: compilers may turn an initializer into a call of memset(3). */
static inline void shimgen_redirect_no_match(struct shimgen_redirect_match *match)
{
    match->found = false;
    match->rule.from = NULL;
    match->rule.to = NULL;
    match->rule.from_length = 0;
    match->rule.to_length = 0;
}

/* The session's rules that count now; NULL if there are none. */
static inline const struct shimgen_redirect_copy *shimgen_redirect_copy(const struct shimgen_redirect_rules *rules,
                                                                        unsigned *generation)
{
    *generation = 0;
    if (rules->session != NULL) {
        *generation = atomic_load_explicit(&rules->session->generation, memory_order_acquire);
    }
    if (__builtin_expect(*generation == 0, 1)) {
        return NULL;
    }
    const char *copies = atomic_load_explicit(&shimgen_redirect_copies, memory_order_acquire);
    if (__builtin_expect(copies == NULL, 0)) {
        copies = shimgen_redirect_open_copies(rules->folder);
    }
    const char *const copy = copies + (*generation % 2) * SHIMGEN_REDIRECT_COPY_SIZE;
    return copies == shimgen_redirect_no_copies ? NULL
                                                : (const struct shimgen_redirect_copy *)(const void *)copy;
}

/* Whether what was found is still what counts; otherwise its texts may be anything. */
static inline bool shimgen_redirect_holds(const struct shimgen_redirect_rules *rules,
                                          const struct shimgen_redirect_match *match)
{
    atomic_thread_fence(memory_order_acquire);
    return rules->session == NULL ||
           atomic_load_explicit(&rules->session->generation, memory_order_relaxed) == match->generation;
}

/* A row of a session's rules; false if it is none. */
static bool shimgen_redirect_row(const struct shimgen_redirect_copy *copy, unsigned number,
                                 struct shimgen_redirect_rule *rule)
{
    const volatile struct shimgen_redirect_row *row = &copy->rows[number];
    const unsigned from = row->from;
    const unsigned to = row->to;
    rule->from_length = row->from_length;
    rule->to_length = row->to_length;
    rule->from = (const char *)copy + from;
    rule->to = (const char *)copy + to;
    return from < SHIMGEN_REDIRECT_COPY_SIZE && to < SHIMGEN_REDIRECT_COPY_SIZE &&
           rule->from_length <= SHIMGEN_REDIRECT_COPY_SIZE - from &&
           rule->to_length <= SHIMGEN_REDIRECT_COPY_SIZE - to && rule->from_length < PATH_MAX &&
           rule->to_length < PATH_MAX;
}

/* How many rows there are; as many as fit at the most. */
static inline unsigned shimgen_redirect_count(const struct shimgen_redirect_copy *copy)
{
    const unsigned most =
        (unsigned)((SHIMGEN_REDIRECT_COPY_SIZE - sizeof *copy) / sizeof(struct shimgen_redirect_row));
    const unsigned count = ((const volatile struct shimgen_redirect_copy *)copy)->count;
    return count < most ? count : most;
}

/* Less than, equal to or greater than 0, as memcmp(3); the shorter of two that begin alike is less. */
static int shimgen_redirect_compare(const char *one, size_t one_length, const char *other, size_t other_length)
{
    const size_t length = one_length < other_length ? one_length : other_length;
    for (size_t i = 0; i < length; i++) {
        const int difference =
            (int)((const volatile unsigned char *)one)[i] - (int)((const volatile unsigned char *)other)[i];
        if (difference != 0) {
            return difference;
        }
    }
    return one_length < other_length ? -1 : one_length > other_length ? 1 : 0;
}

/* The session's rule whose `from` is a name; false if there is none. */
static bool shimgen_redirect_find_row(const struct shimgen_redirect_copy *copy, const char *name, size_t length,
                                      struct shimgen_redirect_rule *rule)
{
    unsigned low = 0;
    unsigned high = shimgen_redirect_count(copy);
    while (low < high) {
        const unsigned middle = low + (high - low) / 2;
        if (!shimgen_redirect_row(copy, middle, rule)) {
            return false;
        }
        const int order = shimgen_redirect_compare(name, length, rule->from, rule->from_length);
        if (order == 0) {
            return true;
        }
        if (order < 0) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    return false;
}

/* Finds the rule with the longest `from` that an absolute name is below. The name may end in slashes. */
static __attribute__((noinline)) void shimgen_redirect_find(const struct shimgen_redirect_rules *rules, const char *name,
                                                            size_t length, struct shimgen_redirect_match *match)
{
    const struct shimgen_redirect_copy *const copy = shimgen_redirect_copy(rules, &match->generation);
    shimgen_redirect_no_match(match);
    for (size_t end = length; copy != NULL; end--) {
        if ((end == length || name[end] == '/') && shimgen_redirect_find_row(copy, name, end, &match->rule)) {
            match->found = true;
            break;
        }
        if (end == 0) {
            break;
        }
    }
    for (unsigned i = 0; i < rules->count; i++) {
        const struct shimgen_redirect_rule *const rule = &rules->rules[i];
        if ((!match->found || rule->from_length > match->rule.from_length) &&
            shimgen_redirect_is_below(name, length, rule->from, rule->from_length)) {
            match->rule = *rule;
            match->found = true;
        }
    }
}

/* Finds the rule with the longest `to` that an absolute name is below. */
static void shimgen_redirect_find_back(const struct shimgen_redirect_rules *rules, const char *name, size_t length,
                                       struct shimgen_redirect_match *match)
{
    const struct shimgen_redirect_copy *const copy = shimgen_redirect_copy(rules, &match->generation);
    const unsigned count = copy == NULL ? 0 : shimgen_redirect_count(copy);
    struct shimgen_redirect_rule rule;
    shimgen_redirect_no_match(match);
    for (unsigned i = 0; i < count; i++) {
        if (shimgen_redirect_row(copy, i, &rule) && (!match->found || rule.to_length > match->rule.to_length) &&
            shimgen_redirect_is_below(name, length, rule.to, rule.to_length)) {
            match->rule = rule;
            match->found = true;
        }
    }
    for (unsigned i = 0; i < rules->count; i++) {
        if ((!match->found || rules->rules[i].to_length > match->rule.to_length) &&
            shimgen_redirect_is_below(name, length, rules->rules[i].to, rules->rules[i].to_length)) {
            match->rule = rules->rules[i];
            match->found = true;
        }
    }
}

/* How often a search begins anew because the session's rules change meanwhile. */
#define SHIMGEN_REDIRECT_TRIES 100

/* Puts `head`, and what stands behind so many bytes of a name, into a buffer; -ENAMETOOLONG if that has not enough room. */
static long shimgen_redirect_join(char *to, size_t room, const char *head, size_t head_length, const char *rest,
                                  size_t rest_length)
{
    /* The name of the root folder is "/". */
    const bool root = head_length + rest_length == 0;
    if (head_length + rest_length + root >= room) {
        return -ENAMETOOLONG;
    }
    shimgen_copy((unsigned char *)to, (const unsigned char *)head, head_length);
    shimgen_copy((unsigned char *)to + head_length, (const unsigned char *)rest, rest_length);
    if (root) {
        to[0] = '/';
    }
    to[head_length + rest_length + root] = '\0';
    return (long)(head_length + rest_length + root);
}

/*
 * Writes what an absolute name stands for, and returns its length; 0 if no rule has it, -ENAMETOOLONG if there is no room. `to`
 * is not where the name is.
 */
static __attribute__((noinline)) long shimgen_redirect_map(const struct shimgen_redirect_rules *rules,
                                                           const char *name, size_t length, char *to, size_t room,
                                                           size_t *from_length)
{
    struct shimgen_redirect_match match;
    for (int i = 0; i < SHIMGEN_REDIRECT_TRIES; i++) {
        shimgen_redirect_find(rules, name, length, &match);
        const size_t begin = match.found ? match.rule.from_length : 0;
        const long made = !match.found ? 0
                                       : shimgen_redirect_join(to, room, match.rule.to, match.rule.to_length,
                                                               name + begin, length - begin);
        if (shimgen_redirect_holds(rules, &match)) {
            *from_length = begin;
            return made;
        }
    }
    return 0;
}

/* The other way: writes how programs call a file, if it is in a folder that a rule leads to. */
static __attribute__((cold, noinline)) long shimgen_redirect_map_back(const struct shimgen_redirect_rules *rules,
                                                                      const char *name, size_t length, char *to,
                                                                      size_t room)
{
    struct shimgen_redirect_match match;
    for (int i = 0; i < SHIMGEN_REDIRECT_TRIES; i++) {
        shimgen_redirect_find_back(rules, name, length, &match);
        const size_t begin = match.found ? match.rule.to_length : 0;
        const long made = !match.found ? 0
                                       : shimgen_redirect_join(to, room, match.rule.from, match.rule.from_length,
                                                               name + begin, length - begin);
        if (shimgen_redirect_holds(rules, &match)) {
            return made;
        }
    }
    return 0;
}

/* Reading the rules ----------------------------------------------------------------------------------------------- */

/* Adds a rule, unless one with its `from` is there; false if there is no room. */
static bool shimgen_redirect_add(struct shimgen_redirect_rules *rules, const struct shimgen_redirect_rule *rule)
{
    for (unsigned i = 0; i < rules->count; i++) {
        if (shimgen_redirect_compare(rules->rules[i].from, rules->rules[i].from_length, rule->from,
                                     rule->from_length) == 0) {
            return true;
        }
    }
    if (rules->count == SHIMGEN_REDIRECT_RULES_MAX) {
        return false;
    }
    rules->rules[rules->count++] = *rule;
    unsigned hash = 0;
    for (unsigned i = 1; i <= rule->from_length; i++) {
        if (i == rule->from_length || rule->from[i] == '/') {
            rules->filter.from[shimgen_redirect_word(hash)] |= shimgen_redirect_bit(hash);
            hash = 0;
        } else {
            hash = shimgen_redirect_hash(hash, rule->from[i]);
        }
    }
    for (unsigned i = 1; i < rule->to_length && rule->to[i] != '/'; i++) {
        hash = shimgen_redirect_hash(hash, rule->to[i]);
    }
    rules->filter.to[shimgen_redirect_word(hash)] |= shimgen_redirect_bit(hash);
    /* Everything is below the root folder. */
    for (unsigned i = 0; i < SHIMGEN_REDIRECT_FILTER_WORDS; i++) {
        if (rule->from_length == 0) {
            rules->filter.from[i] = ~0ULL;
        }
        if (rule->to_length == 0) {
            rules->filter.to[i] = ~0ULL;
        }
    }
    return true;
}

/* Whether a name in a setting is absolute, short enough, and has no ".", ".." or empty components. */
static bool shimgen_redirect_is_plain(const char *name, size_t length)
{
    size_t begin = 1;
    if (length == 0) {
        return true; /* the root folder */
    }
    if (name[0] != '/' || length >= PATH_MAX) {
        return false;
    }
    for (size_t i = 1; i <= length; i++) {
        if (i == length || name[i] == '/') {
            const size_t size = i - begin;
            if (size == 0 || (size <= 2 && name[begin] == '.' && name[begin + size - 1] == '.')) {
                return false;
            }
            begin = i + 1;
        }
    }
    return true;
}

/* An entry "/from=/to" of the environment; false if it is none. A slash at the end of a name says nothing. */
static bool shimgen_redirect_entry(const char *entry, size_t length, struct shimgen_redirect_rule *rule)
{
    size_t equals = 0;
    while (equals < length && entry[equals] != '=') {
        equals++;
    }
    if (equals == length || entry[0] != '/' || equals + 1 == length || entry[equals + 1] != '/') {
        return false;
    }
    size_t from_length = equals;
    size_t to_length = length - equals - 1;
    from_length -= entry[from_length - 1] == '/';
    to_length -= entry[equals + to_length] == '/';
    rule->from = entry;
    rule->from_length = (unsigned)from_length;
    rule->to = entry + equals + 1;
    rule->to_length = (unsigned)to_length;
    return shimgen_redirect_is_plain(rule->from, from_length) && shimgen_redirect_is_plain(rule->to, to_length);
}

/* Takes the rules of the environment: "/a=/b:/c=/d". */
static void shimgen_redirect_read(struct shimgen_redirect_rules *rules, const char *setting)
{
    size_t begin = 0;
    bool wrong = false;
    for (size_t i = 0;; i++) {
        if (setting[i] == ':' || setting[i] == '\0') {
            struct shimgen_redirect_rule rule;
            if (i > begin) {
                wrong |= !shimgen_redirect_entry(setting + begin, i - begin, &rule) || !shimgen_redirect_add(rules, &rule);
            }
            begin = i + 1;
        }
        if (setting[i] == '\0') {
            break;
        }
    }
    if (wrong) {
        shimgen_settings_say("shimgen: SHIMGEN_REDIRECT is a list like /a=/b:/c=/d of absolute paths without \".\", \"..\" and "
                             "\"//\"; an entry that is none, or is one too many, redirects nothing\n");
    }
}

/* Maps so much of a file in the session's folder, to be read; NULL if that cannot be. */
static __attribute__((cold, noinline)) const void *shimgen_redirect_open(const char *folder, const char *name, size_t size)
{
    char path[PATH_MAX / 4];
    struct shimgen_file_identity file;
    const size_t length = shimgen_copy_path(path, 0, sizeof path, folder);
    if (length == 0 || shimgen_copy_path(path, length, sizeof path, name) == 0) {
        return NULL; /* as for the pool, which says so */
    }
    const long flags = O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NOCTTY | O_NONBLOCK;
    const int descriptor = (int)shimgen_sys_if_allowed(SYS_openat, AT_FDCWD, (long)path, flags, 0, 0);
    long address = -ENOENT;
    if (descriptor < 0) {
        return NULL;
    }
    if (shimgen_file_identify(descriptor, NULL, &file) && file.regular && file.owner == shimgen_file_user() &&
        shimgen_sys(SYS_lseek, descriptor, 0, SEEK_END, 0, 0) >= (long)size) {
        address = shimgen_sys_mmap(size, PROT_READ, MAP_SHARED, descriptor, 0);
    }
    shimgen_sys(SYS_close, descriptor, 0, 0, 0, 0);
    return address < 0 && address >= -4095 ? NULL : (const void *)address;
}

/* Maps the copies of the session's rules, when it has some for the first time. The first thread wins. */
/* How often a process tries to map a session's rules; each takes a few system calls. */
#define SHIMGEN_REDIRECT_ATTEMPTS 100U

static __attribute__((cold, noinline)) const char *shimgen_redirect_open_copies(const char *folder)
{
    const size_t size = 2 * (size_t)SHIMGEN_REDIRECT_COPY_SIZE;
    const char *copies = shimgen_redirect_open(folder, SHIMGEN_REDIRECT_RULES_FILE, size);
    const char *other = NULL;
    static atomic_uint failures;
    if (copies == NULL) {
        copies = shimgen_redirect_no_copies;
        /* Without a descriptor or memory now, there may be some later; in another root folder there is no such file. */
        if (atomic_fetch_add_explicit(&failures, 1, memory_order_relaxed) < SHIMGEN_REDIRECT_ATTEMPTS) {
            return copies;
        }
    }
    if (!atomic_compare_exchange_strong(&shimgen_redirect_copies, &other, copies)) {
        if (copies != shimgen_redirect_no_copies) {
            shimgen_sys(SYS_munmap, (long)copies, (long)size, 0, 0, 0);
        }
        copies = other;
    }
    return copies;
}

/* Maps the head of the session's rules; NULL if it has none that can be read. */
static const struct shimgen_redirect_head *shimgen_redirect_open_head(const char *folder)
{
    const struct shimgen_redirect_head *const head =
        shimgen_redirect_open(folder, SHIMGEN_REDIRECT_FILE, SHIMGEN_REDIRECT_HEAD_SIZE);
    if (head != NULL && (!shimgen_redirect_same(head->magic, SHIMGEN_REDIRECT_MAGIC, sizeof head->magic) ||
                         head->version != SHIMGEN_REDIRECT_VERSION)) {
        shimgen_sys(SYS_munmap, (long)head, SHIMGEN_REDIRECT_HEAD_SIZE, 0, 0, 0);
        shimgen_settings_say("shimgen: the session that SHIMGEN_SESSION names is of another version of shimgen; its "
                             "redirections do not count\n");
        return NULL;
    }
    return head;
}

/* Reads all rules; the first thread that has them wins. */
static __attribute__((cold, noinline)) const struct shimgen_redirect_rules *shimgen_redirect_begin(void)
{
    char **environment = shimgen_is_relocated() ? shimgen_settings_environment() : NULL;
    if (environment == NULL) {
        return &shimgen_redirect_no_rules; /* too early, or the program cleared it: look again next time */
    }
    const bool secure = shimgen_settings_are_secure();
    const char *const setting = secure ? NULL : shimgen_settings_value(environment, "SHIMGEN_REDIRECT=");
    const char *const folder = secure ? NULL : shimgen_settings_value(environment, "SHIMGEN_SESSION=");
    const struct shimgen_redirect_head *const session = folder == NULL ? NULL : shimgen_redirect_open_head(folder);
    const struct shimgen_redirect_rules *now = &shimgen_redirect_no_rules;
    const size_t setting_size = setting == NULL ? 0 : (size_t)shimgen_memory_length(setting, 1UL << 20) + 1;
    const size_t folder_size = session == NULL ? 0 : (size_t)shimgen_memory_length(folder, PATH_MAX) + 1;
    const size_t size = sizeof(struct shimgen_redirect_rules) + setting_size + folder_size;
    struct shimgen_redirect_rules *const rules =
        setting_size + folder_size + shimgen_redirect_own.count == 0 ? NULL : shimgen_sys_memory(size);
    if (rules != NULL) {
        /* Copies: the environment is the program's. */
        char *const texts = (char *)(rules + 1);
        if (setting != NULL) {
            shimgen_copy((unsigned char *)texts, (const unsigned char *)setting, setting_size - 1);
            shimgen_redirect_read(rules, texts);
        }
        for (unsigned i = 0; i < shimgen_redirect_own.count; i++) {
            shimgen_redirect_add(rules, &shimgen_redirect_own.rules[i]);
        }
        if (session != NULL) {
            shimgen_copy((unsigned char *)texts + setting_size, (const unsigned char *)folder, folder_size - 1);
            rules->folder = texts + setting_size;
        }
        rules->session = session;
        now = rules;
    }
    const struct shimgen_redirect_rules *other = NULL;
    if (!atomic_compare_exchange_strong(&shimgen_redirect_rules_now, &other, now)) {
        if (rules != NULL) {
            shimgen_sys(SYS_munmap, (long)rules, (long)size, 0, 0, 0);
        }
        if (session != NULL) {
            shimgen_sys(SYS_munmap, (long)session, SHIMGEN_REDIRECT_HEAD_SIZE, 0, 0, 0);
        }
        now = other;
    }
    return now;
}

/* The rules of this process. */
static inline const struct shimgen_redirect_rules *shimgen_redirect_rules(void)
{
    const struct shimgen_redirect_rules *rules = atomic_load_explicit(&shimgen_redirect_rules_now, memory_order_acquire);
    return __builtin_expect(rules == NULL, 0) ? shimgen_redirect_begin() : rules;
}

/* Reads the environment before main() can change it. */
static __attribute__((constructor)) void shimgen_redirect_construct(void)
{
    (void)shimgen_redirect_rules();
}

/* Whether there are any just now. */
static inline bool shimgen_redirect_any(const struct shimgen_redirect_rules *rules)
{
    unsigned generation;
    return rules->count != 0 || shimgen_redirect_copy(rules, &generation) != NULL;
}

#endif
