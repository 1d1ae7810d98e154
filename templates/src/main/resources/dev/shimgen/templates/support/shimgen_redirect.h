/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * shimgen_redirect.h: names of files that stand for others: what a rule is, and how a session's rules lie in memory.
 *
 * A rule has two names of folders or files, `from` and `to`. A program that says `from`, or anything below it, gets `to`. Names
 * are compared component by component, so /mnt is not /mnt2, and the longest `from` counts. Names in rules are absolute,
 * have no ".", ".." or empty components and no slash at the end; "/" is the empty name.
 *
 * Rules come from three places. Of two with the same `from`, that of the session counts before that of the environment
 * variable SHIMGEN_REDIRECT, and that before the one which the library was made with.
 */
#ifndef SHIMGEN_REDIRECT_H
#define SHIMGEN_REDIRECT_H

#include <stdatomic.h>
#include <stddef.h>

/* Most rules of the library and of the environment together. */
#define SHIMGEN_REDIRECT_RULES_MAX 128

struct shimgen_redirect_rule {
    const char *from;
    const char *to;
    unsigned from_length; /* bytes */
    unsigned to_length;
};

/* Those that the library was made with; made with it. */
struct shimgen_redirect_own {
    const struct shimgen_redirect_rule *rules;
    unsigned count;
};

extern __attribute__((visibility("hidden"))) const struct shimgen_redirect_own shimgen_redirect_own;

/* Filters --------------------------------------------------------------------------------------------------------- */

/*
 * Sets of components of names, a bit for each value of shimgen_redirect_hash: a name none of whose components is in the set
 * needs no search.
 */
#define SHIMGEN_REDIRECT_FILTER_WORDS 4

struct shimgen_redirect_filter {
    unsigned long long from[SHIMGEN_REDIRECT_FILTER_WORDS]; /* all components of the names that programs say */
    unsigned long long to[SHIMGEN_REDIRECT_FILTER_WORDS];   /* the first component of the names that they stand for */
};

/* The hash of a component from that of its bytes before, 0 at the begin; of which the low 8 bits count. */
static inline unsigned shimgen_redirect_hash(unsigned hash, char byte)
{
    return (hash << 3 | (hash & 0xffU) >> 5) ^ (unsigned char)byte;
}

static inline unsigned long long shimgen_redirect_bit(unsigned hash)
{
    return 1ULL << (hash & 63U);
}

static inline unsigned shimgen_redirect_word(unsigned hash)
{
    return (hash & 0xffU) / 64;
}

/* A session's files ----------------------------------------------------------------------------------------------- */

/* Their names in the session's folder: the first has a head, the second, which is made with the first rule, two copies of rules. */
#define SHIMGEN_REDIRECT_FILE "/redirects"
#define SHIMGEN_REDIRECT_RULES_FILE "/redirect-rules"

/* What the first bytes of the head are, and its version: another one is not read. */
#define SHIMGEN_REDIRECT_MAGIC "shimredi"
#define SHIMGEN_REDIRECT_VERSION 1U

/* The head has a page, and a copy of the rules 1 MiB. */
#define SHIMGEN_REDIRECT_HEAD_SIZE 4096U
#define SHIMGEN_REDIRECT_COPY_SIZE (1U << 20)

struct shimgen_redirect_head {
    char magic[8];
    unsigned version;
    atomic_uint generation; /* grows with each change; 0: there are no rules. Copy `generation % 2` counts */
};

/* A rule: where its names begin in the copy, and how long they are. */
struct shimgen_redirect_row {
    unsigned from;
    unsigned from_length;
    unsigned to;
    unsigned to_length;
};

/*
 * Only the process that owns the session writes a copy, and only the one that does not count. Whoever reads one looks at the
 * generation again when it is done, and begins anew if that has changed. Nothing in a copy is relied upon.
 */
struct shimgen_redirect_copy {
    struct shimgen_redirect_filter filter;
    unsigned count; /* of the rows, which are sorted by the bytes of `from` */
    unsigned unused;
    struct shimgen_redirect_row rows[];
};

#endif
