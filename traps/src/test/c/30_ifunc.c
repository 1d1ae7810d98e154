/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Row 30: wrapped ifuncs are called while the dynamic linker is still relocating, by resolvers such as this library's,
 * which is relocated before the shim.
 *
 * Shim: early
 * Library: yes
 *
 * Breaks when: a wrapper needs a relocation of the shim to find the next function: SIGSEGV before main.
 */
#define _GNU_SOURCE
#include "trap.h"
#include <sys/time.h>
#include <time.h>

#ifdef TRAP_LIBRARY

/* Data relocations, which the static linker puts before those that call resolvers; the PLT's come too late. */
static size_t (*const volatile measure)(const char *) = strlen;
static void *(*const volatile take)(void *restrict, const void *restrict, size_t) = memcpy;
static time_t (*const volatile date)(time_t *) = time;
static int (*const volatile date_precisely)(struct timeval *restrict, void *restrict) = gettimeofday;

static size_t length;
static char copy[16];
static long seconds;
static struct timeval now;

static int chosen(void)
{
    return length == 7 && memcmp(copy, "chooser", 8) == 0 && seconds > 0 && now.tv_sec > 0;
}

typedef int (*choice)(void);

/* A resolver (System V ABI, "IFUNC"), called during relocation, when only this library itself has been relocated. */
static choice resolve(void)
{
    static const char text[] = "chooser";
    length = measure(text);
    take(copy, text, length + 1);
    seconds = date(NULL);
    date_precisely(&now, NULL);
    return chosen;
}

int trap_choice(void) __attribute__((ifunc("resolve")));

/* A relocation that must be resolved at once, whatever the value of LD_BIND_NOW. */
int (*trap_choice_address)(void) = trap_choice;

#else

extern int (*trap_choice_address)(void);

int main(void)
{
    char text[] = "a text that is long enough for every vector";
    char room[64];
    const char *volatile hidden = text;
    struct timeval now;
    struct timespec precise;
    EXPECT(trap_choice_address() == 1, "what the resolver called");
    EXPECT(strlen(hidden) == sizeof text - 1, "strlen");
    EXPECT(memcpy(room, hidden, sizeof text) == room && memcmp(room, hidden, sizeof text) == 0, "memcpy");
    EXPECT(strchr(hidden, 't') == text + 2, "strchr");
    errno = 77;
    EXPECT(time(NULL) > 0 && gettimeofday(&now, NULL) == 0 && clock_gettime(CLOCK_MONOTONIC, &precise) == 0, "time");
    EXPECT(errno == 77, "errno is left alone");
    trap_expect_traced("] strlen(\"a text that is long enough for e\"...) = 43 <");
    return 0;
}

#endif
