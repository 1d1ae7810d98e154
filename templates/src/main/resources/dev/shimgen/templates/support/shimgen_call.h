/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * shimgen_call.h: what is told of a call, in tables, and how its arguments and its result are read by them.
 *
 * What a line of text and an event say of a call stands in a table (struct shimgen_trace_call), and one function makes all
 * of them: a function for each call would be thousands of functions where a shim has all of libc.
 */
#ifndef SHIMGEN_CALL_H
#define SHIMGEN_CALL_H

#include <limits.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>

#include "shimgen_memory.h"
#include "shimgen_sys.h"

/* Most arguments that a line shows. */
#define SHIMGEN_TRACE_ARGUMENTS_MAX 16

/* Longest path and longest other string that are told, in bytes as they are in memory. */
#define SHIMGEN_TRACE_PATH_MAX 1024
#define SHIMGEN_TRACE_STRING_MAX 32

/* Most elements of an array that are told. */
#define SHIMGEN_TRACE_ELEMENTS_MAX 32

/*
 * How many pointers in structures are followed for a call, and how deep: a list may be a circle, and a stack small. Those
 * that are not followed are shown as addresses.
 */
#define SHIMGEN_TRACE_FOLLOWED_MAX 32
#define SHIMGEN_TRACE_DEPTH_MAX 4

/* The signals that the kernel knows, signal(7). */
#define SHIMGEN_TRACE_SIGNALS 64

/* Most bytes of control messages. */
#define SHIMGEN_TRACE_CONTROL_MAX 256

/* What mmap(2), sbrk(2) and shmat(2) return for an address when they fail, and signal(2) for a handler: SIG_ERR. */
#define SHIMGEN_TRACE_NOWHERE ((const void *)-1)

/* Room for a name in a table. It is part of its row, so that a table has no address in it and needs no relocation. */
#define SHIMGEN_NAME_SIZE 48

/*
 * A name of a bit, of a field of bits, or of a number. `mask` are the bits that the name speaks about: the value itself
 * for a plain flag, O_ACCMODE for O_WRONLY, ~0 for a name that stands for the whole number, like F_OK. Wider masks come
 * first in a table: O_SYNC contains O_DSYNC, O_TMPFILE contains O_DIRECTORY. A row without a name ends a table; one
 * with mask 0 is a flag that this machine does not have (O_LARGEFILE where every file is large).
 */
struct shimgen_flag {
    unsigned long long value;
    unsigned long long mask;
    char name[SHIMGEN_NAME_SIZE];
};

/* Arguments to be read; a struct, so that it can be handed on by its address, which not every va_list can. */
struct shimgen_trace_list {
    va_list arguments;
};

/* Works for every integer type, and does not make gcc say that a comparison is always false. */
#define SHIMGEN_IS_SIGNED(type) ((type)-1 < (type)1)

/* How what is in memory is printed: a field of a structure, all of one, or a number that a pointer points to. */
enum shimgen_trace_style {
    SHIMGEN_STYLE_NUMBER,
    SHIMGEN_STYLE_ADDRESS,
    SHIMGEN_STYLE_HANDLER,
    SHIMGEN_STYLE_MODE,
    SHIMGEN_STYLE_FLAGS,
    SHIMGEN_STYLE_ONE_OF,
    SHIMGEN_STYLE_WAIT_STATUS,   /* the last one that is a number's */
    SHIMGEN_STYLE_FIELDS,        /* a structure, by its fields */
    SHIMGEN_STYLE_SIGNALS,       /* a sigset_t: [INT TERM] */
    SHIMGEN_STYLE_PORT,          /* 16 bits in network order: htons(80) */
    SHIMGEN_STYLE_IPV4,          /* 4 bytes: inet_addr("127.0.0.1") */
    SHIMGEN_STYLE_IPV6,          /* 16 bytes: inet_pton(AF_INET6, "::1") */
    SHIMGEN_STYLE_CHARACTERS,    /* an array of them, up to a null byte: dirent(5) */
    SHIMGEN_STYLE_SOCKET_NAME,   /* the same; one that begins with a null byte is an abstract name: unix(7) */
    SHIMGEN_STYLE_STRING,        /* a pointer to a string; all that follow are pointers, too */
    SHIMGEN_STYLE_PATH,          /* the same, long */
    SHIMGEN_STYLE_BYTES,         /* to bytes, as many as another field says: writev(2) */
    SHIMGEN_STYLE_STRUCTURES,    /* to structures, one, or as many as another field says: sendmsg(2) */
    SHIMGEN_STYLE_SIZED,         /* to a structure, as much of it as another field says is there */
    SHIMGEN_STYLE_LIST,          /* to a structure, in which another field points to the next one: getaddrinfo(3) */
    SHIMGEN_STYLE_CONTROL        /* to control messages, in as many bytes as another field says: cmsg(3) */
};

/* A field of a structure. */
struct shimgen_trace_field {
    char name[SHIMGEN_NAME_SIZE];
    unsigned offset;
    unsigned short size;
    unsigned short table; /* where names begin in shimgen_names, or a structure's place in shimgen_structures */
    unsigned short other; /* where in the structure the number stands that says how much is behind a pointer... */
    unsigned char other_size; /* ... and its size, 0 if there is none: a list ends where nothing points to a next one */
    unsigned char style;
    bool is_signed;
};

/* A structure may be another one, by a number in it: struct sockaddr is a struct sockaddr_in for AF_INET. */
struct shimgen_trace_structure {
    unsigned size;
    unsigned short first; /* its first field in shimgen_fields */
    unsigned short count;
    unsigned short table; /* where names of signals begin in shimgen_names */
    unsigned short cases; /* its first case in shimgen_cases; the first field is what they go by */
    unsigned short case_count;
    unsigned short own;     /* where its own size stands, which may be less than its type's: readdir(3)... */
    unsigned char own_size; /* ... and the size of that number; 0: nowhere */
    unsigned char style; /* of a pointer to a structure: that of its only field */
    bool follows; /* it has pointers behind which there is more to be told, or one of its cases has */
};

struct shimgen_trace_case {
    unsigned value;
    unsigned short structure; /* its place in shimgen_structures */
};

/*
 * The tables, made with the shim. None has an address in it: they are as they are in the file of the library, where
 * others can read them.
 */
#define SHIMGEN_TABLE(name) __attribute__((visibility("hidden"), section("shimgen_table_" #name)))

extern SHIMGEN_TABLE(names) const struct shimgen_flag shimgen_names[];
extern SHIMGEN_TABLE(structures) const struct shimgen_trace_structure shimgen_structures[];
extern SHIMGEN_TABLE(fields) const struct shimgen_trace_field shimgen_fields[];
extern SHIMGEN_TABLE(cases) const struct shimgen_trace_case shimgen_cases[];

/* A name of a field may be a macro for a longer one (stat(3), sigaction(2)). The line shows the short one. */
#define SHIMGEN_SIZE_OF(type, field) sizeof(((type *)0)->field)
#define SHIMGEN_FIELD_AS(name, type, field, is_signed, style, table)                                                   \
    {name, offsetof(type, field), SHIMGEN_SIZE_OF(type, field), (table), 0, 0, (style), (is_signed)}
#define SHIMGEN_FIELD_IS_SIGNED(type, field) SHIMGEN_IS_SIGNED(__typeof__(((type *)0)->field))
#define SHIMGEN_FIELD(type, field)                                                                                     \
    SHIMGEN_FIELD_AS(#field, type, field, SHIMGEN_FIELD_IS_SIGNED(type, field), SHIMGEN_STYLE_NUMBER, 0)
#define SHIMGEN_FIELD_ONE_OF(type, field, table)                                                                       \
    SHIMGEN_FIELD_AS(#field, type, field, SHIMGEN_FIELD_IS_SIGNED(type, field), SHIMGEN_STYLE_ONE_OF, table)
/* Anything without a sign. */
#define SHIMGEN_FIELD_IN(type, field, style, table) SHIMGEN_FIELD_AS(#field, type, field, false, style, table)
/* A pointer; another field says how much is behind it. */
#define SHIMGEN_FIELD_WITH(type, field, style, table, other)                                                           \
    {#field, offsetof(type, field), SHIMGEN_SIZE_OF(type, field), (table), offsetof(type, other),                      \
     SHIMGEN_SIZE_OF(type, other), (style), false}

/* A pointer to the first structure of a list; in each, a field points to the next one. */
#define SHIMGEN_FIELD_LIST(type, field, table, listed, next)                                                           \
    {#field, offsetof(type, field), sizeof(void *), (table), offsetof(listed, next), sizeof(void *),                    \
     SHIMGEN_STYLE_LIST, false}
/* The same, all by itself: getaddrinfo(3). */
#define SHIMGEN_FIELD_FIRST(pointer, table, listed, next)                                                              \
    {"", 0, sizeof(pointer), (table), offsetof(listed, next), sizeof(void *), SHIMGEN_STYLE_LIST, false}
#define SHIMGEN_OWN_SIZE(type, field) .own = offsetof(type, field), .own_size = SHIMGEN_SIZE_OF(type, field)

/* How an argument travels, and how it is printed. */
enum shimgen_trace_form {
    SHIMGEN_FORM_HIDDEN,    /* only this symbol has it; not printed */
    SHIMGEN_FORM_NUMBER,    /* decimal */
    SHIMGEN_FORM_WORD,      /* a long that may be an address: decimal if it is lower than a program's */
    SHIMGEN_FORM_MODE,      /* permission bits: 0644 */
    SHIMGEN_FORM_DIRECTORY, /* a descriptor or AT_FDCWD, openat(2) */
    SHIMGEN_FORM_DESCRIPTOR, /* a file descriptor: decimal, too */
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
    SHIMGEN_FORM_OPAQUE,    /* nothing is passed: {...} */
    SHIMGEN_FORM_CHOSEN     /* one of several, by what other arguments are: fcntl(2), getsockopt(2) */
};

/* How many things are behind a pointer. */
enum shimgen_trace_amount {
    SHIMGEN_AMOUNT_ONE,      /* one, and no array */
    SHIMGEN_AMOUNT_ONE_UNLESS_ZERO, /* the same, if the call returns anything but 0: waitpid(2) */
    SHIMGEN_AMOUNT_ONE_IF_ZERO,     /* the same, if the call returns 0: getaddrinfo(3) */
    SHIMGEN_AMOUNT_FIXED,    /* always as many: pipe(2) */
    SHIMGEN_AMOUNT_ARGUMENT, /* as many as another argument says: poll(2) */
    SHIMGEN_AMOUNT_RESULT,   /* as many as the call returns: epoll_wait(2) */
    SHIMGEN_AMOUNT_BYTES     /* one structure, in as many bytes as another argument says, or points to: bind(2), accept(2) */
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
#define SHIMGEN_DESCRIPTOR(type) SHIMGEN_ARGUMENT(SHIMGEN_FORM_DESCRIPTOR, type)
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
/* By one argument, or by two of them; `length` and `amount` say which. Behind the choices stands what it is otherwise. */
#define SHIMGEN_CHOSEN(type, choices, count, by, and_by)                                                               \
    {SHIMGEN_FORM_CHOSEN, sizeof(type), SHIMGEN_IS_SIGNED(type), (and_by), (by), (count), (choices)}
#define SHIMGEN_NO_ARGUMENT 0xff

/* What an argument is if others are these numbers. */
struct shimgen_trace_choice {
    unsigned by;
    unsigned and_by;
    struct shimgen_trace_argument argument;
};

extern SHIMGEN_TABLE(choices) const struct shimgen_trace_choice shimgen_choices[];

/* What a result is, and what it says of a failure. */
enum shimgen_trace_outcome {
    SHIMGEN_OUTCOME_VOID,
    SHIMGEN_OUTCOME_MINUS_ONE, /* a number; -1: errno says why, if it was set */
    SHIMGEN_OUTCOME_PLAIN,     /* a number that says nothing about errno */
    SHIMGEN_OUTCOME_MODE,      /* permission bits that say nothing about errno: umask(2) */
    SHIMGEN_OUTCOME_ERRNO,     /* is itself an errno, or 0 (posix_fallocate, pthread_create) */
    SHIMGEN_OUTCOME_POINTER,   /* NULL: errno says why, if it was set; pointers up to ADDRESS */
    SHIMGEN_OUTCOME_STRUCTURE, /* the same, of a structure: readdir(3) */
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
    unsigned char size;   /* bytes, of a number */
    unsigned short table; /* a structure's place in shimgen_structures */
    bool is_signed;       /* of a number */
};

#define SHIMGEN_RESULT(outcome, type) {(outcome), sizeof(type), 0, SHIMGEN_IS_SIGNED(type)}
#define SHIMGEN_RETURNS_NOTHING {SHIMGEN_OUTCOME_VOID, 0, 0, false}
#define SHIMGEN_RETURNS_OR_MINUS_ONE(type) SHIMGEN_RESULT(SHIMGEN_OUTCOME_MINUS_ONE, type)
#define SHIMGEN_RETURNS(type) SHIMGEN_RESULT(SHIMGEN_OUTCOME_PLAIN, type)
#define SHIMGEN_RETURNS_MODE(type) SHIMGEN_RESULT(SHIMGEN_OUTCOME_MODE, type)
#define SHIMGEN_RETURNS_ERRNO SHIMGEN_RESULT(SHIMGEN_OUTCOME_ERRNO, int)
#define SHIMGEN_RETURNS_POINTER_OR_NULL {SHIMGEN_OUTCOME_POINTER, 0, 0, false}
#define SHIMGEN_RETURNS_STRUCTURE_OR_NULL(table) {SHIMGEN_OUTCOME_STRUCTURE, 0, (table), false}
#define SHIMGEN_RETURNS_STRING_OR_NULL {SHIMGEN_OUTCOME_TEXT, 0, 0, false}
#define SHIMGEN_RETURNS_POINTER_OR_MINUS_ONE {SHIMGEN_OUTCOME_PLACE, 0, 0, false}
#define SHIMGEN_RETURNS_HANDLER {SHIMGEN_OUTCOME_HANDLER, 0, 0, false}
#define SHIMGEN_RETURNS_POINTER {SHIMGEN_OUTCOME_ADDRESS, 0, 0, false}
#define SHIMGEN_RETURNS_STRING {SHIMGEN_OUTCOME_STRING, 0, 0, false}
#define SHIMGEN_RETURNS_FLOATING(type) {SHIMGEN_OUTCOME_FLOATING, sizeof(type), 0, true}
#define SHIMGEN_RETURNS_EXTENDED {SHIMGEN_OUTCOME_EXTENDED, sizeof(long double), 0, true}
#define SHIMGEN_RETURNS_BINARY128 {SHIMGEN_OUTCOME_BINARY128, 0, 0, false}
#define SHIMGEN_RETURNS_OPAQUE {SHIMGEN_OUTCOME_OPAQUE, 0, 0, false}

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

/*
 * What a call that succeeds has certainly read and written, so that it is there. Of all else the kernel is asked, since a
 * success need not have touched it: nanosleep(2) writes the rest only if it was interrupted, accept(2) no more of an address
 * than there was room for, setsockopt(2) reads no more than the length says.
 */
enum shimgen_trace_touch {
    SHIMGEN_TOUCHES_PATHS,
    SHIMGEN_TOUCHES_ALL,    /* whatever arguments point to, but not what pointers there lead to: stat(2) */
    SHIMGEN_TOUCHES_NOTHING /* not even its path: fanotify_mark(2) with FAN_MARK_FLUSH */
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
    unsigned short data; /* bytes of a buffer that an event has, if they are more than a line shows */
    unsigned char touches;
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
    unsigned char a_case;
    unsigned char choice;
    unsigned char flag;
    unsigned char name;
};

SHIMGEN_TABLE(schema) __attribute__((used)) const struct shimgen_trace_schema shimgen_schema = {
    "shimgen",
    4,
    sizeof(struct shimgen_trace_call),
    sizeof(struct shimgen_trace_argument),
    sizeof(struct shimgen_trace_structure),
    sizeof(struct shimgen_trace_field),
    sizeof(struct shimgen_trace_case),
    sizeof(struct shimgen_trace_choice),
    sizeof(struct shimgen_flag),
    SHIMGEN_NAME_SIZE,
};

/* What an event calls a call: how far its table is from the schema, in the library and in its file. */
static inline unsigned shimgen_trace_id(const struct shimgen_trace_call *call)
{
    return (unsigned)((uintptr_t)call - (uintptr_t)&shimgen_schema);
}

/* An argument or a result, as it was passed. A number has all of its 64 bits, with or without sign as its type is. */
union shimgen_trace_value {
    long long number;
    double floating;
    long double extended;
    const void *pointer;
};

/* Values ----------------------------------------------------------------------------------------------------------- */

/* A number of a type, widened as C would. */
static inline long long shimgen_trace_widen(long long number, size_t size, bool is_signed)
{
    if (size == sizeof(int)) {
        return is_signed ? (long long)(int)number : (long long)(unsigned)number;
    }
    if (size == 0 || size >= sizeof number) {
        return number;
    }
    const unsigned others = (unsigned)(8 * (sizeof number - size));
    const unsigned long long bits = (unsigned long long)number << others;
    return is_signed ? (long long)bits >> others : (long long)(bits >> others);
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

/* The next argument, which is a number. */
static inline long long shimgen_trace_read_number(struct shimgen_trace_list *list,
                                                  const struct shimgen_trace_argument *argument)
{
    const long long number =
        argument->size == sizeof(long long) ? va_arg(list->arguments, long long) : va_arg(list->arguments, int);
    return shimgen_trace_widen(number, argument->size, argument->is_signed);
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
    } else if (argument->form >= SHIMGEN_FORM_POINTER && argument->form != SHIMGEN_FORM_CHOSEN) {
        value->pointer = va_arg(list->arguments, const void *);
    } else {
        value->number = shimgen_trace_read_number(list, argument);
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

/* Whether what is behind a pointer are numbers. */
static inline bool shimgen_trace_has_numbers(const struct shimgen_trace_argument *argument)
{
    return argument->form == SHIMGEN_FORM_NUMBERS_READ || argument->form == SHIMGEN_FORM_NUMBERS_WRITTEN;
}

/*
 * How many things are behind a pointer, or how many bytes; -1 if that is not known, or not yet. `there` says that what other
 * arguments point to can be read.
 */
static __attribute__((cold, noinline)) long long shimgen_trace_count(const struct shimgen_trace_argument *argument,
                                                                     const struct shimgen_trace_call *call,
                                                                     const union shimgen_trace_value *values,
                                                                     const union shimgen_trace_value *result, bool there)
{
    switch ((enum shimgen_trace_amount)argument->amount) {
    case SHIMGEN_AMOUNT_FIXED:
        return argument->length;
    case SHIMGEN_AMOUNT_ARGUMENT:
    case SHIMGEN_AMOUNT_BYTES: {
        const struct shimgen_trace_argument *const other = &shimgen_trace_arguments_of(call)[argument->length];
        if (!shimgen_trace_has_numbers(other)) {
            return values[argument->length].number;
        }
        const void *const number = values[argument->length].pointer;
        return number != NULL && (there || shimgen_trace_readable(number, other->size))
                   ? shimgen_trace_load(number, other->size, other->is_signed)
                   : -1;
    }
    case SHIMGEN_AMOUNT_RESULT:
        return result == NULL ? -1 : result->number;
    case SHIMGEN_AMOUNT_ONE_UNLESS_ZERO:
        return result == NULL || result->number == 0 ? -1 : 1;
    case SHIMGEN_AMOUNT_ONE_IF_ZERO:
        return result == NULL || result->number != 0 ? -1 : 1;
    default:
        return 1;
    }
}

/*
 * What an argument is, given the others. `value` becomes what it is then: a word may be an address, or an int that has lost
 * its sign.
 */
static __attribute__((cold, noinline)) const struct shimgen_trace_argument *
shimgen_trace_choose(const struct shimgen_trace_argument *argument, const union shimgen_trace_value *values,
                     union shimgen_trace_value *value)
{
    if (argument->form != SHIMGEN_FORM_CHOSEN) {
        return argument;
    }
    const struct shimgen_trace_choice *choice = &shimgen_choices[argument->table];
    for (unsigned i = 0; i < argument->style; i++, choice++) {
        if (choice->by == (unsigned)values[argument->length].number &&
            (argument->amount == SHIMGEN_NO_ARGUMENT || choice->and_by == (unsigned)values[argument->amount].number)) {
            break;
        }
    }
    if (choice->argument.form >= SHIMGEN_FORM_POINTER) {
        value->pointer = (const void *)(uintptr_t)value->number;
    } else {
        value->number = shimgen_trace_widen(value->number, choice->argument.size, choice->argument.is_signed);
    }
    return &choice->argument;
}

/* The structure that one is, by its tag, as far as that is there; the same one without a case for that. */
static __attribute__((cold, noinline)) const struct shimgen_trace_structure *
shimgen_trace_case_of(const struct shimgen_trace_structure *structure, const char *memory, size_t there)
{
    const struct shimgen_trace_field *const tag = &shimgen_fields[structure->first];
    if (structure->case_count == 0 || tag->offset + tag->size > there) {
        return structure;
    }
    const unsigned value = (unsigned)shimgen_trace_load(memory + tag->offset, tag->size, false);
    for (unsigned i = 0; i < structure->case_count; i++) {
        if (shimgen_cases[structure->cases + i].value == value) {
            return &shimgen_structures[shimgen_cases[structure->cases + i].structure];
        }
    }
    return structure;
}

/* How many bytes of a structure there are at most: as many as the largest of its cases has. */
static __attribute__((cold, noinline)) size_t shimgen_trace_largest(const struct shimgen_trace_structure *structure)
{
    size_t largest = structure->size;
    for (unsigned i = 0; i < structure->case_count; i++) {
        const size_t size = shimgen_structures[shimgen_cases[structure->cases + i].structure].size;
        largest = size > largest ? size : largest;
    }
    return largest;
}

/*
 * How many bytes there are of a structure whose address a call has returned: as many as its type has, or as it says itself.
 * Nobody is asked whether they are there, who returns an address has just been there; 0 for what is none, as the -1 of some.
 */
static __attribute__((cold, noinline)) size_t shimgen_trace_returned_size(const struct shimgen_trace_structure *structure,
                                                                          const char *memory)
{
    const size_t size = structure->size;
    if ((uintptr_t)memory < SHIMGEN_TRACE_PAGE || memory == SHIMGEN_TRACE_NOWHERE) {
        return 0;
    }
    if (structure->own_size == 0) {
        return size;
    }
    const unsigned long long own =
        (unsigned long long)shimgen_trace_load(memory + structure->own, structure->own_size, false);
    return own < size ? (size_t)own : size;
}

/* The number in the field that says how much is behind another one; 1 without such a field. */
static __attribute__((cold, noinline)) unsigned long long
shimgen_trace_other(const struct shimgen_trace_field *field, const char *memory)
{
    return field->other_size == 0
               ? 1
               : (unsigned long long)shimgen_trace_load(memory + field->other, field->other_size, false);
}

/* A pointer in memory. */
static inline const char *shimgen_trace_pointer_at(const char *memory)
{
    return (const char *)(uintptr_t)shimgen_trace_load(memory, sizeof(void *), false);
}

/* Whether a failure is told by errno. */
static inline bool shimgen_trace_tells_by_errno(struct shimgen_trace_result result)
{
    switch ((enum shimgen_trace_outcome)result.outcome) {
    case SHIMGEN_OUTCOME_MINUS_ONE:
    case SHIMGEN_OUTCOME_POINTER:
    case SHIMGEN_OUTCOME_STRUCTURE:
    case SHIMGEN_OUTCOME_TEXT:
    case SHIMGEN_OUTCOME_PLACE:
    case SHIMGEN_OUTCOME_HANDLER:
        return true;
    default:
        return false;
    }
}

/* Whether a structure that the call was to write has been written. */
static inline bool shimgen_trace_succeeded(unsigned outcome, const union shimgen_trace_value *result)
{
    switch ((enum shimgen_trace_outcome)outcome) {
    case SHIMGEN_OUTCOME_MINUS_ONE:
        return result->number != -1;
    case SHIMGEN_OUTCOME_ERRNO:
        return result->number == 0;
    case SHIMGEN_OUTCOME_POINTER:
    case SHIMGEN_OUTCOME_STRUCTURE:
    case SHIMGEN_OUTCOME_TEXT:
        return result->pointer != NULL;
    case SHIMGEN_OUTCOME_PLACE:
    case SHIMGEN_OUTCOME_HANDLER:
        return result->pointer != SHIMGEN_TRACE_NOWHERE;
    default:
        return true;
    }
}

/*
 * CLOCK_MONOTONIC in nanoseconds, from the kernel. The next clock_gettime(2) may be that of another preload library, which
 * fakes the time, or is in the middle of looking its own functions up.
 */
static inline long long shimgen_trace_clock(void)
{
#ifdef SYS_clock_gettime64
    long long now[2]; /* a struct timespec of 64 bits, time64 */
    now[0] = 0;
    now[1] = 0;
    shimgen_sys_if_allowed(SYS_clock_gettime64, CLOCK_MONOTONIC, (long)now, 0, 0, 0);
    return now[0] * 1000000000LL + (int)now[1];
#else
    struct timespec now;
    now.tv_sec = 0;
    now.tv_nsec = 0;
    shimgen_sys_if_allowed(SYS_clock_gettime, CLOCK_MONOTONIC, (long)&now, 0, 0, 0);
    return now.tv_sec * 1000000000LL + now.tv_nsec;
#endif
}

#endif
