/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * shimgen_handle_call.h: a call that Java answers. A wrapper does this:
 *
 *   struct shimgen_handle_call call;
 *   shimgen_handle_begin(&call, &function, arguments, &result);
 *   while (shimgen_handle_asks(&call)) {
 *       result = real(arguments);
 *   }
 *   return result;
 *
 * Each time round, the handler wants the real call to be made, with arguments that it may have changed. If nobody answers, or not
 * in time, or what comes makes no sense, then the call does what its specification says: it fails, or it is made once.
 */
#ifndef SHIMGEN_HANDLE_CALL_H
#define SHIMGEN_HANDLE_CALL_H

#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/socket.h>
#include <time.h>

#include "shimgen_copy.h"
#include "shimgen_handle.h"
#include "shimgen_handle_join.h"
#include "shimgen_handle_line.h"
#include "shimgen_memory.h"
#include "shimgen_signals.h"
#include "shimgen_sys.h"

enum shimgen_handle_stage {
    SHIMGEN_HANDLE_BEGINS,
    SHIMGEN_HANDLE_PROCEEDS, /* the real call is being made, and the handler waits for its result */
    SHIMGEN_HANDLE_ALONE     /* the real call is being made, and its result is what counts */
};

struct shimgen_handle_call {
    const struct shimgen_handle_function *function;
    void *const *arguments; /* where each of them is */
    void *result;
    struct shimgen_handle_lines *lines; /* of connections that are kept; NULL: there is none */
    struct shimgen_handle_line *line;
    struct shimgen_handle_line own;     /* a connection for this call */
    enum shimgen_handle_stage stage;
    unsigned process;
    unsigned thread;
    unsigned long long id;
    unsigned char *scratch; /* arguments that have no room in the first packet */
    size_t scratch_size;
    unsigned long long words[SHIMGEN_HANDLE_ARGUMENTS_MAX]; /* the arguments as the program passed them... */
    unsigned most[SHIMGEN_HANDLE_ARGUMENTS_MAX];            /* ... and how many bytes were behind them */
    unsigned long long real; /* what the real call has given last, if it has been made */
    struct shimgen_handle_words message;
    unsigned char room[SHIMGEN_HANDLE_ANSWER_ROOM]; /* behind it in the first packet; an argument may lie there */
};

static inline void shimgen_handle_begin(struct shimgen_handle_call *call, const struct shimgen_handle_function *function,
                                        void *const *arguments, void *result)
{
    call->function = function;
    call->arguments = arguments;
    call->result = result;
    call->lines = NULL;
    call->line = NULL;
    call->stage = SHIMGEN_HANDLE_BEGINS;
    call->scratch = NULL;
}

/* Values --------------------------------------------------------------------------------------------------------- */

static unsigned long long shimgen_handle_read(const void *at, unsigned size, bool is_signed)
{
    switch (size) {
    case 1:
        return is_signed ? (unsigned long long)*(const signed char *)at : *(const unsigned char *)at;
    case 2:
        return is_signed ? (unsigned long long)*(const short *)at : *(const unsigned short *)at;
    case 4:
        return is_signed ? (unsigned long long)((const volatile struct shimgen_four *)at)->bytes << 32 >> 32 |
                               (((const volatile struct shimgen_four *)at)->bytes >> 31 != 0 ? ~0ULL << 32 : 0)
                         : ((const volatile struct shimgen_four *)at)->bytes;
    case 8:
        return ((const volatile struct shimgen_eight *)at)->bytes;
    default:
        return 0;
    }
}

static void shimgen_handle_write(void *at, unsigned size, unsigned long long value)
{
    switch (size) {
    case 1:
        *(unsigned char *)at = (unsigned char)value;
        break;
    case 2:
        *(unsigned short *)at = (unsigned short)value;
        break;
    case 4:
        ((volatile struct shimgen_four *)at)->bytes = (unsigned)value;
        break;
    case 8:
        ((volatile struct shimgen_eight *)at)->bytes = value;
        break;
    default:
        break;
    }
}

static void *shimgen_handle_pointer(const struct shimgen_handle_call *call, unsigned number)
{
    return *(void *volatile const *)call->arguments[number];
}

static unsigned long long shimgen_handle_number(const struct shimgen_handle_call *call, unsigned number)
{
    const struct shimgen_handle_argument *const argument = &call->function->arguments[number];
    return shimgen_handle_read(call->arguments[number], argument->size, argument->is_signed);
}

/* How many bytes are behind a pointer; more than SHIMGEN_HANDLE_BYTES_MAX if that is too many, or not known. */
static unsigned long long shimgen_handle_amount(const struct shimgen_handle_call *call, unsigned number)
{
    const struct shimgen_handle_argument *const argument = &call->function->arguments[number];
    const unsigned long long most = SHIMGEN_HANDLE_BYTES_MAX;
    unsigned long long count = 1;
    switch (argument->amount) {
    case SHIMGEN_HANDLE_COUNTED:
        count = shimgen_handle_number(call, argument->first);
        break;
    case SHIMGEN_HANDLE_STORED: {
        const void *const stored = shimgen_handle_pointer(call, argument->first);
        if (stored == NULL || !shimgen_trace_readable(stored, sizeof(unsigned))) {
            return 0;
        }
        count = shimgen_handle_read(stored, sizeof(unsigned), false);
        break;
    }
    case SHIMGEN_HANDLE_PRODUCT:
        count = shimgen_handle_number(call, argument->first);
        if (count <= most) {
            const unsigned long long other = shimgen_handle_number(call, argument->second);
            count = other <= most ? count * other : most + 1;
        }
        break;
    default:
        break;
    }
    return count <= most ? count * argument->unit : most + 1;
}

/* Whether a result, extended with its sign, says that the call has failed. */
static bool shimgen_handle_is_failure(const struct shimgen_handle_function *function, unsigned long long result)
{
    switch (function->failure) {
    case SHIMGEN_HANDLE_MINUS_ONE:
        return result == ~0ULL;
    case SHIMGEN_HANDLE_NULL:
        return result == 0;
    case SHIMGEN_HANDLE_ERROR_NUMBER:
        return result != 0;
    default:
        return false;
    }
}

static bool shimgen_handle_has_failed(const struct shimgen_handle_call *call)
{
    const struct shimgen_handle_function *const function = call->function;
    return shimgen_handle_is_failure(function, shimgen_handle_read(call->result, function->result_size, true));
}

/* Sending --------------------------------------------------------------------------------------------------------- */

/* How many bytes of a block are sent: of a CALL what the call reads, of a RESULT what it has written. */
static unsigned long long shimgen_handle_length(const struct shimgen_handle_call *call, unsigned number, unsigned kind)
{
    const struct shimgen_handle_argument *const argument = &call->function->arguments[number];
    const void *const pointer = shimgen_handle_pointer(call, number);
    if (pointer == NULL) {
        return SHIMGEN_HANDLE_NO_MEMORY;
    }
    if (argument->kind == SHIMGEN_HANDLE_TEXT) {
        if (kind != SHIMGEN_HANDLE_CALL) {
            return SHIMGEN_HANDLE_NOTHING;
        }
        const long length = shimgen_trace_string_length(pointer, SHIMGEN_HANDLE_BYTES_MAX);
        return length < 0 ? SHIMGEN_HANDLE_BYTES_MAX + 1ULL : (unsigned long long)length + 1;
    }
    const unsigned wanted = kind == SHIMGEN_HANDLE_CALL ? SHIMGEN_HANDLE_READ : SHIMGEN_HANDLE_WRITTEN;
    if ((argument->flow & wanted) == 0) {
        return SHIMGEN_HANDLE_NOTHING;
    }
    if (kind == SHIMGEN_HANDLE_CALL) {
        return call->most[number];
    }
    unsigned long long amount = shimgen_handle_amount(call, number);
    amount = amount < call->most[number] ? amount : call->most[number]; /* accept(2) stores how long an address would be */
    if (argument->reach == SHIMGEN_HANDLE_ALL) {
        return amount;
    }
    if (argument->reach == SHIMGEN_HANDLE_BY_RESULT) {
        const unsigned long long there = shimgen_handle_read(call->result, call->function->result_size, true);
        const unsigned long long bytes = there <= amount ? there * argument->unit : amount;
        return bytes < amount ? bytes : amount;
    }
    const long length = shimgen_memory_length(pointer, (size_t)amount);
    return (unsigned long long)length < amount ? (unsigned long long)length + 1 : amount;
}

/* Whether this is the child of a fork(2) that a signal handler has made while the call waited. */
static bool shimgen_handle_forked(const struct shimgen_handle_call *call)
{
    return call->lines != NULL && atomic_load_explicit(&call->lines->process, memory_order_relaxed) != call->process;
}

static long shimgen_handle_send_packet(const struct shimgen_handle_call *call, struct iovec *parts, size_t count, int file)
{
    union {
        struct cmsghdr head;
        char bytes[CMSG_SPACE(sizeof(int))];
    } control;
    struct msghdr message;
    for (size_t i = 0; i < sizeof message; i++) {
        ((volatile char *)&message)[i] = 0;
    }
    message.msg_iov = parts;
    message.msg_iovlen = count;
    if (file >= 0) {
        for (size_t i = 0; i < sizeof control; i++) {
            ((volatile char *)&control)[i] = 0;
        }
        control.head.cmsg_level = SOL_SOCKET;
        control.head.cmsg_type = SCM_RIGHTS;
        control.head.cmsg_len = CMSG_LEN(sizeof file);
        *(int *)(void *)CMSG_DATA(&control.head) = file;
        message.msg_control = &control;
        message.msg_controllen = sizeof control;
    }
    long sent;
    do {
        sent = shimgen_sys_if_allowed(SYS_sendmsg, call->line->descriptor, (long)&message, MSG_NOSIGNAL, 0, 0);
    } while (sent == -EINTR && !shimgen_handle_forked(call));
    return sent;
}

/* Sends a block in packets of its own. */
static long shimgen_handle_send_block(const struct shimgen_handle_call *call, const unsigned char *block, size_t size)
{
    long sent = 0;
    for (size_t done = 0; done < size && sent >= 0; done += SHIMGEN_HANDLE_PACKET) {
        struct iovec part;
        part.iov_base = (void *)(uintptr_t)(block + done);
        part.iov_len = size - done < SHIMGEN_HANDLE_PACKET ? size - done : SHIMGEN_HANDLE_PACKET;
        sent = shimgen_handle_send_packet(call, &part, 1, -1);
    }
    return sent;
}

/* Notes what a call was made with. */
static void shimgen_handle_note(struct shimgen_handle_call *call)
{
    for (unsigned i = 0; i < call->function->count; i++) {
        const bool is_number = call->function->arguments[i].kind == SHIMGEN_HANDLE_NUMBER;
        call->words[i] = is_number ? shimgen_handle_number(call, i) : (uintptr_t)shimgen_handle_pointer(call, i);
        call->most[i] = 0;
    }
}

/* Measures memory that is handed over; false if that is more than a message can have, or is not there. */
static bool shimgen_handle_measure(struct shimgen_handle_call *call)
{
    for (unsigned i = 0; i < call->function->count; i++) {
        if (call->function->arguments[i].kind == SHIMGEN_HANDLE_MEMORY && call->words[i] != 0) {
            const unsigned long long amount = shimgen_handle_amount(call, i);
            const bool is_read = (call->function->arguments[i].flow & SHIMGEN_HANDLE_READ) != 0;
            if (amount > SHIMGEN_HANDLE_BYTES_MAX ||
                (amount > 0 && is_read && !shimgen_trace_readable(shimgen_handle_pointer(call, i), (size_t)amount))) {
                return false;
            }
            call->most[i] = (unsigned)amount;
        }
    }
    return true;
}

/* How many bytes a result leads to that are told. */
static unsigned shimgen_handle_result_length(const struct shimgen_handle_call *call)
{
    const unsigned unit = call->function->result_unit;
    if (unit == 0 || shimgen_handle_has_failed(call)) {
        return 0;
    }
    const void *const result = *(void *volatile const *)call->result;
    if (result == NULL) {
        return 0;
    }
    if (unit > 1) {
        return shimgen_trace_readable(result, unit) ? unit : 0;
    }
    const long length = shimgen_trace_string_length(result, SHIMGEN_HANDLE_ROOM);
    return length < 0 || length >= (long)SHIMGEN_HANDLE_ROOM ? 0 : (unsigned)length + 1;
}

/* What there is to say, for a message of that kind; false if it is more than a message can be, or memory is not there. */
static bool shimgen_handle_fill(struct shimgen_handle_call *call, unsigned kind, int error)
{
    const struct shimgen_handle_function *const function = call->function;
    struct shimgen_handle_words *const message = &call->message;
    const bool blocks = kind == SHIMGEN_HANDLE_CALL || !shimgen_handle_has_failed(call);
    unsigned long long bytes = 0;
    message->head.mark = SHIMGEN_HANDLE_MARK;
    message->head.kind = kind;
    message->head.id = call->id;
    message->head.result = 0;
    message->head.error = error;
    message->head.flags = 0;
    message->head.function = function->number;
    message->head.count = function->count;
    message->head.thread = call->thread;
    if (kind == SHIMGEN_HANDLE_RESULT) {
        call->real = shimgen_handle_read(call->result, function->result_size, function->result_is_signed);
        message->head.result = (long long)call->real;
    }
    if (kind == SHIMGEN_HANDLE_CALL && !shimgen_handle_measure(call)) {
        return false;
    }
    for (unsigned i = 0; i < SHIMGEN_HANDLE_ARGUMENTS_MAX; i++) {
        unsigned long long length = SHIMGEN_HANDLE_NOTHING;
        message->words[i] = 0;
        if (i < function->count && function->arguments[i].kind == SHIMGEN_HANDLE_NUMBER) {
            message->words[i] = shimgen_handle_number(call, i);
        } else if (i < function->count) {
            message->words[i] = (uintptr_t)shimgen_handle_pointer(call, i);
            if (function->arguments[i].kind != SHIMGEN_HANDLE_ADDRESS && blocks) {
                length = shimgen_handle_length(call, i, kind);
            }
        }
        if (length < SHIMGEN_HANDLE_NO_MEMORY) {
            bytes += length;
            if (bytes > SHIMGEN_HANDLE_BYTES_MAX) {
                return false;
            }
        }
        message->lengths[i] = (unsigned)length;
        message->rooms[i] = kind == SHIMGEN_HANDLE_CALL && i < function->count ? call->most[i] : 0;
    }
    if (kind == SHIMGEN_HANDLE_RESULT) {
        message->head.flags = shimgen_handle_result_length(call);
        bytes += message->head.flags;
    }
    message->head.bytes = (unsigned)bytes;
    return true;
}

/*
 * Whether a block stands in the first packet, in whose room `used` bytes are taken: each one that fits does. Lengths that are none
 * never fit.
 */
static bool shimgen_handle_fits(unsigned length, unsigned room, unsigned *used)
{
    if (length > room - *used) {
        return false;
    }
    *used += length;
    return true;
}

/* Sends a message of that kind; a negated errno on failure. */
static long shimgen_handle_send(struct shimgen_handle_call *call)
{
    struct iovec parts[2 + SHIMGEN_HANDLE_ARGUMENTS_MAX];
    const unsigned last = call->message.head.kind == SHIMGEN_HANDLE_RESULT ? call->message.head.flags : 0;
    size_t count = 1;
    unsigned used = 0;
    parts[0].iov_base = &call->message;
    parts[0].iov_len = sizeof call->message;
    for (unsigned i = 0; i < call->function->count; i++) {
        const unsigned length = call->message.lengths[i];
        if (shimgen_handle_fits(length, SHIMGEN_HANDLE_ROOM, &used)) {
            parts[count].iov_base = shimgen_handle_pointer(call, i);
            parts[count++].iov_len = length;
        }
    }
    const bool is_inside = last > 0 && shimgen_handle_fits(last, SHIMGEN_HANDLE_ROOM, &used);
    if (is_inside) {
        parts[count].iov_base = *(void *volatile *)call->result;
        parts[count++].iov_len = last;
    }
    long sent = shimgen_handle_send_packet(call, parts, count, -1);
    used = 0;
    for (unsigned i = 0; i < call->function->count && sent >= 0; i++) {
        const unsigned length = call->message.lengths[i];
        if (!shimgen_handle_fits(length, SHIMGEN_HANDLE_ROOM, &used) && length < SHIMGEN_HANDLE_NO_MEMORY) {
            sent = shimgen_handle_send_block(call, shimgen_handle_pointer(call, i), length);
        }
    }
    if (sent >= 0 && last > 0 && !is_inside) {
        sent = shimgen_handle_send_block(call, *(unsigned char *volatile *)call->result, last);
    }
    return sent;
}

/* Receiving ------------------------------------------------------------------------------------------------------- */

/* A clock that only grows, in microseconds. */
static long long shimgen_handle_now(void)
{
    struct timespec now;
    now.tv_sec = 0;
    now.tv_nsec = 0;
    shimgen_sys_if_allowed(SYS_clock_gettime, CLOCK_MONOTONIC, (long)&now, 0, 0, 0);
    return (long long)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

/* Between two looks at the clock while a call spins; each look for a message is a system call itself. */
#define SHIMGEN_HANDLE_CLOCK_EVERY 16U

/* A second; more is not believed. */
#define SHIMGEN_HANDLE_SPIN_MAX 1000000U

/*
 * How a call waits. Whoever is put to sleep has to be woken, which takes longer than all the rest if the handler runs on another
 * processor. So a handler may ask that calls look for their answer for a while first: spinning. No processor is free for others then.
 */
struct shimgen_handle_wait {
    long long begin; /* -1: not known yet */
    unsigned looks;
    unsigned spin;   /* microseconds; 0: the call sleeps from now on */
    unsigned limit;  /* milliseconds */
};

static void shimgen_handle_begin_wait(struct shimgen_handle_wait *wait)
{
    const struct shimgen_handle_place *const place = atomic_load(&shimgen_handle_place);
    wait->begin = -1;
    wait->looks = 0;
    wait->spin = place == NULL ? 0 : atomic_load_explicit(&place->shim->spin, memory_order_relaxed);
    wait->spin = wait->spin <= SHIMGEN_HANDLE_SPIN_MAX ? wait->spin : 0;
    wait->limit = place == NULL ? 0 : atomic_load_explicit(&place->shim->limit, memory_order_relaxed);
}

/* Microseconds since the first time that this was asked. */
static long long shimgen_handle_waited(struct shimgen_handle_wait *wait)
{
    const long long now = shimgen_handle_now();
    wait->begin = wait->begin < 0 ? now : wait->begin;
    return now - wait->begin;
}

/* Nothing has come, or a signal handler has run: whether to look again. */
static bool shimgen_handle_looks_again(struct shimgen_handle_wait *wait, long error)
{
    if (error == -EAGAIN && wait->spin != 0) {
        if (wait->looks++ % SHIMGEN_HANDLE_CLOCK_EVERY == 0 && shimgen_handle_waited(wait) >= wait->spin) {
            wait->spin = 0;
        }
        return true;
    }
    /* Signals may come again and again, and the call shall end nevertheless. */
    return error == -EINTR && shimgen_handle_waited(wait) <= wait->limit * 1000LL;
}

/* Receives a packet, and a descriptor if one comes; how many bytes, or a negated errno. Not in the child of a fork(2). */
static long shimgen_handle_receive_packet(const struct shimgen_handle_call *call, struct iovec *parts, size_t count, int *file)
{
    union {
        struct cmsghdr head;
        char bytes[CMSG_SPACE(sizeof(int))];
    } control;
    struct msghdr message;
    struct shimgen_handle_wait wait;
    shimgen_handle_begin_wait(&wait);
    for (;;) {
        for (size_t i = 0; i < sizeof message; i++) {
            ((volatile char *)&message)[i] = 0;
        }
        message.msg_iov = parts;
        message.msg_iovlen = count;
        message.msg_control = &control;
        message.msg_controllen = CMSG_LEN(sizeof(int)); /* with CMSG_SPACE, a second one had room, which nobody would close */
        const long received =
            shimgen_sys_if_allowed(SYS_recvmsg, call->line->descriptor, (long)&message,
                                   MSG_CMSG_CLOEXEC | (wait.spin != 0 ? MSG_DONTWAIT : 0), 0, 0);
        if (received >= 0) {
            const bool has_file = message.msg_controllen >= CMSG_LEN(sizeof(int)) &&
                                  control.head.cmsg_level == SOL_SOCKET && control.head.cmsg_type == SCM_RIGHTS;
            *file = has_file ? *(const int *)(const void *)CMSG_DATA(&control.head) : -1;
            return (message.msg_flags & (MSG_TRUNC | MSG_CTRUNC)) != 0 ? -EMSGSIZE : received;
        }
        if (shimgen_handle_forked(call) || !shimgen_handle_looks_again(&wait, received)) {
            return received;
        }
    }
}

/* Receives a block that follows in packets of its own. */
static bool shimgen_handle_receive_block(const struct shimgen_handle_call *call, unsigned char *to, size_t size)
{
    for (size_t done = 0; done < size;) {
        struct iovec part;
        int file = -1;
        part.iov_base = to + done;
        part.iov_len = size - done < SHIMGEN_HANDLE_PACKET ? size - done : SHIMGEN_HANDLE_PACKET;
        const long received = shimgen_handle_receive_packet(call, &part, 1, &file);
        if (file >= 0) {
            shimgen_sys_if_allowed(SYS_close, file, 0, 0, 0, 0);
        }
        if (received != (long)part.iov_len) {
            return false;
        }
        done += part.iov_len;
    }
    return true;
}

static void shimgen_handle_free_scratch(struct shimgen_handle_call *call)
{
    if (call->scratch != NULL) {
        shimgen_sys(SYS_munmap, (long)call->scratch, (long)call->scratch_size, 0, 0, 0);
        call->scratch = NULL;
    }
}

/*
 * Whether a call can return that. What the program would follow, close, or count with has to be its own: the address of what it has
 * passed or of what the real call has given, a descriptor that has come along, no more bytes than there is memory.
 */
static bool shimgen_handle_can_return(const struct shimgen_handle_call *call, int file)
{
    const struct shimgen_handle_function *const function = call->function;
    const unsigned long long result = (unsigned long long)call->message.head.result;
    const bool is_real = call->stage == SHIMGEN_HANDLE_PROCEEDS && result == call->real;
    const bool failed = shimgen_handle_is_failure(function, result);
    if (file >= 0) {
        return function->opens;
    }
    if (failed || is_real) {
        return true;
    }
    bool is_known = !function->result_is_address || result == 0;
    for (unsigned i = 0; i < function->count; i++) {
        const struct shimgen_handle_argument *const argument = &function->arguments[i];
        const bool is_memory = argument->kind == SHIMGEN_HANDLE_MEMORY;
        if (is_memory && argument->reach == SHIMGEN_HANDLE_BY_RESULT && call->words[i] != 0 &&
            (argument->unit == 0 || result > call->most[i] / argument->unit)) {
            return false;
        }
        if (is_memory && argument->reach == SHIMGEN_HANDLE_STRING && call->words[i] == result && result != 0 &&
            (call->message.lengths[i] == 0 || call->message.lengths[i] >= SHIMGEN_HANDLE_NO_MEMORY)) {
            return false;
        }
        is_known |= argument->kind != SHIMGEN_HANDLE_NUMBER && call->words[i] == result;
    }
    return is_known && !(function->opens && (long long)result >= 0);
}

/* Whether a message, of which so many bytes have come, is one that can come for this call. */
static bool shimgen_handle_makes_sense(const struct shimgen_handle_call *call, long received, int file)
{
    const struct shimgen_handle_words *const message = &call->message;
    const struct shimgen_handle_function *const function = call->function;
    const bool returns = message->head.kind == SHIMGEN_HANDLE_RETURN;
    if (received < (long)sizeof *message || message->head.mark != SHIMGEN_HANDLE_MARK || message->head.id != call->id ||
        message->head.function != function->number) {
        return false;
    }
    if (message->head.kind == SHIMGEN_HANDLE_FILE_OF) {
        return file < 0;
    }
    if ((!returns && message->head.kind != SHIMGEN_HANDLE_PROCEED) || message->head.count != function->count ||
        (returns && !shimgen_handle_can_return(call, file)) || (file >= 0) != (returns && (message->head.flags & SHIMGEN_HANDLE_HAS_FILE) != 0)) {
        return false;
    }
    unsigned used = 0;
    unsigned long long bytes = 0;
    for (unsigned i = 0; i < SHIMGEN_HANDLE_ARGUMENTS_MAX; i++) {
        const unsigned length = message->lengths[i];
        if (length == SHIMGEN_HANDLE_NOTHING) {
            continue;
        }
        const struct shimgen_handle_argument *const argument = &function->arguments[i];
        const bool is_text = i < function->count && argument->kind == SHIMGEN_HANDLE_TEXT;
        const bool is_memory = i < function->count && argument->kind == SHIMGEN_HANDLE_MEMORY;
        const unsigned flow = is_text ? SHIMGEN_HANDLE_READ : is_memory ? argument->flow : 0;
        if ((flow & (returns ? SHIMGEN_HANDLE_WRITTEN : SHIMGEN_HANDLE_READ)) == 0 ||
            (returns && length == SHIMGEN_HANDLE_NO_MEMORY)) {
            return false;
        }
        if (length == SHIMGEN_HANDLE_NO_MEMORY) {
            continue;
        }
        if ((returns || flow == SHIMGEN_HANDLE_BOTH) && (call->words[i] == 0 || length > call->most[i])) {
            return false;
        }
        (void)shimgen_handle_fits(length, SHIMGEN_HANDLE_ANSWER_ROOM, &used);
        bytes += length;
    }
    return bytes <= SHIMGEN_HANDLE_BYTES_MAX && bytes == message->head.bytes &&
           received == (long)(sizeof *message + used);
}

/*
 * Whether all of the memory can be written. rt_sigpending(2) writes as many bytes as it is told to, and what is written is about to be
 * written anyway: a byte of each page.
 */
static bool shimgen_handle_is_writable(unsigned char *memory, size_t size)
{
    for (size_t done = 0; done < size; done += SHIMGEN_TRACE_PAGE - ((uintptr_t)memory + done) % SHIMGEN_TRACE_PAGE) {
        if (shimgen_sys_if_allowed(SYS_rt_sigpending, (long)(memory + done), 1, 0, 0, 0) != 0) {
            return false;
        }
    }
    return true;
}

/* A block that stands in the first packet, and goes on with the next; NULL if this one does not. */
static unsigned char *shimgen_handle_block(struct shimgen_handle_call *call, unsigned number, unsigned *used)
{
    unsigned char *const block = call->room + *used;
    return shimgen_handle_fits(call->message.lengths[number], SHIMGEN_HANDLE_ANSWER_ROOM, used) ? block : NULL;
}

/* Puts what the handler says that the call has written where it belongs; false if it cannot be written there. */
static bool shimgen_handle_take_written(struct shimgen_handle_call *call)
{
    unsigned used = 0;
    for (unsigned i = 0; i < call->function->count; i++) {
        const unsigned length = call->message.lengths[i];
        if (length >= SHIMGEN_HANDLE_NO_MEMORY) {
            continue;
        }
        unsigned char *const to = (unsigned char *)(uintptr_t)call->words[i];
        const unsigned char *const block = shimgen_handle_block(call, i, &used);
        const bool is_string = call->function->arguments[i].reach == SHIMGEN_HANDLE_STRING;
        if (!shimgen_handle_is_writable(to, length) || (is_string && block != NULL && length > 0 && block[length - 1] != '\0')) {
            return false;
        }
        if (block == NULL) {
            if (!shimgen_handle_receive_block(call, to, length)) {
                return false;
            }
        } else {
            shimgen_copy(to, block, length);
        }
    }
    return true;
}

/* Gives the arguments back the values that the program passed. */
static void shimgen_handle_restore(struct shimgen_handle_call *call)
{
    for (unsigned i = 0; i < call->function->count; i++) {
        const struct shimgen_handle_argument *const argument = &call->function->arguments[i];
        const unsigned size = argument->kind == SHIMGEN_HANDLE_NUMBER ? argument->size : sizeof(void *);
        shimgen_handle_write(call->arguments[i], size, call->words[i]);
    }
}

/* Memory for those blocks that do not stand in the first packet; false if there is none. */
static bool shimgen_handle_make_scratch(struct shimgen_handle_call *call)
{
    unsigned used = 0;
    size_t size = 0;
    for (unsigned i = 0; i < call->function->count; i++) {
        const unsigned length = call->message.lengths[i];
        if (length < SHIMGEN_HANDLE_NO_MEMORY && shimgen_handle_block(call, i, &used) == NULL) {
            size += length;
        }
    }
    shimgen_handle_free_scratch(call);
    if (size > 0) {
        call->scratch = shimgen_sys_memory(size);
        call->scratch_size = size;
    }
    return size == 0 || call->scratch != NULL;
}

/* Gives one argument what a block says; `block` is where it lies. */
static bool shimgen_handle_take_argument(struct shimgen_handle_call *call, unsigned number, unsigned char *block)
{
    const struct shimgen_handle_argument *const argument = &call->function->arguments[number];
    const unsigned length = call->message.lengths[number];
    if (argument->kind == SHIMGEN_HANDLE_TEXT && (length == 0 || block[length - 1] != '\0')) {
        return false;
    }
    if (argument->kind == SHIMGEN_HANDLE_MEMORY && argument->flow == SHIMGEN_HANDLE_BOTH) {
        /* The call writes there, and the program looks there. */
        unsigned char *const own = (unsigned char *)(uintptr_t)call->words[number];
        if (!shimgen_handle_is_writable(own, length)) {
            return false;
        }
        shimgen_copy(own, block, length);
    } else {
        *(void *volatile *)call->arguments[number] = block;
    }
    return true;
}

/*
 * Changes the arguments as the handler says. What the real call is told of amounts of memory must be true: else a handler that lies
 * would make the program read and write where nothing is.
 */
static bool shimgen_handle_take_arguments(struct shimgen_handle_call *call)
{
    const struct shimgen_handle_function *const function = call->function;
    unsigned used = 0;
    size_t done = 0;
    shimgen_handle_restore(call);
    if (!shimgen_handle_make_scratch(call)) {
        return false;
    }
    for (unsigned i = 0; i < function->count; i++) {
        const unsigned length = call->message.lengths[i];
        if (function->arguments[i].kind == SHIMGEN_HANDLE_NUMBER) {
            shimgen_handle_write(call->arguments[i], function->arguments[i].size, call->message.words[i]);
        } else if (length == SHIMGEN_HANDLE_NO_MEMORY) {
            *(void *volatile *)call->arguments[i] = NULL;
        } else if (length != SHIMGEN_HANDLE_NOTHING) {
            unsigned char *block = shimgen_handle_block(call, i, &used);
            if (block == NULL) {
                block = call->scratch + done;
                done += length;
                if (!shimgen_handle_receive_block(call, block, length)) {
                    return false;
                }
            }
            if (!shimgen_handle_take_argument(call, i, block)) {
                return false;
            }
        }
    }
    for (unsigned i = 0; i < function->count; i++) {
        const struct shimgen_handle_argument *const argument = &function->arguments[i];
        if (argument->kind == SHIMGEN_HANDLE_MEMORY && shimgen_handle_pointer(call, i) != NULL) {
            const bool is_own = (uintptr_t)shimgen_handle_pointer(call, i) == call->words[i];
            const unsigned there = is_own ? call->most[i] : call->message.lengths[i];
            if (shimgen_handle_amount(call, i) > there) {
                return false;
            }
        }
    }
    return true;
}

/* The call ------------------------------------------------------------------------------------------------------- */

/*
 * Makes a connection: in an empty place of the list, or for this call if there is no list, or no place; false if nobody listens. Signals wait meanwhile: a handler that jumps out of it
 * (siglongjmp(3)) would leave a descriptor open, with a number that the program counts with.
 */
static bool shimgen_handle_make_line(struct shimgen_handle_call *call, const struct shimgen_handle_place *place)
{
    struct shimgen_signals before;
    shimgen_signals_block(&before);
    if (call->lines != NULL) {
        shimgen_handle_reclaim(call->lines, call->process, call->thread, (uintptr_t)call);
        call->line = shimgen_handle_take(call->lines, SHIMGEN_HANDLE_EMPTY, call->thread);
    }
    const bool is_kept = call->line != NULL;
    call->line = is_kept ? call->line : &call->own;
    const bool made = shimgen_handle_connect(call->line, place);
    if (made && is_kept) {
        shimgen_handle_remember(call->lines, call->line);
    } else if (is_kept) {
        atomic_store_explicit(&call->line->state, SHIMGEN_HANDLE_EMPTY, memory_order_release);
    }
    shimgen_signals_restore(&before);
    return made;
}

/* Finds a connection; false if there is none. `anew` makes one even if one is idle. */
static bool shimgen_handle_find_line(struct shimgen_handle_call *call, bool anew)
{
    const struct shimgen_handle_place *const place = atomic_load_explicit(&shimgen_handle_place, memory_order_acquire);
    call->lines = shimgen_handle_own_lines(call->process);
    call->line = anew || call->lines == NULL ? NULL : shimgen_handle_idle(call->lines, call->thread);
    if (call->line == NULL && (place == NULL || !shimgen_handle_make_line(call, place))) {
        call->line = NULL;
        return false;
    }
    call->line->frame = (uintptr_t)call;
    return true;
}

/* The list that the connection is kept in; NULL if it is for this call. */
static struct shimgen_handle_lines *shimgen_handle_kept_in(const struct shimgen_handle_call *call)
{
    return call->line == &call->own ? NULL : call->lines;
}

/*
 * Ends with a connection: the next call has it, or nobody. In the child of a fork(2) one that is kept is the parent's, and is closed
 * with the others.
 */
static void shimgen_handle_end(struct shimgen_handle_call *call, bool is_sound)
{
    struct shimgen_handle_lines *const lines = shimgen_handle_kept_in(call);
    shimgen_handle_free_scratch(call);
    if (call->line == NULL || (lines != NULL && shimgen_handle_forked(call))) {
        call->line = NULL;
        return;
    }
    if (is_sound && lines != NULL) {
        call->line->frame = UINTPTR_MAX;
        atomic_store_explicit(&call->line->state, SHIMGEN_HANDLE_IDLE, memory_order_release);
    } else {
        shimgen_handle_drop(lines, call->line);
    }
    call->line = NULL;
}

/*
 * Whether this process is the handler, which would wait for itself. In another pid namespace (pid_namespaces(7)) somebody else can
 * have its number.
 */
static bool shimgen_handle_is_handler(const struct shimgen_handle_place *place, unsigned process)
{
    const unsigned namespace = atomic_load_explicit(&place->shim->namespace, memory_order_relaxed);
    unsigned own = 0;
    char link[32];
    if (atomic_load_explicit(&place->shim->handler, memory_order_relaxed) != process) {
        return false;
    }
    /* "pid:[4026531836]" */
    const long length = shimgen_sys_if_allowed(SYS_readlinkat, AT_FDCWD, (long)"/proc/self/ns/pid", (long)link, sizeof link, 0);
    for (long i = 5; i < length && link[i] >= '0' && link[i] <= '9'; i++) {
        own = own * 10 + (unsigned)(link[i] - '0');
    }
    return namespace == 0 || own == 0 || own == namespace;
}

/*
 * A descriptor that the real call has opened, and that is not what the call returns, is nobody's. dup2(2) returns the number that it was
 * passed, which is the program's.
 */
static void shimgen_handle_close_real(const struct shimgen_handle_call *call, unsigned long long returned)
{
    if (!call->function->opens || call->stage != SHIMGEN_HANDLE_PROCEEDS || (long long)call->real < 0 ||
        call->real == returned) {
        return;
    }
    for (unsigned i = 0; i < call->function->count; i++) {
        if (call->function->arguments[i].kind == SHIMGEN_HANDLE_NUMBER && call->words[i] == call->real) {
            return;
        }
    }
    shimgen_sys_if_allowed(SYS_close, (long)call->real, 0, 0, 0, 0);
}

/* Nobody answers; returns whether the real call is made. */
static bool shimgen_handle_give_up(struct shimgen_handle_call *call)
{
    const struct shimgen_handle_function *const function = call->function;
    const struct shimgen_handle_place *const place = atomic_load_explicit(&shimgen_handle_place, memory_order_acquire);
    const bool has_result = call->stage == SHIMGEN_HANDLE_PROCEEDS;
    const int error = *shimgen_sys_errno();
    /* The handler has ended, or is this process. */
    const bool was_left = place != NULL && (atomic_load(&place->shim->wanted[function->number]) == 0 ||
                                            shimgen_handle_is_handler(place, call->process));
    shimgen_handle_end(call, false);
    *shimgen_sys_errno() = error;
    if (has_result) {
        return false; /* it has been made, and what it has given stands */
    }
    if (function->otherwise == 0 || was_left) {
        shimgen_handle_restore(call);
        call->stage = SHIMGEN_HANDLE_ALONE;
        return true;
    }
    const bool is_number = function->failure == SHIMGEN_HANDLE_ERROR_NUMBER;
    const unsigned long long failed = function->failure == SHIMGEN_HANDLE_NULL ? 0 : ~0ULL;
    shimgen_handle_write(call->result, function->result_size, is_number ? (unsigned)function->otherwise : failed);
    if (!is_number) {
        *shimgen_sys_errno() = function->otherwise;
    }
    return false;
}

/* Takes RETURN. */
static void shimgen_handle_returned(struct shimgen_handle_call *call, int file)
{
    const struct shimgen_handle_function *const function = call->function;
    unsigned long long result = (unsigned long long)call->message.head.result;
    shimgen_handle_close_real(call, file >= 0 ? ~0ULL : result);
    if (file >= 0) {
        result = (unsigned long long)file;
        if ((call->message.head.flags & SHIMGEN_HANDLE_KEEP_FILE) != 0) {
            shimgen_sys_if_allowed(SYS_fcntl, file, F_SETFD, 0, 0, 0);
        }
    }
    if (function->result_size > 0) {
        shimgen_handle_write(call->result, function->result_size, result);
    }
    const int error = call->message.head.error;
    shimgen_handle_end(call, true);
    if (error > 0 && error < 4096 && function->failure != SHIMGEN_HANDLE_ERROR_NUMBER && shimgen_handle_has_failed(call)) {
        *shimgen_sys_errno() = error;
    }
}

/* Sends a descriptor of the program that the handler has asked for; false if the connection has broken. */
static bool shimgen_handle_send_file(struct shimgen_handle_call *call)
{
    struct iovec part;
    const long wanted = (long)call->message.head.result;
    const long found = wanted >= 0 && wanted <= INT_MAX ? shimgen_sys_if_allowed(SYS_fcntl, wanted, F_GETFD, 0, 0, 0) : -EBADF;
    for (unsigned i = 0; i < SHIMGEN_HANDLE_ARGUMENTS_MAX; i++) {
        call->message.lengths[i] = SHIMGEN_HANDLE_NOTHING;
    }
    call->message.head.bytes = 0;
    call->message.head.error = found < 0 ? (int)-found : 0;
    part.iov_base = &call->message;
    part.iov_len = sizeof call->message;
    return shimgen_handle_send_packet(call, &part, 1, found < 0 ? -1 : (int)wanted) >= 0;
}

/* Says that what came is no answer, so that somebody learns of it. Whether that arrives makes no difference here. */
static void shimgen_handle_refuse(struct shimgen_handle_call *call)
{
    struct iovec part;
    for (unsigned i = 0; i < SHIMGEN_HANDLE_ARGUMENTS_MAX; i++) {
        call->message.lengths[i] = SHIMGEN_HANDLE_NOTHING;
    }
    call->message.head.mark = SHIMGEN_HANDLE_MARK;
    call->message.head.kind = SHIMGEN_HANDLE_REFUSED;
    call->message.head.id = call->id;
    call->message.head.function = call->function->number;
    call->message.head.bytes = 0;
    part.iov_base = &call->message;
    part.iov_len = sizeof call->message;
    shimgen_handle_send_packet(call, &part, 1, -1);
}

/* What has come of a message. */
enum shimgen_handle_outcome {
    SHIMGEN_HANDLE_ANSWERED,
    SHIMGEN_HANDLE_PROCEEDING,
    SHIMGEN_HANDLE_BROKEN
};

/* Waits for the answer to a message, and takes it. */
static enum shimgen_handle_outcome shimgen_handle_wait(struct shimgen_handle_call *call)
{
    for (;;) {
        struct iovec parts[2];
        int file = -1;
        parts[0].iov_base = &call->message;
        parts[0].iov_len = sizeof call->message;
        parts[1].iov_base = call->room;
        parts[1].iov_len = sizeof call->room;
        const long received = shimgen_handle_receive_packet(call, parts, 2, &file);
        const bool makes_sense = received >= 0 && shimgen_handle_makes_sense(call, received, file);
        if (makes_sense && call->message.head.kind == SHIMGEN_HANDLE_FILE_OF) {
            if (!shimgen_handle_send_file(call)) {
                return SHIMGEN_HANDLE_BROKEN;
            }
            continue;
        }
        if (makes_sense && call->message.head.kind == SHIMGEN_HANDLE_PROCEED) {
            if (!shimgen_handle_take_arguments(call)) {
                return SHIMGEN_HANDLE_BROKEN;
            }
            shimgen_handle_close_real(call, ~0ULL);
            return SHIMGEN_HANDLE_PROCEEDING;
        }
        if (makes_sense && shimgen_handle_take_written(call)) {
            shimgen_handle_returned(call, file);
            return SHIMGEN_HANDLE_ANSWERED;
        }
        if (file >= 0) {
            shimgen_sys_if_allowed(SYS_close, file, 0, 0, 0, 0);
        }
        if (received > 0 && !makes_sense) {
            shimgen_handle_refuse(call);
        }
        return SHIMGEN_HANDLE_BROKEN;
    }
}

/* Sends CALL: over a connection that is there or, if the handler at its other end has gone, over a new one. */
static bool shimgen_handle_send_call(struct shimgen_handle_call *call)
{
    static atomic_ullong last;
    shimgen_handle_note(call);
    if (shimgen_sys_is_restricted()) {
        return false;
    }
    call->process = (unsigned)shimgen_sys_if_allowed(SYS_getpid, 0, 0, 0, 0, 0);
    call->thread = (unsigned)shimgen_sys_if_allowed(SYS_gettid, 0, 0, 0, 0, 0);
    call->id = (unsigned long long)call->thread << 40 ^ atomic_fetch_add_explicit(&last, 1, memory_order_relaxed);
    const struct shimgen_handle_place *const place = atomic_load_explicit(&shimgen_handle_place, memory_order_acquire);
    if (place == NULL || shimgen_handle_is_handler(place, call->process)) {
        return false;
    }
    if (!shimgen_handle_fill(call, SHIMGEN_HANDLE_CALL, 0)) {
        return false;
    }
    for (int attempt = 0; attempt < 2; attempt++) {
        if (!shimgen_handle_find_line(call, attempt > 0)) {
            return false;
        }
        const long sent = shimgen_handle_send(call);
        if (sent >= 0) {
            return true;
        }
        if (sent != -EPIPE && sent != -ECONNRESET && sent != -ENOTCONN) {
            return false;
        }
        shimgen_handle_drop(shimgen_handle_kept_in(call), call->line);
        call->line = NULL;
    }
    return false;
}

/* Whether the real call has to be made now; if not, the result is there, and errno. */
static __attribute__((cold, noinline)) bool shimgen_handle_asks(struct shimgen_handle_call *call)
{
    if (call->stage == SHIMGEN_HANDLE_ALONE) {
        return false;
    }
    if (call->stage == SHIMGEN_HANDLE_BEGINS) {
        const int before = *shimgen_sys_errno();
        const bool sent = shimgen_handle_send_call(call);
        *shimgen_sys_errno() = before;
        if (!sent) {
            return shimgen_handle_give_up(call);
        }
    } else {
        const int error = *shimgen_sys_errno();
        if (shimgen_handle_forked(call)) {
            return shimgen_handle_give_up(call); /* who waits for the result is told by the parent */
        }
        const bool sent =
            shimgen_handle_fill(call, SHIMGEN_HANDLE_RESULT, shimgen_handle_has_failed(call) ? error : 0) &&
            shimgen_handle_send(call) >= 0;
        *shimgen_sys_errno() = error;
        if (!sent) {
            return shimgen_handle_give_up(call);
        }
    }
    switch (shimgen_handle_wait(call)) {
    case SHIMGEN_HANDLE_ANSWERED:
        return false;
    case SHIMGEN_HANDLE_PROCEEDING:
        call->stage = SHIMGEN_HANDLE_PROCEEDS;
        return true;
    default:
        break;
    }
    if (shimgen_handle_forked(call) && call->stage == SHIMGEN_HANDLE_BEGINS) {
        /* A signal handler has forked, and this is the child: its call has not been answered yet. */
        shimgen_handle_end(call, false);
        shimgen_handle_restore(call);
        return shimgen_handle_asks(call);
    }
    return shimgen_handle_give_up(call);
}

#endif
