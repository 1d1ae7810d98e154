/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Row 56: a library of the program has functions of its own with the names of some of libc's, and with other
 * parameters. It comes before libc, so every caller gets these functions; and the shim must not look at their
 * arguments.
 *
 * Shim: next
 * Library: yes
 *
 * Breaks when: the next definition is taken for libc's. Nothing of what warn and syslog print arrives, because libc's
 * vwarn and vsyslog are called; accept gets six of its eight arguments; hypot gets two; div crashes, because it writes
 * to a wrong address; acct is answered without calling the library's.
 */
#define _GNU_SOURCE

#ifdef TRAP_LIBRARY

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

struct large {
    long parts[9];
};

static char text[1024];

static void add(const char *format, va_list arguments)
{
    const size_t length = strlen(text);
    vsnprintf(text + length, sizeof text - length, format, arguments);
}

/* They have other names in C, so that the headers may declare libc's. */
void own_warn(int level, const char *format, ...) __asm__("warn");
void own_warn(int level, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    add(format, arguments);
    va_end(arguments);
}

void own_syslog(const char *where, double level, const char *format, ...) __asm__("syslog");
void own_syslog(const char *where, double level, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    if (level == 2.5 && strcmp(where, "here") == 0) {
        add(format, arguments);
    }
    va_end(arguments);
}

long own_accept(int a, long b, int c, int d, int e, int f, int g, int h, double i) __asm__("accept");
long own_accept(int a, long b, int c, int d, int e, int f, int g, int h, double i)
{
    return a + b + c + d + e + f + g + h + (long)i;
}

double own_hypot(double a, double b, double c, int d) __asm__("hypot");
double own_hypot(double a, double b, double c, int d)
{
    return a + b + c + d;
}

struct large own_div(int a, int b) __asm__("div");
struct large own_div(int a, int b)
{
    struct large result = {{a, 0, 0, 0, 0, 0, 0, 0, b}};
    return result;
}

double own_link(double a, double b, double c) __asm__("link");
double own_link(double a, double b, double c)
{
    return a + b + c;
}

int own_acct(int a, int b) __asm__("acct");
int own_acct(int a, int b)
{
    return a * b;
}

const char *trap_own(void)
{
    memset(text, 0, sizeof text);
    own_warn(3, "%s %d %d %d %d %d %d %.1f\n", "warn", 1, 2, 3, 4, 5, 6, 7.5);
    own_syslog("here", 2.5, "%s %d %d %d %d %.1f %.1f\n", "syslog", 1, 2, 3, 4, 5.5, 6.5);
    const size_t length = strlen(text);
    snprintf(text + length, sizeof text - length, "accept %ld hypot %g div %ld link %g acct %d\n",
             own_accept(1, 2, 3, 4, 5, 6, 7, 8, 9), own_hypot(1, 2, 3, 4), own_div(1, 9).parts[8], own_link(1, 2, 3),
             own_acct(6, 7));
    return text;
}

#else

#include "trap.h"

const char *trap_own(void);

int main(void)
{
    for (int i = 0; i < 2; i++) {
        EXPECT(strcmp(trap_own(), "warn 1 2 3 4 5 6 7.5\nsyslog 1 2 3 4 5.5 6.5\n"
                                  "accept 45 hypot 10 div 9 link 6 acct 42\n") == 0,
               trap_own());
    }
    access("/traced", F_OK);
    trap_expect_traced("] access(\"/traced\"");
    if (trap_trace_file() != NULL) {
        EXPECT(trap_count("] accept(") == 0 && trap_count("] warn(") == 0 && trap_count("] div(") == 0,
               "nothing is said of functions that nobody knows");
    }
    return 0;
}

#endif
