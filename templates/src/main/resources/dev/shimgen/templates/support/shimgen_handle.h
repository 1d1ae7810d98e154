/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * shimgen_handle.h: calls that Java answers: what they are, and what is said of them over a socket.
 *
 * A handler is a process of its own that serves a session (the environment variable SHIMGEN_SESSION). Which functions it
 * wants to answer stands in memory that it shares with the programs, so a call that nobody answers costs one look at a byte.
 * One that is answered goes over a connection that nobody else uses meanwhile, and waits. The messages, each in the order of
 * its fields and in the machine's own byte order:
 *
 *   program to handler                              handler to program
 *     CALL    the arguments                           RETURN   what the call returns, and has written
 *     RESULT  what the real call has given            PROCEED  arguments for the real call, whose result is wanted
 *     FILE    a descriptor that was asked for         FILE     which descriptor is wanted
 *
 * A call begins with CALL and ends with RETURN. A message is a head, a word for each argument, a length for each
 * argument, and then what the pointers among them lead to, one block behind the other. Blocks stand in the first packet as
 * long as they fit into its room; one that does not fit follows in packets of its own.
 */
#ifndef SHIMGEN_HANDLE_H
#define SHIMGEN_HANDLE_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>

/* Of the files, and of the messages: another one is not spoken with. */
#define SHIMGEN_HANDLE_VERSION 2U

/* Most arguments of a function. */
#define SHIMGEN_HANDLE_ARGUMENTS_MAX 16

/* Functions ------------------------------------------------------------------------------------------------------- */

/* How an argument travels. */
enum shimgen_handle_kind {
    SHIMGEN_HANDLE_NUMBER,  /* its value */
    SHIMGEN_HANDLE_ADDRESS, /* a pointer that only the program can follow */
    SHIMGEN_HANDLE_TEXT,    /* a string that the call reads */
    SHIMGEN_HANDLE_MEMORY   /* what a pointer leads to */
};

/* Which way memory goes. */
enum shimgen_handle_flow {
    SHIMGEN_HANDLE_READ = 1,    /* the call reads it */
    SHIMGEN_HANDLE_WRITTEN = 2, /* the call writes it */
    SHIMGEN_HANDLE_BOTH = 3
};

/* How much memory is behind a pointer. */
enum shimgen_handle_amount {
    SHIMGEN_HANDLE_ONE,     /* `unit` bytes */
    SHIMGEN_HANDLE_COUNTED, /* as many units as an argument says */
    SHIMGEN_HANDLE_STORED,  /* as many bytes as an unsigned says that an argument points to: accept(2) */
    SHIMGEN_HANDLE_PRODUCT  /* as many bytes as the product of two arguments: fread(3) */
};

/* How much of it is there when a call has succeeded. */
enum shimgen_handle_reach {
    SHIMGEN_HANDLE_ALL,
    SHIMGEN_HANDLE_BY_RESULT, /* as many units as the result says: read(2), write(2) */
    SHIMGEN_HANDLE_STRING     /* up to a null byte: getcwd(3) */
};

struct shimgen_handle_argument {
    unsigned char kind;
    unsigned char flow;   /* of memory */
    unsigned char amount; /* of memory */
    unsigned char reach;  /* of memory */
    unsigned char first;  /* the argument with the amount... */
    unsigned char second; /* ... and of a product the other one */
    unsigned char size;   /* of a number, in bytes */
    bool is_signed;       /* a number */
    unsigned unit;        /* bytes of one element */
};

/* How a result tells that the call has failed. */
enum shimgen_handle_failure {
    SHIMGEN_HANDLE_MINUS_ONE,
    SHIMGEN_HANDLE_NULL,
    SHIMGEN_HANDLE_ERROR_NUMBER,
    SHIMGEN_HANDLE_NEVER
};

struct shimgen_handle_function {
    unsigned short number;      /* its place in the table of functions that are wanted */
    unsigned char count;        /* of arguments */
    unsigned char result_size;  /* in bytes; 0: there is none */
    bool result_is_signed;
    bool result_is_address;
    bool opens; /* the result is a new descriptor */
    unsigned char failure;
    unsigned result_unit; /* what a result leads to: 0 is nothing that is told, 1 a string, else the size of a structure */
    int otherwise; /* what it fails with if nobody answers; 0: then the real function is called */
    struct shimgen_handle_argument arguments[SHIMGEN_HANDLE_ARGUMENTS_MAX];
};

#define SHIMGEN_HANDLE_IS_SIGNED(type) ((type)-1 < (type)1)
#define SHIMGEN_HANDLED_NUMBER(type)                                                                                   \
    {.kind = SHIMGEN_HANDLE_NUMBER, .size = sizeof(type), .is_signed = SHIMGEN_HANDLE_IS_SIGNED(type)}
/* A float or a double: its bits. */
#define SHIMGEN_HANDLED_FLOATING(type) {.kind = SHIMGEN_HANDLE_NUMBER, .size = sizeof(type)}
#define SHIMGEN_HANDLED_ADDRESS {.kind = SHIMGEN_HANDLE_ADDRESS}
#define SHIMGEN_HANDLED_TEXT {.kind = SHIMGEN_HANDLE_TEXT}
#define SHIMGEN_HANDLED_ONE(way, bytes)                                                                                \
    {.kind = SHIMGEN_HANDLE_MEMORY, .flow = (way), .amount = SHIMGEN_HANDLE_ONE, .unit = (bytes)}
#define SHIMGEN_HANDLED_COUNTED(way, bytes, count, there)                                                              \
    {.kind = SHIMGEN_HANDLE_MEMORY,                                                                                    \
     .flow = (way),                                                                                                    \
     .amount = SHIMGEN_HANDLE_COUNTED,                                                                                 \
     .unit = (bytes),                                                                                                  \
     .first = (count),                                                                                                 \
     .reach = (there)}
#define SHIMGEN_HANDLED_STORED(way, length)                                                                            \
    {.kind = SHIMGEN_HANDLE_MEMORY, .flow = (way), .amount = SHIMGEN_HANDLE_STORED, .unit = 1, .first = (length)}
#define SHIMGEN_HANDLED_PRODUCT(way, one, other, there)                                                                \
    {.kind = SHIMGEN_HANDLE_MEMORY,                                                                                    \
     .flow = (way),                                                                                                    \
     .amount = SHIMGEN_HANDLE_PRODUCT,                                                                                 \
     .unit = 1,                                                                                                        \
     .first = (one),                                                                                                   \
     .second = (other),                                                                                                \
     .reach = (there)}

/* The shared file ------------------------------------------------------------------------------------------------- */

/* Its name in the session's folder, and what its first bytes are. */
#define SHIMGEN_HANDLE_FILE "/handlers"
#define SHIMGEN_HANDLE_MAGIC "shimhand"

#define SHIMGEN_HANDLE_PAGE 4096U
#define SHIMGEN_HANDLE_SHIMS 16U
#define SHIMGEN_HANDLE_FUNCTIONS_MAX 3072U
#define SHIMGEN_HANDLE_NAME_SIZE 64U

/* The first page. */
struct shimgen_handle_head {
    char magic[8];
    unsigned version;
    unsigned shims; /* how many pages follow, one for each shim */
};

/* What a page is. */
enum shimgen_handle_page { SHIMGEN_HANDLE_FREE, SHIMGEN_HANDLE_TAKEN, SHIMGEN_HANDLE_THERE };

/*
 * What programs and a handler say of one shim. Whoever comes first, the program or the handler, makes the page; only the
 * handler writes it from then on.
 */
struct shimgen_handle_shim {
    atomic_uint state;
    unsigned functions; /* how many the shim has */
    unsigned long long digest; /* of the functions and of how their arguments travel */
    char name[SHIMGEN_HANDLE_NAME_SIZE];
    atomic_uint handler; /* the process id of the handler; 0: there is none */
    atomic_uint limit;   /* how long a call waits for a message, in milliseconds */
    atomic_uint spin;    /* how long it looks for one before it sleeps, in microseconds */
    atomic_uint namespace; /* the pid namespace that the handler's process id is of, by its inode; 0: not known */
    atomic_uchar wanted[SHIMGEN_HANDLE_FUNCTIONS_MAX]; /* for each function, whether the handler answers it */
};

_Static_assert(sizeof(struct shimgen_handle_shim) <= SHIMGEN_HANDLE_PAGE, "a shim has a page");

/* Messages -------------------------------------------------------------------------------------------------------- */

#define SHIMGEN_HANDLE_MARK 0x53480001U /* "SH", and the version */

enum shimgen_handle_message {
    SHIMGEN_HANDLE_CALL = 1,
    SHIMGEN_HANDLE_RESULT,
    SHIMGEN_HANDLE_RETURN,
    SHIMGEN_HANDLE_PROCEED,
    SHIMGEN_HANDLE_FILE_OF,
    SHIMGEN_HANDLE_REFUSED /* the program has not taken what came, and hangs up */
};

/* Lengths that are none. */
#define SHIMGEN_HANDLE_NOTHING 0xffffffffU /* the argument has no block: it is as it was */
#define SHIMGEN_HANDLE_NO_MEMORY 0xfffffffeU /* the pointer is NULL */

/* Most bytes of a block, and of all blocks of a message. */
#define SHIMGEN_HANDLE_BYTES_MAX (16U << 20)

/* Room for blocks in the first packet from a program, and bytes of each packet that follows. */
#define SHIMGEN_HANDLE_ROOM 32768U
#define SHIMGEN_HANDLE_PACKET 65536U

/* Room in the first packet to a program, which it has on its stack. */
#define SHIMGEN_HANDLE_ANSWER_ROOM 288U

/* Flags of RETURN. */
#define SHIMGEN_HANDLE_HAS_FILE 1U /* a descriptor comes with it, which is the result */
#define SHIMGEN_HANDLE_KEEP_FILE 2U /* it stays open in a program that is executed */

/* Of each message. */
struct shimgen_handle_message_head {
    unsigned mark;
    unsigned kind;
    unsigned long long id; /* of the call */
    long long result;      /* of RESULT and RETURN; of FILE which descriptor */
    int error;             /* errno, of a failure */
    unsigned flags; /* of RETURN; of RESULT the bytes of what the result leads to, which is the last block */
    unsigned function;
    unsigned count;  /* of arguments */
    unsigned bytes;  /* of all blocks */
    unsigned thread; /* that calls */
};

/* The first packet, as it is made on both sides. */
struct shimgen_handle_words {
    struct shimgen_handle_message_head head;
    unsigned long long words[SHIMGEN_HANDLE_ARGUMENTS_MAX];
    unsigned lengths[SHIMGEN_HANDLE_ARGUMENTS_MAX]; /* of blocks */
    unsigned rooms[SHIMGEN_HANDLE_ARGUMENTS_MAX];   /* of CALL: how many bytes are behind a pointer */
};

#endif
