/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * shimgen_line.h: a line of a trace, and how one value stands in it.
 */
#ifndef SHIMGEN_LINE_H
#define SHIMGEN_LINE_H

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/stat.h>
#include <time.h>

#include "shimgen_call.h"
#include "shimgen_errno.h"
#include "shimgen_memory.h"
#include "shimgen_sink.h"
#include "shimgen_sys.h"
#include "shimgen_text.h"

/*
 * Bytes of a line. At most PIPE_BUF (4096, pipe(7)), so that the one write(2) of a line to a pipe never mixes with
 * other lines. Less than that, because the buffer lies on the stack of the program, which may be a small one
 * (that of a handler, sigaltstack(2), or of a thread, PTHREAD_STACK_MIN).
 */
#define SHIMGEN_TRACE_LINE_SIZE 3072

/* The part of a line that is kept free for what comes after the arguments: result, error and time. */
#define SHIMGEN_TRACE_RESERVE 192

struct shimgen_trace_line {
    struct shimgen_text text;
    bool first;      /* nothing precedes in this list: no comma */
    unsigned followed; /* pointers in structures */
    unsigned depth;    /* how many of them lead to where this is */
    long long left;    /* bytes that the call has moved and that are not shown yet */
    long long ended; /* CLOCK_MONOTONIC, nanoseconds */
    char buffer[SHIMGEN_TRACE_LINE_SIZE];
};

/* Arguments -------------------------------------------------------------------------------------------------------- */

static __attribute__((cold, noinline)) void shimgen_trace_separator(struct shimgen_trace_line *line)
{
    if (!line->first) {
        shimgen_text_word(&line->text, ", ");
    }
    line->first = false;
}

/* Opens the line: "[pid] name(". The id is the kernel's, so it is right in the child of fork, vfork and clone. */
static __attribute__((cold, noinline)) void shimgen_trace_open(struct shimgen_trace_line *line,
                                                                       const char *function)
{
    line->ended = shimgen_trace_clock();
    shimgen_text_init(&line->text, line->buffer, sizeof line->buffer, SHIMGEN_TRACE_RESERVE);
    shimgen_text_char(&line->text, '[');
    shimgen_text_signed(&line->text, shimgen_sys_if_allowed(SYS_getpid, 0, 0, 0, 0, 0));
    shimgen_text_word(&line->text, "] ");
    shimgen_text_word(&line->text, function);
    shimgen_text_char(&line->text, '(');
    line->first = true;
    line->followed = 0;
    line->depth = 0;
}

static __attribute__((cold, noinline)) void shimgen_trace_signed(struct shimgen_trace_line *line,
                                                                         long long value)
{
    shimgen_trace_separator(line);
    shimgen_text_signed(&line->text, value);
}

static __attribute__((cold, noinline)) void shimgen_trace_unsigned(struct shimgen_trace_line *line,
                                                                           unsigned long long value)
{
    shimgen_trace_separator(line);
    shimgen_text_unsigned(&line->text, value);
}

static __attribute__((cold, noinline)) void shimgen_trace_pointer(struct shimgen_trace_line *line, const void *pointer)
{
    shimgen_trace_separator(line);
    if (pointer == NULL) {
        shimgen_text_word(&line->text, "NULL");
    } else {
        shimgen_text_hex(&line->text, (uintptr_t)pointer);
    }
}

/* A signal's handler; <signal.h> has SIG_HOLD for some programs only, sigset(3). */
static __attribute__((cold, noinline)) void shimgen_trace_handler(struct shimgen_trace_line *line, const void *handler)
{
    static const char names[][9] = {"SIG_DFL", "SIG_IGN", "SIG_HOLD"};
    if (handler == SHIMGEN_TRACE_NOWHERE || (uintptr_t)handler <= 2) {
        shimgen_trace_separator(line);
        shimgen_text_word(&line->text, handler == SHIMGEN_TRACE_NOWHERE ? "SIG_ERR" : names[(uintptr_t)handler]);
    } else {
        shimgen_trace_pointer(line, handler);
    }
}

/* Bytes that are known to be readable, in quotes. */
static __attribute__((cold, noinline)) void shimgen_trace_quoted(struct shimgen_trace_line *line, const char *bytes,
                                                                 size_t length, bool more)
{
    shimgen_trace_separator(line);
    shimgen_text_char(&line->text, '"');
    for (size_t i = 0; i < length; i++) {
        shimgen_text_escaped(&line->text, ((const volatile unsigned char *)bytes)[i]);
    }
    shimgen_text_word(&line->text, more ? "\"..." : "\"");
}

/* A string, in quotes; its address if it cannot be read. */
static __attribute__((cold, noinline)) void shimgen_trace_string_up_to(struct shimgen_trace_line *line,
                                                                       const char *string, size_t maximum)
{
    const long length = string == NULL ? -1 : shimgen_trace_string_length(string, maximum + 1);
    if (length < 0) {
        shimgen_trace_pointer(line, string);
    } else if ((size_t)length > maximum) {
        shimgen_trace_quoted(line, string, maximum, true);
    } else {
        shimgen_trace_quoted(line, string, (size_t)length, false);
    }
}

static __attribute__((cold, noinline)) void shimgen_trace_path(struct shimgen_trace_line *line,
                                                                       const char *path)
{
    shimgen_trace_string_up_to(line, path, SHIMGEN_TRACE_PATH_MAX);
}

static __attribute__((cold, noinline)) void shimgen_trace_string(struct shimgen_trace_line *line,
                                                                         const char *string)
{
    shimgen_trace_string_up_to(line, string, SHIMGEN_TRACE_STRING_MAX);
}

/* A buffer of known length, in quotes; its address if the length is negative (the call failed) or it cannot be read. */
static __attribute__((cold, noinline)) void shimgen_trace_bytes(struct shimgen_trace_line *line,
                                                                        const void *bytes, long long length)
{
    const bool more = length > SHIMGEN_TRACE_STRING_MAX;
    const size_t shown = more ? SHIMGEN_TRACE_STRING_MAX : (size_t)length;
    if (length < 0 || bytes == NULL || !shimgen_trace_readable(bytes, shown)) {
        shimgen_trace_pointer(line, bytes);
    } else {
        shimgen_trace_quoted(line, bytes, shown, more);
    }
}

/* A set of flags by name: O_RDONLY|O_CLOEXEC. Bits without a name are hexadecimal. */
static __attribute__((cold, noinline)) void
shimgen_trace_flags(struct shimgen_trace_line *line, unsigned long long value, const struct shimgen_flag *table)
{
    unsigned long long told = 0; /* bits that a printed name has spoken about */
    bool empty = true;
    shimgen_trace_separator(line);
    for (const struct shimgen_flag *flag = table; flag->name[0] != '\0'; flag++) {
        if (flag->mask != 0 && (value & flag->mask) == flag->value && (told & flag->mask) == 0) {
            shimgen_text_word(&line->text, empty ? "" : "|");
            shimgen_text_word(&line->text, flag->name);
            told |= flag->mask;
            empty = false;
        }
    }
    if ((value & ~told) != 0) {
        shimgen_text_word(&line->text, empty ? "" : "|");
        shimgen_text_hex(&line->text, value & ~told);
    } else if (empty) {
        shimgen_text_char(&line->text, '0');
    }
}

/* One of several names (SEEK_SET); a number without a name is decimal. */
static __attribute__((cold, noinline)) void shimgen_trace_enum(struct shimgen_trace_line *line, long long value,
                                                                       const struct shimgen_flag *table)
{
    shimgen_trace_separator(line);
    for (const struct shimgen_flag *flag = table; flag->name[0] != '\0'; flag++) {
        if ((unsigned long long)value == flag->value) {
            shimgen_text_word(&line->text, flag->name);
            return;
        }
    }
    shimgen_text_signed(&line->text, value);
}

/*
 * The strings that follow the first one of execl(3), up to the NULL, which is printed too; with `environment`, the pointer
 * behind it. Ends early where the line is full: whoever forgot the NULL is not our business to run after.
 */
static __attribute__((cold, noinline)) void shimgen_trace_strings(struct shimgen_trace_line *line, const char *first,
                                                                  bool environment, struct shimgen_trace_list *list)
{
    const char *string = first;
    while (string != NULL && !line->text.cut) {
        string = va_arg(list->arguments, const char *);
        shimgen_trace_string(line, string);
    }
    if (environment && string == NULL) {
        shimgen_trace_pointer(line, va_arg(list->arguments, const void *));
    }
}

/* Arguments that nobody can tell. */
static __attribute__((cold, noinline)) void shimgen_trace_more(struct shimgen_trace_line *line)
{
    shimgen_trace_separator(line);
    shimgen_text_word(&line->text, "...");
}

/* Opens a bracket; its contents follow as arguments do. */
static __attribute__((cold, noinline)) void shimgen_trace_open_with(struct shimgen_trace_line *line, char bracket)
{
    shimgen_trace_separator(line);
    shimgen_text_char(&line->text, bracket);
    line->first = true;
}

static __attribute__((cold, noinline)) void shimgen_trace_close_with(struct shimgen_trace_line *line, char bracket)
{
    shimgen_text_char(&line->text, bracket);
    line->first = false;
}

/* Strings up to a NULL: ["ls", "-l"]. The address, where not even the first one can be read; "..." where a later one cannot. */
static __attribute__((cold, noinline)) void shimgen_trace_string_array(struct shimgen_trace_line *line,
                                                                       const char *const *strings)
{
    if (strings == NULL || !shimgen_trace_readable(strings, sizeof *strings)) {
        shimgen_trace_pointer(line, strings);
        return;
    }
    shimgen_trace_open_with(line, '[');
    for (size_t i = 0;; i++) {
        if (i == SHIMGEN_TRACE_ELEMENTS_MAX || !shimgen_trace_readable(strings + i, sizeof *strings)) {
            shimgen_trace_more(line);
            break;
        }
        const char *const string = *(const char *const volatile *)(strings + i);
        if (string == NULL) {
            break;
        }
        shimgen_trace_string(line, string);
    }
    shimgen_trace_close_with(line, ']');
}

/* Something that has no form of its own in a line: a struct by value, a va_list. */
static __attribute__((cold, noinline)) void shimgen_trace_opaque(struct shimgen_trace_line *line)
{
    shimgen_trace_separator(line);
    shimgen_text_word(&line->text, "{...}");
}

/* A double, by its bits: arithmetic would raise floating-point exceptions in the program's name, fenv(3). */
static __attribute__((cold, noinline)) void shimgen_trace_floating(struct shimgen_trace_line *line,
                                                                           double value)
{
    const union {
        double value;
        unsigned long long bits;
    } number = {value};
    shimgen_trace_separator(line);
    const unsigned exponent = (unsigned)(number.bits >> 52) & 0x7ffU;
    const unsigned long long fraction = number.bits << 12;
    shimgen_text_number(&line->text, (number.bits >> 63) != 0, exponent == 0x7ffU,
                        exponent == 0 ? fraction >> 1 : fraction >> 1 | 1ULL << 63, fraction,
                        (int)(exponent == 0 ? 1 : exponent) - 1023 - 63);
}

/* IEEE 754 binary128: sign, 15 bits of exponent, 112 of fraction; six digits need no more than the upper half of that. */
static __attribute__((cold, noinline)) void shimgen_trace_binary128(struct shimgen_trace_line *line,
                                                                            const void *value)
{
    const unsigned long long *const words = value;
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    const unsigned long long high = words[1];
    const unsigned long long low = words[0];
#else
    const unsigned long long high = words[0];
    const unsigned long long low = words[1];
#endif
    const unsigned exponent = (unsigned)(high >> 48) & 0x7fffU;
    const unsigned long long fraction = high << 16 | low >> 48;
    shimgen_trace_separator(line);
    shimgen_text_number(&line->text, (high >> 63) != 0, exponent == 0x7fffU,
                        exponent == 0 ? fraction >> 1 : fraction >> 1 | 1ULL << 63, fraction | low,
                        (int)(exponent == 0 ? 1 : exponent) - 16383 - 63);
}

/* A long double, which is another format on each machine. x87's has its integer bit written out (80-bit extended). */
static __attribute__((cold, noinline)) void shimgen_trace_long_double(struct shimgen_trace_line *line,
                                                                              long double value)
{
#if __LDBL_MANT_DIG__ == 64
    const union {
        long double value;
        struct {
            unsigned long long mantissa;
            unsigned short exponent;
        } parts;
    } number = {value};
    const unsigned exponent = number.parts.exponent & 0x7fffU;
    shimgen_trace_separator(line);
    shimgen_text_number(&line->text, (number.parts.exponent & 0x8000U) != 0, exponent == 0x7fffU,
                        number.parts.mantissa, number.parts.mantissa << 1,
                        (int)(exponent == 0 ? 1 : exponent) - 16383 - 63);
#elif __LDBL_MANT_DIG__ == 113
    shimgen_trace_binary128(line, &value);
#else
    shimgen_trace_floating(line, (double)value);
#endif
}

/* A directory descriptor of the *at functions (openat(2)). */
static __attribute__((cold, noinline)) void shimgen_trace_dirfd(struct shimgen_trace_line *line, int descriptor)
{
    shimgen_trace_separator(line);
    if (descriptor == AT_FDCWD) {
        shimgen_text_word(&line->text, "AT_FDCWD");
    } else {
        shimgen_text_signed(&line->text, descriptor);
    }
}

/* Permission bits: 0644. With a file type, as in st_mode (inode(7)): S_IFREG|0644. */
static __attribute__((cold, noinline)) void shimgen_trace_mode(struct shimgen_trace_line *line, mode_t mode)
{
    static const struct shimgen_flag types[] = {
        {S_IFSOCK, S_IFMT, "S_IFSOCK|"}, {S_IFLNK, S_IFMT, "S_IFLNK|"}, {S_IFREG, S_IFMT, "S_IFREG|"},
        {S_IFBLK, S_IFMT, "S_IFBLK|"},   {S_IFDIR, S_IFMT, "S_IFDIR|"}, {S_IFCHR, S_IFMT, "S_IFCHR|"},
        {S_IFIFO, S_IFMT, "S_IFIFO|"},
    };
    shimgen_trace_separator(line);
    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++) {
        if ((mode & S_IFMT) == types[i].value) {
            shimgen_text_word(&line->text, types[i].name);
            mode &= ~(mode_t)S_IFMT;
            break;
        }
    }
    shimgen_text_octal(&line->text, mode);
}

/* "name=", to be followed by the value as by an argument. */
static __attribute__((cold, noinline)) void shimgen_trace_field(struct shimgen_trace_line *line,
                                                                        const char *name)
{
    shimgen_trace_separator(line);
    shimgen_text_word(&line->text, name);
    shimgen_text_char(&line->text, '=');
    line->first = true;
}

/* " ENOENT (No such file or directory)". */
static __attribute__((cold, noinline)) void shimgen_trace_error(struct shimgen_trace_line *line, int number)
{
    const struct shimgen_error *error = shimgen_error_find(number);
    shimgen_text_char(&line->text, ' ');
    if (error == NULL) {
        shimgen_text_word(&line->text, "errno ");
        shimgen_text_signed(&line->text, number);
        return;
    }
    shimgen_text_word(&line->text, error->name);
    shimgen_text_word(&line->text, " (");
    shimgen_text_word(&line->text, error->message);
    shimgen_text_char(&line->text, ')');
}

#endif
