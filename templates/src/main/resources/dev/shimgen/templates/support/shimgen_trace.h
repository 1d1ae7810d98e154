/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * shimgen_trace.h: one line of text for one call, in the form of strace(1):
 *
 *   [4711] access("/etc/selinux/config", F_OK) = -1 ENOENT (No such file or directory) <12 µs>
 *
 * What a line says of a call stands in a table (struct shimgen_trace_call), and one function prints all of them: a
 * function for each call would be thousands of functions where a shim has all of libc.
 *
 * The line is made after the real call, in a function of its own: while the call blocks there is no buffer on the
 * stack, no lock held and nothing to clean up, so it may be cancelled, jumped out of or unwound.
 */
#ifndef SHIMGEN_TRACE_H
#define SHIMGEN_TRACE_H

#include <errno.h>
#include <limits.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "shimgen_line.h"
#include "shimgen_sink.h"
#include "shimgen_sys.h"
#include "shimgen_text.h"

/* Most arguments that a line shows. */
#define SHIMGEN_TRACE_ARGUMENTS_MAX 16

/* What is remembered during a call. */
struct shimgen_trace_start {
    const struct shimgen_sink *sink; /* NULL: this call is not traced */
    long long nanoseconds;           /* CLOCK_MONOTONIC */
    int *errno_at;                   /* where errno was before the call; NULL: the call does not tell by it */
    int saved_errno;                 /* the program's */
};

/* Where ld(1) lets the lowest programs begin. It is pid_max as well (proc(5)): a smaller number may be a process. */
#define SHIMGEN_TRACE_LOWEST 0x400000

/* Where the stack of a 32-bit program ends at the highest, IA32_STACK_TOP in the kernel's asm/page_64_types.h. */
#define SHIMGEN_TRACE_STACK_END 0xffffe000UL

/* Works for every integer type, and does not make gcc say that a comparison is always false. */
#define SHIMGEN_IS_SIGNED(type) ((type)-1 < (type)1)

/* How a number in memory is printed: a field of a structure, or what a pointer points to. */
enum shimgen_trace_style {
    SHIMGEN_STYLE_NUMBER,
    SHIMGEN_STYLE_ADDRESS,
    SHIMGEN_STYLE_HANDLER,
    SHIMGEN_STYLE_MODE,
    SHIMGEN_STYLE_FLAGS,
    SHIMGEN_STYLE_ONE_OF,
    SHIMGEN_STYLE_WAIT_STATUS
};

/* A field of a structure. */
struct shimgen_trace_field {
    char name[SHIMGEN_NAME_SIZE];
    unsigned offset;
    unsigned char size;
    bool is_signed;
    unsigned char style;
    unsigned short names; /* of flags and choices: where they begin in shimgen_names */
};

struct shimgen_trace_structure {
    unsigned size;
    unsigned short first; /* its first field in shimgen_fields */
    unsigned short count;
};

/*
 * The tables, made with the shim. None has an address in it: they are as they are in the file of the library, where
 * others can read them.
 */
#define SHIMGEN_TABLE(name) __attribute__((visibility("hidden"), section("shimgen_table_" #name)))

extern SHIMGEN_TABLE(names) const struct shimgen_flag shimgen_names[];
extern SHIMGEN_TABLE(structures) const struct shimgen_trace_structure shimgen_structures[];
extern SHIMGEN_TABLE(fields) const struct shimgen_trace_field shimgen_fields[];

/* A name of a field may be a macro for a longer one (stat(3), sigaction(2)). The line shows the short one. */
#define SHIMGEN_FIELD_AS(name, type, field, is_signed, style, names)                                                   \
    {name, offsetof(type, field), sizeof(((type *)0)->field), (is_signed), (style), (names)}
#define SHIMGEN_FIELD_IS_SIGNED(type, field) SHIMGEN_IS_SIGNED(__typeof__(((type *)0)->field))
#define SHIMGEN_FIELD(type, field)                                                                                     \
    SHIMGEN_FIELD_AS(#field, type, field, SHIMGEN_FIELD_IS_SIGNED(type, field), SHIMGEN_STYLE_NUMBER, 0)
#define SHIMGEN_FIELD_ADDRESS(type, field) SHIMGEN_FIELD_AS(#field, type, field, false, SHIMGEN_STYLE_ADDRESS, 0)
#define SHIMGEN_FIELD_HANDLER(type, field) SHIMGEN_FIELD_AS(#field, type, field, false, SHIMGEN_STYLE_HANDLER, 0)
#define SHIMGEN_FIELD_MODE(type, field) SHIMGEN_FIELD_AS(#field, type, field, false, SHIMGEN_STYLE_MODE, 0)
#define SHIMGEN_FIELD_FLAGS(type, field, table)                                                                        \
    SHIMGEN_FIELD_AS(#field, type, field, false, SHIMGEN_STYLE_FLAGS, table)
#define SHIMGEN_FIELD_ONE_OF(type, field, table)                                                                       \
    SHIMGEN_FIELD_AS(#field, type, field, SHIMGEN_FIELD_IS_SIGNED(type, field), SHIMGEN_STYLE_ONE_OF, table)

/* How an argument travels, and how it is printed. */
enum shimgen_trace_form {
    SHIMGEN_FORM_HIDDEN,    /* only this symbol has it; not printed */
    SHIMGEN_FORM_NUMBER,    /* decimal */
    SHIMGEN_FORM_WORD,      /* a long that may be an address: decimal if it is lower than a program's */
    SHIMGEN_FORM_MODE,      /* permission bits: 0644 */
    SHIMGEN_FORM_DIRECTORY, /* a descriptor or AT_FDCWD, openat(2) */
    SHIMGEN_FORM_FLAGS,     /* names for bits */
    SHIMGEN_FORM_ONE_OF,    /* a name for a number */
    SHIMGEN_FORM_POINTER,   /* an address; all that follow are pointers, too, up to FLOATING */
    SHIMGEN_FORM_HANDLER,   /* a signal's: SIG_IGN, or an address */
    SHIMGEN_FORM_PATH,      /* a string, long */
    SHIMGEN_FORM_STRING,    /* a string, cut */
    SHIMGEN_FORM_STRINGS,   /* an array of strings that ends with NULL: execve(2) */
    SHIMGEN_FORM_FILLED,    /* a string that the call writes, readable if it returns something */
    SHIMGEN_FORM_BYTES,     /* as many as another argument says */
    SHIMGEN_FORM_COUNTED,   /* as many as the call returns, another argument at most */
    SHIMGEN_FORM_READ,      /* structures that the call reads */
    SHIMGEN_FORM_WRITTEN,   /* structures that the call writes, readable if it succeeds */
    SHIMGEN_FORM_NUMBERS_READ,    /* numbers that the call reads */
    SHIMGEN_FORM_NUMBERS_WRITTEN, /* numbers that the call writes, readable if it succeeds */
    SHIMGEN_FORM_LIST,      /* a va_list, which each ABI hands over by its address or as one: {...} */
    SHIMGEN_FORM_BINARY128, /* the address of an IEEE 754 binary128 */
    SHIMGEN_FORM_FLOATING,  /* a double, or a float that came in a register */
    SHIMGEN_FORM_EXTENDED,  /* a long double */
    SHIMGEN_FORM_OPAQUE     /* nothing is passed: {...} */
};

/* How many things are behind a pointer. */
enum shimgen_trace_amount {
    SHIMGEN_AMOUNT_ONE,      /* one, and no array */
    SHIMGEN_AMOUNT_ONE_UNLESS_ZERO, /* the same, if the call returns anything but 0: waitpid(2) */
    SHIMGEN_AMOUNT_FIXED,    /* always as many: pipe(2) */
    SHIMGEN_AMOUNT_ARGUMENT, /* as many as another argument says: poll(2) */
    SHIMGEN_AMOUNT_RESULT    /* as many as the call returns: epoll_wait(2) */
};

struct shimgen_trace_argument {
    unsigned char form;
    unsigned char size;   /* bytes, of a number */
    bool is_signed;       /* of a number */
    unsigned char amount; /* of what is behind a pointer */
    unsigned char length; /* of bytes, and of an amount: how many, or which argument has their number */
    unsigned char style;  /* of numbers behind a pointer */
    unsigned short table; /* where names begin in shimgen_names, or a structure's place in shimgen_structures */
};

#define SHIMGEN_ARGUMENT(form, type) {(form), sizeof(type), SHIMGEN_IS_SIGNED(type), 0, 0, 0, 0}
#define SHIMGEN_HIDDEN(type) SHIMGEN_ARGUMENT(SHIMGEN_FORM_HIDDEN, type)
#define SHIMGEN_NUMBER(type) SHIMGEN_ARGUMENT(SHIMGEN_FORM_NUMBER, type)
#define SHIMGEN_WORD SHIMGEN_ARGUMENT(SHIMGEN_FORM_WORD, long)
#define SHIMGEN_MODE(type) SHIMGEN_ARGUMENT(SHIMGEN_FORM_MODE, type)
#define SHIMGEN_DIRECTORY SHIMGEN_ARGUMENT(SHIMGEN_FORM_DIRECTORY, int)
#define SHIMGEN_FLAGS(type, table) {SHIMGEN_FORM_FLAGS, sizeof(type), false, 0, 0, 0, (table)}
#define SHIMGEN_ONE_OF(type, table) {SHIMGEN_FORM_ONE_OF, sizeof(type), SHIMGEN_IS_SIGNED(type), 0, 0, 0, (table)}
#define SHIMGEN_POINTER {SHIMGEN_FORM_POINTER, 0, false, 0, 0, 0, 0}
#define SHIMGEN_HANDLER {SHIMGEN_FORM_HANDLER, 0, false, 0, 0, 0, 0}
#define SHIMGEN_PATH {SHIMGEN_FORM_PATH, 0, false, 0, 0, 0, 0}
#define SHIMGEN_STRING {SHIMGEN_FORM_STRING, 0, false, 0, 0, 0, 0}
#define SHIMGEN_STRINGS {SHIMGEN_FORM_STRINGS, 0, false, 0, 0, 0, 0}
#define SHIMGEN_FILLED {SHIMGEN_FORM_FILLED, 0, false, 0, 0, 0, 0}
#define SHIMGEN_BYTES(length) {SHIMGEN_FORM_BYTES, 0, false, 0, (length), 0, 0}
#define SHIMGEN_COUNTED(length) {SHIMGEN_FORM_COUNTED, 0, false, 0, (length), 0, 0}
#define SHIMGEN_STRUCTURES_READ(table, amount, length)                                                                 \
    {SHIMGEN_FORM_READ, 0, false, (amount), (length), 0, (table)}
#define SHIMGEN_STRUCTURE_READ(table) SHIMGEN_STRUCTURES_READ(table, SHIMGEN_AMOUNT_ONE, 0)
#define SHIMGEN_STRUCTURES_WRITTEN(table, amount, length)                                                              \
    {SHIMGEN_FORM_WRITTEN, 0, false, (amount), (length), 0, (table)}
#define SHIMGEN_STRUCTURE_WRITTEN(table) SHIMGEN_STRUCTURES_WRITTEN(table, SHIMGEN_AMOUNT_ONE, 0)
#define SHIMGEN_VALUES(form, type, style, table, amount, length)                                                       \
    {(form), sizeof(type), SHIMGEN_IS_SIGNED(type), (amount), (length), (style), (table)}
#define SHIMGEN_VALUES_READ(type, style, table, amount, length)                                                        \
    SHIMGEN_VALUES(SHIMGEN_FORM_NUMBERS_READ, type, style, table, amount, length)
#define SHIMGEN_VALUE_READ(type, style, table) SHIMGEN_VALUES_READ(type, style, table, SHIMGEN_AMOUNT_ONE, 0)
#define SHIMGEN_VALUES_WRITTEN(type, style, table, amount, length)                                                     \
    SHIMGEN_VALUES(SHIMGEN_FORM_NUMBERS_WRITTEN, type, style, table, amount, length)
#define SHIMGEN_VALUE_WRITTEN(type, style, table) SHIMGEN_VALUES_WRITTEN(type, style, table, SHIMGEN_AMOUNT_ONE, 0)
#define SHIMGEN_NUMBERS_READ(type, amount, length)                                                                     \
    SHIMGEN_VALUES_READ(type, SHIMGEN_STYLE_NUMBER, 0, amount, length)
#define SHIMGEN_NUMBER_READ(type) SHIMGEN_NUMBERS_READ(type, SHIMGEN_AMOUNT_ONE, 0)
#define SHIMGEN_NUMBERS_WRITTEN(type, amount, length)                                                                  \
    SHIMGEN_VALUES_WRITTEN(type, SHIMGEN_STYLE_NUMBER, 0, amount, length)
#define SHIMGEN_NUMBER_WRITTEN(type) SHIMGEN_NUMBERS_WRITTEN(type, SHIMGEN_AMOUNT_ONE, 0)
#define SHIMGEN_LIST {SHIMGEN_FORM_LIST, 0, false, 0, 0, 0, 0}
#define SHIMGEN_BINARY128 {SHIMGEN_FORM_BINARY128, 0, false, 0, 0, 0, 0}
#define SHIMGEN_FLOATING(type) {SHIMGEN_FORM_FLOATING, sizeof(type), true, 0, 0, 0, 0}
#define SHIMGEN_EXTENDED {SHIMGEN_FORM_EXTENDED, sizeof(long double), true, 0, 0, 0, 0}
#define SHIMGEN_OPAQUE {SHIMGEN_FORM_OPAQUE, 0, false, 0, 0, 0, 0}

/* What a result is, and what it says of a failure. */
enum shimgen_trace_outcome {
    SHIMGEN_OUTCOME_VOID,
    SHIMGEN_OUTCOME_MINUS_ONE, /* a number; -1: errno says why, if it was set */
    SHIMGEN_OUTCOME_PLAIN,     /* a number that says nothing about errno */
    SHIMGEN_OUTCOME_MODE,      /* permission bits that say nothing about errno: umask(2) */
    SHIMGEN_OUTCOME_ERRNO,     /* is itself an errno, or 0 (posix_fallocate, pthread_create) */
    SHIMGEN_OUTCOME_POINTER,   /* NULL: errno says why, if it was set; pointers up to ADDRESS */
    SHIMGEN_OUTCOME_TEXT,      /* the same, of a string */
    SHIMGEN_OUTCOME_PLACE,     /* a pointer; -1: errno says why, if it was set (mmap, sbrk) */
    SHIMGEN_OUTCOME_HANDLER,   /* a signal's: SIG_DFL; SIG_ERR: the same (signal) */
    SHIMGEN_OUTCOME_STRING,    /* a string that says nothing about errno (strerror_r) */
    SHIMGEN_OUTCOME_ADDRESS,   /* a pointer that says nothing about errno */
    SHIMGEN_OUTCOME_FLOATING,  /* a double, or a float that came in a register */
    SHIMGEN_OUTCOME_EXTENDED,  /* a long double */
    SHIMGEN_OUTCOME_BINARY128, /* the address of an IEEE 754 binary128 */
    SHIMGEN_OUTCOME_OPAQUE     /* nothing is passed: a struct by value, a complex number */
};

struct shimgen_trace_result {
    unsigned char outcome;
    unsigned char size; /* bytes, of a number */
    bool is_signed;     /* of a number */
};

#define SHIMGEN_RESULT(outcome, type) {(outcome), sizeof(type), SHIMGEN_IS_SIGNED(type)}
#define SHIMGEN_RETURNS_NOTHING {SHIMGEN_OUTCOME_VOID, 0, false}
#define SHIMGEN_RETURNS_OR_MINUS_ONE(type) SHIMGEN_RESULT(SHIMGEN_OUTCOME_MINUS_ONE, type)
#define SHIMGEN_RETURNS(type) SHIMGEN_RESULT(SHIMGEN_OUTCOME_PLAIN, type)
#define SHIMGEN_RETURNS_MODE(type) SHIMGEN_RESULT(SHIMGEN_OUTCOME_MODE, type)
#define SHIMGEN_RETURNS_ERRNO SHIMGEN_RESULT(SHIMGEN_OUTCOME_ERRNO, int)
#define SHIMGEN_RETURNS_POINTER_OR_NULL {SHIMGEN_OUTCOME_POINTER, 0, false}
#define SHIMGEN_RETURNS_STRING_OR_NULL {SHIMGEN_OUTCOME_TEXT, 0, false}
#define SHIMGEN_RETURNS_POINTER_OR_MINUS_ONE {SHIMGEN_OUTCOME_PLACE, 0, false}
#define SHIMGEN_RETURNS_HANDLER {SHIMGEN_OUTCOME_HANDLER, 0, false}
#define SHIMGEN_RETURNS_POINTER {SHIMGEN_OUTCOME_ADDRESS, 0, false}
#define SHIMGEN_RETURNS_STRING {SHIMGEN_OUTCOME_STRING, 0, false}
#define SHIMGEN_RETURNS_FLOATING(type) {SHIMGEN_OUTCOME_FLOATING, sizeof(type), true}
#define SHIMGEN_RETURNS_EXTENDED {SHIMGEN_OUTCOME_EXTENDED, sizeof(long double), true}
#define SHIMGEN_RETURNS_BINARY128 {SHIMGEN_OUTCOME_BINARY128, 0, false}
#define SHIMGEN_RETURNS_OPAQUE {SHIMGEN_OUTCOME_OPAQUE, 0, false}

/* When a line is written: before a call that does not return, twice where it depends: execve(2). */
enum shimgen_trace_time { SHIMGEN_TRACE_AFTER, SHIMGEN_TRACE_BEFORE, SHIMGEN_TRACE_BOTH };

/*
 * How it is known that a call has set errno where its result says so: getpriority(2) and strtol(3) return a -1 that is no
 * error, and getline(3) and readdir(3) end without one. So errno is marked before the call.
 */
enum shimgen_trace_errno {
    SHIMGEN_ERRNO_MARKED,
    SHIMGEN_ERRNO_READ,   /* the call reads it, and it stays: "%m", printf(3). It was set if it is another one afterwards */
    SHIMGEN_ERRNO_CERTAIN /* others see it, and it stays; a failure sets it: raise(3), execve(2) in a child of vfork(2) */
};

/* What follows the arguments of the table. */
enum shimgen_trace_tail {
    SHIMGEN_TAIL_NONE,
    SHIMGEN_TAIL_CHOSEN,      /* the caller of the printing function says how many arguments there are: open(2) */
    SHIMGEN_TAIL_STRINGS,     /* strings up to a NULL, of which the last argument is the first: execl(3) */
    SHIMGEN_TAIL_ENVIRONMENT, /* the same, and the environment: execle(3) */
    SHIMGEN_TAIL_MORE         /* what only the caller knows: makecontext(3) */
};

/* What a line says of a call; behind it are as many arguments as it has, and the function's name. */
struct shimgen_trace_call {
    struct shimgen_trace_result result;
    unsigned char time;
    unsigned char error;
    unsigned char tail;
    unsigned char count;
} __attribute__((aligned(2)));

/*
 * A call's table. All are in one section, without the gaps that compilers leave between large objects where they may. Some
 * are named by assembler only.
 */
#define SHIMGEN_TRACED(table, count, name_size)                                                                        \
    SHIMGEN_TABLE(calls) __attribute__((used, aligned(2))) const struct {                                              \
        struct shimgen_trace_call call;                                                                                \
        struct shimgen_trace_argument arguments[count];                                                                \
        char name[name_size];                                                                                          \
    } table

_Static_assert(_Alignof(struct shimgen_trace_argument) == 2, "the arguments are right behind a call");

static inline const struct shimgen_trace_argument *shimgen_trace_arguments_of(const struct shimgen_trace_call *call)
{
    return (const struct shimgen_trace_argument *)(call + 1);
}

static inline const char *shimgen_trace_name_of(const struct shimgen_trace_call *call)
{
    return (const char *)(shimgen_trace_arguments_of(call) + call->count);
}

/*
 * What the tables are, for who reads them in the file of the library: the version of these structures and enumerations, which
 * changes with any of them, and the bytes of a row.
 */
struct shimgen_trace_schema {
    char magic[8];
    unsigned char version;
    unsigned char call;
    unsigned char argument;
    unsigned char structure;
    unsigned char field;
    unsigned char flag;
    unsigned char name;
};

SHIMGEN_TABLE(schema) __attribute__((used)) const struct shimgen_trace_schema shimgen_schema = {
    "shimgen",
    1,
    sizeof(struct shimgen_trace_call),
    sizeof(struct shimgen_trace_argument),
    sizeof(struct shimgen_trace_structure),
    sizeof(struct shimgen_trace_field),
    sizeof(struct shimgen_flag),
    SHIMGEN_NAME_SIZE,
};

/* An argument or a result, as it was passed. A number has all of its 64 bits, with or without sign as its type is. */
union shimgen_trace_value {
    long long number;
    double floating;
    long double extended;
    const void *pointer;
};

/* Before and after the call ---------------------------------------------------------------------------------------- */

static __attribute__((cold, noinline)) bool shimgen_trace_tells_by_errno(struct shimgen_trace_result result)
{
    switch ((enum shimgen_trace_outcome)result.outcome) {
    case SHIMGEN_OUTCOME_MINUS_ONE:
    case SHIMGEN_OUTCOME_POINTER:
    case SHIMGEN_OUTCOME_TEXT:
    case SHIMGEN_OUTCOME_PLACE:
    case SHIMGEN_OUTCOME_HANDLER:
        return true;
    default:
        return false;
    }
}

/*
 * The mark: no error of any library, and one that no table of messages takes for an index. Not 0, for errno(3) is wrong:
 * glibc does set it to 0, in scanf(3), ptrace(2) and getpwnam(3), and programs get by with that.
 */
#define SHIMGEN_TRACE_NO_ERRNO INT_MAX

/* Of a traced call: errno is marked where it tells something afterwards, unless it is 0 and so is seen to be set... */
static __attribute__((cold, noinline)) void shimgen_trace_start_call(struct shimgen_trace_start *start,
                                                                     const struct shimgen_trace_call *call)
{
    start->errno_at = NULL;
    start->saved_errno = 0;
    if (shimgen_trace_tells_by_errno(call->result)) {
        start->errno_at = shimgen_sys_errno();
        start->saved_errno = *start->errno_at;
        if (call->error == SHIMGEN_ERRNO_MARKED && start->saved_errno != 0) {
            *start->errno_at = SHIMGEN_TRACE_NO_ERRNO;
        }
    }
    start->nanoseconds = shimgen_trace_clock();
}

/*
 * ... and gets its old value back if it was not set. Returns what the call itself has set, 0 if that is nothing or nobody
 * knows: errno is another one where the call gave the thread another storage (arch_prctl(2)), or came back in another
 * thread (coroutines). The old one may be gone then.
 */
static __attribute__((cold, noinline)) int shimgen_trace_restore_errno(const struct shimgen_trace_start *start,
                                                                       const struct shimgen_trace_call *call)
{
    if (start->errno_at == NULL || start->errno_at != shimgen_sys_errno()) {
        return 0;
    }
    const int after = *start->errno_at;
    if (call->error == SHIMGEN_ERRNO_MARKED && after == SHIMGEN_TRACE_NO_ERRNO) {
        *start->errno_at = start->saved_errno;
        return 0;
    }
    return call->error == SHIMGEN_ERRNO_READ && after == start->saved_errno ? 0 : after;
}

static inline struct shimgen_trace_start shimgen_trace_begin(const struct shimgen_trace_call *call)
{
    struct shimgen_trace_start start; /* field by field: of an initializer clang -O0 makes a call of memset(3) */
    start.sink = shimgen_sink();
    start.nanoseconds = 0;
    start.errno_at = NULL;
    start.saved_errno = 0;
    if (__builtin_expect(start.sink != NULL, 0)) {
        shimgen_trace_start_call(&start, call);
    }
    return start;
}

static inline bool shimgen_trace_active(const struct shimgen_trace_start *start)
{
    return __builtin_expect(start->sink != NULL, 0);
}

/* Results ---------------------------------------------------------------------------------------------------------- */

/*
 * ") = " and the result, "?" where there is none yet and perhaps never will be; from here on everything fits. set_by_call is 0
 * where the call set no errno.
 */
static __attribute__((cold, noinline)) void shimgen_trace_result(struct shimgen_trace_line *line,
                                                                 struct shimgen_trace_result form,
                                                                 const union shimgen_trace_value *result,
                                                                 int set_by_call)
{
    shimgen_text_open_reserve(&line->text);
    shimgen_text_word(&line->text, ") = ");
    line->first = true;
    if (result == NULL) {
        shimgen_text_char(&line->text, '?');
        return;
    }
    switch ((enum shimgen_trace_outcome)form.outcome) {
    case SHIMGEN_OUTCOME_VOID:
        shimgen_text_word(&line->text, "void");
        break;
    case SHIMGEN_OUTCOME_MINUS_ONE:
        shimgen_text_signed(&line->text, result->number);
        if (result->number == -1 && set_by_call != 0) {
            shimgen_trace_error(line, set_by_call);
        }
        break;
    case SHIMGEN_OUTCOME_PLAIN:
        if (form.is_signed) {
            shimgen_text_signed(&line->text, result->number);
        } else {
            shimgen_text_unsigned(&line->text, (unsigned long long)result->number);
        }
        break;
    case SHIMGEN_OUTCOME_MODE:
        shimgen_trace_mode(line, (mode_t)result->number);
        break;
    case SHIMGEN_OUTCOME_ERRNO:
        shimgen_text_signed(&line->text, result->number);
        if (result->number != 0) {
            shimgen_trace_error(line, (int)result->number);
        }
        break;
    case SHIMGEN_OUTCOME_TEXT:
        if (result->pointer != NULL) {
            shimgen_trace_string(line, result->pointer);
            break;
        }
        __attribute__((fallthrough));
    case SHIMGEN_OUTCOME_POINTER:
        shimgen_trace_pointer(line, result->pointer);
        if (result->pointer == NULL && set_by_call != 0) {
            shimgen_trace_error(line, set_by_call);
        }
        break;
    case SHIMGEN_OUTCOME_PLACE:
        if (result->pointer != SHIMGEN_TRACE_NOWHERE) {
            shimgen_trace_pointer(line, result->pointer);
            break;
        }
        shimgen_trace_signed(line, -1);
        if (set_by_call != 0) {
            shimgen_trace_error(line, set_by_call);
        }
        break;
    case SHIMGEN_OUTCOME_HANDLER:
        shimgen_trace_handler(line, result->pointer);
        if (result->pointer == SHIMGEN_TRACE_NOWHERE && set_by_call != 0) {
            shimgen_trace_error(line, set_by_call);
        }
        break;
    case SHIMGEN_OUTCOME_STRING:
        shimgen_trace_string(line, result->pointer);
        break;
    case SHIMGEN_OUTCOME_ADDRESS:
        shimgen_trace_pointer(line, result->pointer);
        break;
    case SHIMGEN_OUTCOME_FLOATING:
        shimgen_trace_floating(line, result->floating);
        break;
    case SHIMGEN_OUTCOME_EXTENDED:
        shimgen_trace_long_double(line, result->extended);
        break;
    case SHIMGEN_OUTCOME_BINARY128:
        shimgen_trace_binary128(line, result->pointer);
        break;
    case SHIMGEN_OUTCOME_OPAQUE:
        shimgen_trace_opaque(line);
        break;
    }
}

/* Whether a structure that the call was to write has been written. */
static __attribute__((cold, noinline)) bool shimgen_trace_succeeded(unsigned outcome,
                                                                    const union shimgen_trace_value *result)
{
    switch ((enum shimgen_trace_outcome)outcome) {
    case SHIMGEN_OUTCOME_MINUS_ONE:
        return result->number != -1;
    case SHIMGEN_OUTCOME_ERRNO:
        return result->number == 0;
    case SHIMGEN_OUTCOME_POINTER:
    case SHIMGEN_OUTCOME_TEXT:
        return result->pointer != NULL;
    case SHIMGEN_OUTCOME_PLACE:
    case SHIMGEN_OUTCOME_HANDLER:
        return result->pointer != SHIMGEN_TRACE_NOWHERE;
    default:
        return true;
    }
}

/* Lines ------------------------------------------------------------------------------------------------------------ */

/* A number of a type, widened as C would. */
static __attribute__((cold, noinline)) long long shimgen_trace_widen(long long number, size_t size, bool is_signed)
{
    switch (size) {
    case 1:
        return is_signed ? (signed char)number : (unsigned char)number;
    case 2:
        return is_signed ? (short)number : (unsigned short)number;
    case 4:
        return is_signed ? (long long)(int)number : (long long)(unsigned)number;
    default:
        return number;
    }
}

/* A float, widened by its bits where that is no number: a signalling NaN raises an exception in the program's name. */
static __attribute__((cold, noinline)) double shimgen_trace_widen_float(unsigned bits)
{
    const union {
        unsigned bits;
        float value;
    } narrow = {bits};
    const union {
        unsigned long long bits;
        double value;
    } no_number = {(unsigned long long)(bits >> 31) << 63 | 0x7ffULL << 52 | (unsigned long long)(bits & 0x7fffffU) << 29};
    return (bits >> 23 & 0xffU) == 0xffU ? no_number.value : (double)narrow.value;
}

/* A float that came in a register or on the stack as it is: no variadic function gets one, va_arg(3) knows doubles. */
static __attribute__((cold, noinline)) double shimgen_trace_read_float(struct shimgen_trace_list *list)
{
#if SHIMGEN_MACHINE_STACK_ONLY
    return shimgen_trace_widen_float(va_arg(list->arguments, unsigned));
#else
    const union {
        double value;
        unsigned bits[2];
    } as_passed = {va_arg(list->arguments, double)};
    return shimgen_trace_widen_float(as_passed.bits[__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__ ? 0 : 1]);
#endif
}

/* The next argument; one that is opaque was not passed. */
static __attribute__((cold, noinline)) void shimgen_trace_read(union shimgen_trace_value *value,
                                                               struct shimgen_trace_list *list,
                                                               const struct shimgen_trace_argument *argument)
{
    if (argument->form == SHIMGEN_FORM_OPAQUE) {
        value->number = 0;
    } else if (argument->form == SHIMGEN_FORM_EXTENDED) {
        value->extended = va_arg(list->arguments, long double);
    } else if (argument->form == SHIMGEN_FORM_FLOATING) {
        value->floating = argument->size == sizeof(float) ? shimgen_trace_read_float(list)
                                                         : va_arg(list->arguments, double);
    } else if (argument->form >= SHIMGEN_FORM_POINTER) {
        value->pointer = va_arg(list->arguments, const void *);
    } else {
        const long long number =
            argument->size == sizeof(long long) ? va_arg(list->arguments, long long) : va_arg(list->arguments, int);
        value->number = shimgen_trace_widen(number, argument->size, argument->is_signed);
    }
}

/* A number in memory, widened as C would. */
static __attribute__((cold, noinline)) long long shimgen_trace_load(const void *memory, size_t size, bool is_signed)
{
    const volatile unsigned char *bytes = memory;
    union {
        unsigned long long eight;
        unsigned four;
        unsigned short two;
        unsigned char one;
        unsigned char bytes[8];
    } raw;
    raw.eight = 0;
    for (size_t at = 0; at < size; at++) {
        raw.bytes[at] = bytes[at];
    }
    const unsigned long long bits = size == 1 ? raw.one : size == 2 ? raw.two : size == 4 ? raw.four : raw.eight;
    return shimgen_trace_widen((long long)bits, size, is_signed);
}

static __attribute__((cold, noinline)) void shimgen_trace_decimal(struct shimgen_trace_line *line, long long number,
                                                                  bool is_signed)
{
    if (is_signed) {
        shimgen_trace_signed(line, number);
    } else {
        shimgen_trace_unsigned(line, (unsigned long long)number);
    }
}

/* A signal by its name, or by its number: one of those for real time. */
static __attribute__((cold, noinline)) void shimgen_trace_signal(struct shimgen_trace_line *line, int number,
                                                                 const struct shimgen_flag *names)
{
    line->first = true;
    shimgen_trace_enum(line, number, names);
}

/* What wait(2) tells, in the words of its macros: {WIFEXITED(s) && WEXITSTATUS(s) == 1}. */
static __attribute__((cold, noinline)) void shimgen_trace_wait_status(struct shimgen_trace_line *line, int status,
                                                                      const struct shimgen_flag *signals)
{
    /* Of a process that was stopped by ptrace(2): the event, above the signal. */
    const int event = WIFSTOPPED(status) ? status & ~0xffff : 0;
    shimgen_trace_open_with(line, '{');
    if (WIFEXITED(status)) {
        shimgen_text_word(&line->text, "WIFEXITED(s) && WEXITSTATUS(s) == ");
        shimgen_text_signed(&line->text, WEXITSTATUS(status));
    } else if (WIFSIGNALED(status)) {
        shimgen_text_word(&line->text, "WIFSIGNALED(s) && WTERMSIG(s) == ");
        shimgen_trace_signal(line, WTERMSIG(status), signals);
        shimgen_text_word(&line->text, WCOREDUMP(status) ? " && WCOREDUMP(s)" : "");
    } else if (WIFCONTINUED(status)) {
        shimgen_text_word(&line->text, "WIFCONTINUED(s)");
    } else if (WIFSTOPPED(status)) {
        shimgen_text_word(&line->text, "WIFSTOPPED(s) && WSTOPSIG(s) == ");
        shimgen_trace_signal(line, WSTOPSIG(status), signals);
    } else {
        shimgen_text_hex(&line->text, (unsigned)status);
    }
    shimgen_trace_close_with(line, '}');
    if (event != 0) {
        shimgen_text_word(&line->text, " | ");
        shimgen_text_hex(&line->text, (unsigned)event);
    }
}

/* A number in memory, in its style. */
static __attribute__((cold, noinline)) void shimgen_trace_styled(struct shimgen_trace_line *line, long long number,
                                                                 bool is_signed, unsigned style,
                                                                 const struct shimgen_flag *names)
{
    const unsigned long long bits = (unsigned long long)number;
    switch ((enum shimgen_trace_style)style) {
    case SHIMGEN_STYLE_NUMBER:
        shimgen_trace_decimal(line, number, is_signed);
        break;
    case SHIMGEN_STYLE_ADDRESS:
        shimgen_trace_pointer(line, (const void *)(uintptr_t)bits);
        break;
    case SHIMGEN_STYLE_HANDLER:
        shimgen_trace_handler(line, (const void *)(uintptr_t)bits);
        break;
    case SHIMGEN_STYLE_MODE:
        shimgen_trace_mode(line, (mode_t)bits);
        break;
    case SHIMGEN_STYLE_FLAGS:
        shimgen_trace_flags(line, bits, names);
        break;
    case SHIMGEN_STYLE_ONE_OF:
        shimgen_trace_enum(line, number, names);
        break;
    case SHIMGEN_STYLE_WAIT_STATUS:
        shimgen_trace_wait_status(line, (int)number, names);
        break;
    }
}

/* The fields of a structure that can be read: {st_mode=S_IFREG|0644, st_size=12}. */
static __attribute__((cold, noinline)) void shimgen_trace_structure(struct shimgen_trace_line *line, const char *memory,
                                                                    const struct shimgen_trace_structure *structure)
{
    shimgen_trace_open_with(line, '{');
    for (unsigned i = 0; i < structure->count; i++) {
        const struct shimgen_trace_field *field = &shimgen_fields[structure->first + i];
        shimgen_trace_field(line, field->name);
        shimgen_trace_styled(line, shimgen_trace_load(memory + field->offset, field->size, field->is_signed),
                             field->is_signed, field->style, &shimgen_names[field->names]);
    }
    shimgen_trace_close_with(line, '}');
}

/*
 * What is behind a pointer: {fd=3, events=POLLIN}, [{fd=3, events=POLLIN}, {fd=4, events=0}], [3, 4]; its address if it is
 * not there.
 */
static __attribute__((cold, noinline)) void shimgen_trace_pointee(struct shimgen_trace_line *line, bool filled,
                                                                  const char *memory,
                                                                  const struct shimgen_trace_argument *argument,
                                                                  long long count)
{
    const bool numbers =
        argument->form == SHIMGEN_FORM_NUMBERS_READ || argument->form == SHIMGEN_FORM_NUMBERS_WRITTEN;
    const bool is_array = numbers || argument->amount > SHIMGEN_AMOUNT_ONE_UNLESS_ZERO;
    const struct shimgen_trace_structure *structure = numbers ? NULL : &shimgen_structures[argument->table];
    const size_t size = numbers ? argument->size : structure->size;
    const bool more = count > SHIMGEN_TRACE_ELEMENTS_MAX;
    const size_t shown = more ? SHIMGEN_TRACE_ELEMENTS_MAX : (size_t)count;
    if (!filled || memory == NULL || count < 0 || !shimgen_trace_readable(memory, shown * size)) {
        shimgen_trace_pointer(line, memory);
        return;
    }
    if (is_array) {
        shimgen_trace_open_with(line, '[');
    }
    for (size_t i = 0; i < shown; i++) {
        if (numbers) {
            shimgen_trace_styled(line, shimgen_trace_load(memory + i * size, size, argument->is_signed),
                                 argument->is_signed, argument->style, &shimgen_names[argument->table]);
        } else {
            shimgen_trace_structure(line, memory + i * size, structure);
        }
    }
    if (more) {
        shimgen_trace_more(line);
    }
    if (is_array) {
        shimgen_trace_close_with(line, ']');
    }
}

/*
 * A word that may be an address, or an int: a negative one may come without its sign, as in fcntl(fd, F_SETOWN, -group). Where
 * a word has 32 bits the main thread's stack is among the small negative numbers, up to where Linux ends it on a 64-bit machine.
 */
static __attribute__((cold, noinline)) void shimgen_trace_word(struct shimgen_trace_line *line, long long word)
{
    const long long all_bits = 0xffffffffLL;
    const long long number = word > all_bits - SHIMGEN_TRACE_LOWEST && word <= all_bits ? word - all_bits - 1 : word;
    const unsigned long bits = (unsigned long)word;
    const bool on_stack =
        sizeof bits == 4 && bits >= (unsigned long)__builtin_frame_address(0) && bits < SHIMGEN_TRACE_STACK_END;
    if (!on_stack && number > -SHIMGEN_TRACE_LOWEST && number < SHIMGEN_TRACE_LOWEST) {
        shimgen_trace_signed(line, number);
    } else {
        shimgen_trace_pointer(line, (const void *)(uintptr_t)word);
    }
}

/* How many things are behind a pointer; -1 if that is not known yet. */
static __attribute__((cold, noinline)) long long shimgen_trace_count(const struct shimgen_trace_argument *argument,
                                                                     const union shimgen_trace_value *values,
                                                                     const union shimgen_trace_value *result)
{
    switch ((enum shimgen_trace_amount)argument->amount) {
    case SHIMGEN_AMOUNT_FIXED:
        return argument->length;
    case SHIMGEN_AMOUNT_ARGUMENT:
        return values[argument->length].number;
    case SHIMGEN_AMOUNT_RESULT:
        return result == NULL ? -1 : result->number;
    case SHIMGEN_AMOUNT_ONE_UNLESS_ZERO:
        return result == NULL || result->number == 0 ? -1 : 1;
    default:
        return 1;
    }
}

/* One argument of a call. There is no result yet before the call. */
static __attribute__((cold, noinline)) void shimgen_trace_argument(struct shimgen_trace_line *line,
                                                                   const struct shimgen_trace_call *call,
                                                                   const union shimgen_trace_value *values, unsigned at,
                                                                   const union shimgen_trace_value *result)
{
    const struct shimgen_trace_argument *argument = &shimgen_trace_arguments_of(call)[at];
    const union shimgen_trace_value value = values[at];
    switch ((enum shimgen_trace_form)argument->form) {
    case SHIMGEN_FORM_HIDDEN:
        break;
    case SHIMGEN_FORM_NUMBER:
        shimgen_trace_decimal(line, value.number, argument->is_signed);
        break;
    case SHIMGEN_FORM_WORD:
        shimgen_trace_word(line, value.number);
        break;
    case SHIMGEN_FORM_MODE:
        shimgen_trace_mode(line, (mode_t)value.number);
        break;
    case SHIMGEN_FORM_DIRECTORY:
        shimgen_trace_dirfd(line, (int)value.number);
        break;
    case SHIMGEN_FORM_FLAGS:
        shimgen_trace_flags(line, (unsigned long long)value.number, &shimgen_names[argument->table]);
        break;
    case SHIMGEN_FORM_ONE_OF:
        shimgen_trace_enum(line, value.number, &shimgen_names[argument->table]);
        break;
    case SHIMGEN_FORM_POINTER:
        shimgen_trace_pointer(line, value.pointer);
        break;
    case SHIMGEN_FORM_HANDLER:
        shimgen_trace_handler(line, value.pointer);
        break;
    case SHIMGEN_FORM_PATH:
        shimgen_trace_path(line, value.pointer);
        break;
    case SHIMGEN_FORM_STRING:
        shimgen_trace_string(line, value.pointer);
        break;
    case SHIMGEN_FORM_STRINGS:
        shimgen_trace_string_array(line, value.pointer);
        break;
    case SHIMGEN_FORM_FILLED:
        if (result != NULL && result->pointer != NULL) {
            shimgen_trace_path(line, value.pointer);
        } else {
            shimgen_trace_pointer(line, value.pointer);
        }
        break;
    case SHIMGEN_FORM_BYTES:
        shimgen_trace_bytes(line, value.pointer, values[argument->length].number);
        break;
    case SHIMGEN_FORM_COUNTED:
        /* A count, or -1: read(2), readlink(2). More than the buffer holds is what was cut: recv(2), MSG_TRUNC. */
        if (result == NULL) {
            shimgen_trace_pointer(line, value.pointer);
        } else {
            const long long length = values[argument->length].number;
            shimgen_trace_bytes(line, value.pointer, result->number > length ? length : result->number);
        }
        break;
    case SHIMGEN_FORM_READ:
    case SHIMGEN_FORM_NUMBERS_READ:
        shimgen_trace_pointee(line, true, value.pointer, argument,
                              shimgen_trace_count(argument, values, result));
        break;
    case SHIMGEN_FORM_WRITTEN:
    case SHIMGEN_FORM_NUMBERS_WRITTEN:
        shimgen_trace_pointee(line, result != NULL && shimgen_trace_succeeded(call->result.outcome, result),
                              value.pointer, argument, shimgen_trace_count(argument, values, result));
        break;
    case SHIMGEN_FORM_BINARY128:
        shimgen_trace_binary128(line, value.pointer);
        break;
    case SHIMGEN_FORM_FLOATING:
        shimgen_trace_floating(line, value.floating);
        break;
    case SHIMGEN_FORM_EXTENDED:
        shimgen_trace_long_double(line, value.extended);
        break;
    case SHIMGEN_FORM_LIST:
    case SHIMGEN_FORM_OPAQUE:
        shimgen_trace_opaque(line);
        break;
    }
}

/* The name and all arguments of a call; `count` of those in the table. */
static __attribute__((cold, noinline)) void shimgen_trace_arguments(struct shimgen_trace_line *line,
                                                                    const struct shimgen_trace_call *call,
                                                                    unsigned count, struct shimgen_trace_list *list,
                                                                    const union shimgen_trace_value *result)
{
    union shimgen_trace_value values[SHIMGEN_TRACE_ARGUMENTS_MAX];
    const bool more = count > SHIMGEN_TRACE_ARGUMENTS_MAX;
    if (more) {
        count = SHIMGEN_TRACE_ARGUMENTS_MAX;
    }
    shimgen_trace_open(line, shimgen_trace_name_of(call));
    for (unsigned i = 0; i < count; i++) {
        shimgen_trace_read(&values[i], list, &shimgen_trace_arguments_of(call)[i]);
    }
    for (unsigned i = 0; i < count; i++) {
        shimgen_trace_argument(line, call, values, i, result);
    }
    if (more || call->tail == SHIMGEN_TAIL_MORE) {
        shimgen_trace_more(line);
    } else if (count > 0 && (call->tail == SHIMGEN_TAIL_STRINGS || call->tail == SHIMGEN_TAIL_ENVIRONMENT)) {
        shimgen_trace_strings(line, values[count - 1].pointer, call->tail == SHIMGEN_TAIL_ENVIRONMENT, list);
    }
}

/* The line of a call that does not return, or perhaps not: there is no result, and no time to tell. */
static __attribute__((cold, noinline)) void shimgen_trace_write_before(const struct shimgen_sink *sink,
                                                                               const struct shimgen_trace_call *call,
                                                                               struct shimgen_trace_list *list)
{
    struct shimgen_trace_line line;
    shimgen_valgrind_look_away();
    shimgen_trace_arguments(&line, call, call->count, list, NULL);
    shimgen_trace_result(&line, call->result, NULL, 0);
    shimgen_text_char(&line.text, '\n');
    shimgen_sink_write(sink, &line.text);
    shimgen_valgrind_look_again();
}

/* The line of a call that has returned; the time is rounded to the nearest microsecond. */
static __attribute__((cold, noinline)) void
shimgen_trace_write(const struct shimgen_trace_start *start, const struct shimgen_trace_call *call, unsigned count,
                    struct shimgen_trace_list *list, struct shimgen_trace_result form,
                    const union shimgen_trace_value *result)
{
    struct shimgen_trace_line line;
    const int set_by_call = shimgen_trace_restore_errno(start, call);
    shimgen_valgrind_look_away();
    shimgen_trace_arguments(&line, call, count, list, result);
    shimgen_trace_result(&line, form, result, set_by_call);
    shimgen_text_word(&line.text, " <");
    shimgen_text_signed(&line.text, (line.ended - start->nanoseconds + 500) / 1000);
    shimgen_text_word(&line.text, " \302\265s>\n"); /* µ in UTF-8 */
    shimgen_sink_write(start->sink, &line.text);
    shimgen_valgrind_look_again();
}

/* From wrappers in C: then the arguments. */
static __attribute__((cold, noinline, unused)) void shimgen_trace_announce(const struct shimgen_trace_start *start,
                                                                           const struct shimgen_trace_call *call, ...)
{
    struct shimgen_trace_list list;
    va_start(list.arguments, call);
    shimgen_trace_write_before(start->sink, call, &list);
    va_end(list.arguments);
}

/* From wrappers in C: then the result if there is one, their number where the table leaves it open, the arguments. */
static __attribute__((cold, noinline, unused)) void shimgen_trace_print(const struct shimgen_trace_start *start,
                                                                        const struct shimgen_trace_call *call, ...)
{
    struct shimgen_trace_list list;
    union shimgen_trace_value result;
    result.number = 0;
    va_start(list.arguments, call);
    switch ((enum shimgen_trace_outcome)call->result.outcome) {
    case SHIMGEN_OUTCOME_VOID:
    case SHIMGEN_OUTCOME_OPAQUE:
        break;
    case SHIMGEN_OUTCOME_MINUS_ONE:
    case SHIMGEN_OUTCOME_PLAIN:
    case SHIMGEN_OUTCOME_MODE:
    case SHIMGEN_OUTCOME_ERRNO:
        result.number = call->result.size == sizeof(long long) ? va_arg(list.arguments, long long)
                                                               : va_arg(list.arguments, int);
        result.number = shimgen_trace_widen(result.number, call->result.size, call->result.is_signed);
        break;
    case SHIMGEN_OUTCOME_FLOATING:
        result.floating = va_arg(list.arguments, double);
        break;
    case SHIMGEN_OUTCOME_EXTENDED:
        result.extended = va_arg(list.arguments, long double);
        break;
    case SHIMGEN_OUTCOME_POINTER:
    case SHIMGEN_OUTCOME_TEXT:
    case SHIMGEN_OUTCOME_PLACE:
    case SHIMGEN_OUTCOME_HANDLER:
    case SHIMGEN_OUTCOME_STRING:
    case SHIMGEN_OUTCOME_ADDRESS:
    case SHIMGEN_OUTCOME_BINARY128:
        result.pointer = va_arg(list.arguments, const void *);
        break;
    }
    const unsigned count =
        call->tail == SHIMGEN_TAIL_CHOSEN ? va_arg(list.arguments, unsigned) : call->count;
    shimgen_trace_write(start, call, count, &list, call->result, &result);
    va_end(list.arguments);
}

#endif
