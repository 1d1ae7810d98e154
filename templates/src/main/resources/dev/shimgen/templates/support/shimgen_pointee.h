/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * shimgen_pointee.h: what is behind a pointer, in a line of a trace: numbers, structures, and what their pointers lead to.
 * shimgen_event.h goes the same way through them.
 */
#ifndef SHIMGEN_POINTEE_H
#define SHIMGEN_POINTEE_H

#include <limits.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "shimgen_call.h"
#include "shimgen_line.h"
#include "shimgen_memory.h"
#include "shimgen_text.h"

/* Numbers ---------------------------------------------------------------------------------------------------------- */

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
    default: /* no number's */
        break;
    }
}

/* Values that are no single number -------------------------------------------------------------------------------- */

static inline unsigned shimgen_trace_byte(const char *memory, size_t at)
{
    return ((const volatile unsigned char *)memory)[at];
}

/* 16 bits, the higher ones first, as in a network (byteorder(3)). */
static inline unsigned shimgen_trace_network(const char *memory, size_t at)
{
    return shimgen_trace_byte(memory, at) << 8 | shimgen_trace_byte(memory, at + 1);
}

/* Whether a signal is in a set: words of bits, sigsetops(3). */
static bool shimgen_trace_has_signal(const char *set, unsigned signal)
{
    const unsigned bits = 8 * sizeof(long);
    const unsigned at = signal - 1;
    const long long word = shimgen_trace_load(set + at / bits * sizeof(long), sizeof(long), false);
    return ((unsigned long long)word >> at % bits & 1) != 0;
}

/* SIGINT's is INT; those for real time are counted from the first one that the kernel has, as strace(1) does. */
static __attribute__((cold, noinline)) void shimgen_trace_short_signal(struct shimgen_trace_line *line, unsigned signal,
                                                                       const struct shimgen_flag *names)
{
    for (const struct shimgen_flag *name = names; name->name[0] != '\0'; name++) {
        if (name->value == signal) {
            shimgen_text_word(&line->text, name->name + sizeof "SIG" - 1);
            return;
        }
    }
    shimgen_text_word(&line->text, signal == 32 ? "RTMIN" : signal > 32 ? "RT_" : "");
    if (signal != 32) {
        shimgen_text_unsigned(&line->text, signal > 32 ? signal - 32 : signal);
    }
}

/* [INT TERM]; where most are in it, those that are not: ~[KILL STOP]. */
static __attribute__((cold, noinline)) void shimgen_trace_signals(struct shimgen_trace_line *line, const char *set,
                                                                  const struct shimgen_flag *names)
{
    unsigned count = 0;
    for (unsigned signal = 1; signal <= SHIMGEN_TRACE_SIGNALS; signal++) {
        count += shimgen_trace_has_signal(set, signal);
    }
    const bool most = count >= SHIMGEN_TRACE_SIGNALS * 2 / 3;
    shimgen_trace_separator(line);
    shimgen_text_word(&line->text, most ? "~[" : "[");
    bool first = true;
    for (unsigned signal = 1; signal <= SHIMGEN_TRACE_SIGNALS; signal++) {
        if (shimgen_trace_has_signal(set, signal) != most) {
            shimgen_text_word(&line->text, first ? "" : " ");
            shimgen_trace_short_signal(line, signal, names);
            first = false;
        }
    }
    shimgen_trace_close_with(line, ']');
}

static __attribute__((cold, noinline)) void shimgen_trace_dotted(struct shimgen_trace_line *line, const char *address)
{
    for (size_t at = 0; at < 4; at++) {
        shimgen_text_word(&line->text, at == 0 ? "" : ".");
        shimgen_text_unsigned(&line->text, shimgen_trace_byte(address, at));
    }
}

/* An address of IPv6, the longest row of zeros left out (RFC 5952); one that is IPv4's as such, inet_ntop(3). */
static __attribute__((cold, noinline)) void shimgen_trace_colons(struct shimgen_trace_line *line, const char *address)
{
    size_t begin = 8;
    size_t length = 1; /* a single zero stays */
    for (size_t at = 0; at < 8; at++) {
        size_t zeros = 0;
        while (at + zeros < 8 && shimgen_trace_network(address, 2 * (at + zeros)) == 0) {
            zeros++;
        }
        if (zeros > length) {
            begin = at;
            length = zeros;
        }
    }
    const bool mapped = begin == 0 && (length == 6 || (length == 5 && shimgen_trace_network(address, 10) == 0xffff));
    for (size_t at = 0; at < (mapped ? 6 : 8); at++) {
        if (at == begin) {
            shimgen_text_word(&line->text, "::");
            at += length - 1;
            continue;
        }
        shimgen_text_word(&line->text, at == 0 || at == begin + length ? "" : ":");
        shimgen_text_digits(&line->text, shimgen_trace_network(address, 2 * at), 16);
    }
    if (mapped) {
        shimgen_text_word(&line->text, length == 6 ? "" : ":");
        shimgen_trace_dotted(line, address + 12);
    }
}

/* Bytes up to a null byte, as far as they are there. */
static __attribute__((cold, noinline)) void shimgen_trace_characters(struct shimgen_trace_line *line,
                                                                     const char *memory, size_t size)
{
    size_t length = 0;
    while (length < size && shimgen_trace_byte(memory, length) != '\0') {
        length++;
    }
    shimgen_trace_quoted(line, memory, length, false);
}

/* The name of a socket, unix(7): a path, or @ and all of the bytes behind a null byte. */
static __attribute__((cold, noinline)) void shimgen_trace_socket_name(struct shimgen_trace_line *line,
                                                                      const char *name, size_t size)
{
    if (size > 0 && shimgen_trace_byte(name, 0) == '\0') {
        shimgen_trace_separator(line);
        shimgen_text_char(&line->text, '@');
        line->first = true;
        shimgen_trace_quoted(line, name + 1, size - 1, false);
    } else {
        shimgen_trace_characters(line, name, size);
    }
}

/* A value in memory that takes as many bytes as its type has; `there` of a name's may be fewer. */
static __attribute__((cold, noinline)) void shimgen_trace_value_at(struct shimgen_trace_line *line, const char *memory,
                                                                   size_t size, bool is_signed, unsigned style,
                                                                   const struct shimgen_flag *names)
{
    switch ((enum shimgen_trace_style)style) {
    case SHIMGEN_STYLE_SIGNALS:
        shimgen_trace_signals(line, memory, names);
        break;
    case SHIMGEN_STYLE_PORT:
        shimgen_trace_separator(line);
        shimgen_text_word(&line->text, "htons(");
        shimgen_text_unsigned(&line->text, shimgen_trace_network(memory, 0));
        shimgen_text_char(&line->text, ')');
        break;
    case SHIMGEN_STYLE_IPV4:
        shimgen_trace_separator(line);
        shimgen_text_word(&line->text, "inet_addr(\"");
        shimgen_trace_dotted(line, memory);
        shimgen_text_word(&line->text, "\")");
        break;
    case SHIMGEN_STYLE_IPV6:
        shimgen_trace_separator(line);
        shimgen_text_word(&line->text, "inet_pton(AF_INET6, \"");
        shimgen_trace_colons(line, memory);
        shimgen_text_word(&line->text, "\")");
        break;
    case SHIMGEN_STYLE_CHARACTERS:
        shimgen_trace_characters(line, memory, size);
        break;
    case SHIMGEN_STYLE_SOCKET_NAME:
        shimgen_trace_socket_name(line, memory, size);
        break;
    default:
        shimgen_trace_styled(line, shimgen_trace_load(memory, size, is_signed), is_signed, style, names);
        break;
    }
}

/* Control messages -------------------------------------------------------------------------------------------------- */

/* <sys/socket.h> has it for _GNU_SOURCE only, unix(7). */
#define SHIMGEN_TRACE_CREDENTIALS 2

/* The data of a control message: descriptors, who sent it, or bytes. */
static __attribute__((cold, noinline)) void shimgen_trace_control_data(struct shimgen_trace_line *line, int level,
                                                                       int type, const char *data, size_t size)
{
    static const char names[][4] = {"pid", "uid", "gid"};
    if (level == SOL_SOCKET && type == SCM_RIGHTS) {
        shimgen_trace_open_with(line, '[');
        for (size_t at = 0; at + sizeof(int) <= size; at += sizeof(int)) {
            shimgen_trace_signed(line, shimgen_trace_load(data + at, sizeof(int), true));
        }
        shimgen_trace_close_with(line, ']');
    } else if (level == SOL_SOCKET && type == SHIMGEN_TRACE_CREDENTIALS && size >= sizeof names / sizeof *names * 4) {
        shimgen_trace_open_with(line, '{');
        for (size_t at = 0; at < sizeof names / sizeof *names; at++) {
            shimgen_trace_field(line, names[at]);
            shimgen_trace_unsigned(line, (unsigned long long)shimgen_trace_load(data + 4 * at, 4, false));
        }
        shimgen_trace_close_with(line, '}');
    } else {
        const bool more = size > SHIMGEN_TRACE_STRING_MAX;
        shimgen_trace_quoted(line, data, more ? SHIMGEN_TRACE_STRING_MAX : size, more);
    }
}

/* [{cmsg_len=20, cmsg_level=SOL_SOCKET, cmsg_type=SCM_RIGHTS, cmsg_data=[3]}], cmsg(3). */
static __attribute__((cold, noinline)) void shimgen_trace_control(struct shimgen_trace_line *line, const char *memory,
                                                                  size_t there, bool more)
{
    const size_t head = sizeof(size_t) + 2 * sizeof(int);
    size_t at = 0;
    shimgen_trace_open_with(line, '[');
    while (there - at >= head) {
        const unsigned long long length =
            (unsigned long long)shimgen_trace_load(memory + at, sizeof(size_t), false);
        const int level = (int)shimgen_trace_load(memory + at + sizeof(size_t), sizeof(int), true);
        const int type = (int)shimgen_trace_load(memory + at + sizeof(size_t) + sizeof(int), sizeof(int), true);
        const bool of_sockets = level == SOL_SOCKET;
        if (length < head || length > there - at) {
            break;
        }
        shimgen_trace_open_with(line, '{');
        shimgen_trace_field(line, "cmsg_len");
        shimgen_trace_unsigned(line, length);
        shimgen_trace_field(line, "cmsg_level");
        if (of_sockets) {
            shimgen_text_word(&line->text, "SOL_SOCKET");
            line->first = false;
        } else {
            shimgen_trace_signed(line, level);
        }
        shimgen_trace_field(line, "cmsg_type");
        if (of_sockets && (type == SCM_RIGHTS || type == SHIMGEN_TRACE_CREDENTIALS)) {
            shimgen_text_word(&line->text, type == SCM_RIGHTS ? "SCM_RIGHTS" : "SCM_CREDENTIALS");
            line->first = false;
        } else {
            shimgen_trace_signed(line, type);
        }
        shimgen_trace_field(line, "cmsg_data");
        shimgen_trace_control_data(line, level, type, memory + at + head, (size_t)length - head);
        shimgen_trace_close_with(line, '}');
        const size_t next = ((size_t)length + sizeof(size_t) - 1) & ~(sizeof(size_t) - 1);
        at = next > there - at ? there : at + next;
    }
    if (more || at < there) {
        shimgen_trace_more(line);
    }
    shimgen_trace_close_with(line, ']');
}

/* Structures -------------------------------------------------------------------------------------------------------- */

static void shimgen_trace_structure(struct shimgen_trace_line *line, const char *memory, size_t there,
                                    const struct shimgen_trace_structure *structure);

/* Structures one behind the other. */
static __attribute__((cold, noinline)) void shimgen_trace_structures(struct shimgen_trace_line *line,
                                                                     const char *memory,
                                                                     const struct shimgen_trace_structure *structure,
                                                                     unsigned long long count)
{
    const bool more = count > SHIMGEN_TRACE_ELEMENTS_MAX;
    const size_t shown = more ? SHIMGEN_TRACE_ELEMENTS_MAX : (size_t)count;
    shimgen_trace_open_with(line, '[');
    for (size_t i = 0; i < shown; i++) {
        shimgen_trace_structure(line, memory + i * structure->size, structure->size, structure);
    }
    if (more) {
        shimgen_trace_more(line);
    }
    shimgen_trace_close_with(line, ']');
}

/* A structure, and those that follow it in a list. */
static __attribute__((cold, noinline)) void shimgen_trace_list_of(struct shimgen_trace_line *line, const char *memory,
                                                                  const struct shimgen_trace_field *field)
{
    const struct shimgen_trace_structure *structure = &shimgen_structures[field->table];
    shimgen_trace_open_with(line, '[');
    for (;;) {
        shimgen_trace_structure(line, memory, structure->size, structure);
        memory = field->other_size == 0 ? NULL : shimgen_trace_pointer_at(memory + field->other);
        if (memory == NULL) {
            break;
        }
        if (line->followed == SHIMGEN_TRACE_FOLLOWED_MAX || !shimgen_trace_readable(memory, structure->size)) {
            shimgen_trace_more(line);
            break;
        }
        line->followed++;
    }
    shimgen_trace_close_with(line, ']');
}

/* What is behind a field that is a pointer, and is not NULL; false if it is not there. */
static __attribute__((cold, noinline)) bool shimgen_trace_behind(struct shimgen_trace_line *line, const char *pointer,
                                                                 const struct shimgen_trace_field *field,
                                                                 unsigned long long other)
{
    const struct shimgen_trace_structure *structure = &shimgen_structures[field->table];
    switch ((enum shimgen_trace_style)field->style) {
    case SHIMGEN_STYLE_PATH:
        shimgen_trace_path(line, pointer);
        return true;
    case SHIMGEN_STYLE_STRING:
        shimgen_trace_string(line, pointer);
        return true;
    case SHIMGEN_STYLE_BYTES: {
        const unsigned long long moved = (unsigned long long)line->left;
        const unsigned long long length = other < moved ? other : moved;
        line->left -= (long long)length;
        shimgen_trace_bytes(line, pointer, length > LLONG_MAX ? LLONG_MAX : (long long)length);
        return true;
    }
    case SHIMGEN_STYLE_SIZED: {
        const size_t largest = shimgen_trace_largest(structure);
        const size_t there = other < largest ? (size_t)other : largest;
        if (there == 0 || !shimgen_trace_readable(pointer, there)) {
            return false;
        }
        shimgen_trace_structure(line, pointer, there, structure);
        return true;
    }
    case SHIMGEN_STYLE_CONTROL: {
        const bool more = other > SHIMGEN_TRACE_CONTROL_MAX;
        const size_t there = more ? SHIMGEN_TRACE_CONTROL_MAX : (size_t)other;
        if (!shimgen_trace_readable(pointer, there)) {
            return false;
        }
        shimgen_trace_control(line, pointer, there, more);
        return true;
    }
    case SHIMGEN_STYLE_LIST:
        if (!shimgen_trace_readable(pointer, structure->size)) {
            return false;
        }
        shimgen_trace_list_of(line, pointer, field);
        return true;
    default: {
        const size_t shown = other > SHIMGEN_TRACE_ELEMENTS_MAX ? SHIMGEN_TRACE_ELEMENTS_MAX : (size_t)other;
        if (!shimgen_trace_readable(pointer, shown * structure->size)) {
            return false;
        }
        if (field->other_size == 0) {
            shimgen_trace_structure(line, pointer, structure->size, structure);
        } else {
            shimgen_trace_structures(line, pointer, structure, other);
        }
        return true;
    }
    }
}

/* A field that is a pointer; its address where that is not followed. */
static __attribute__((cold, noinline)) void shimgen_trace_follow(struct shimgen_trace_line *line, const char *memory,
                                                                 const struct shimgen_trace_field *field)
{
    const char *const pointer = shimgen_trace_pointer_at(memory + field->offset);
    if (pointer == NULL || line->followed == SHIMGEN_TRACE_FOLLOWED_MAX || line->depth == SHIMGEN_TRACE_DEPTH_MAX) {
        shimgen_trace_pointer(line, pointer);
        return;
    }
    const unsigned long long other =
        field->style == SHIMGEN_STYLE_LIST ? 1 : shimgen_trace_other(field, memory);
    line->followed++;
    line->depth++;
    if (!shimgen_trace_behind(line, pointer, field, other)) {
        shimgen_trace_pointer(line, pointer);
    }
    line->depth--;
}

/* A structure in another one, or several. */
static __attribute__((cold, noinline)) void shimgen_trace_inner(struct shimgen_trace_line *line, const char *memory,
                                                                const struct shimgen_trace_field *field)
{
    const struct shimgen_trace_structure *structure = &shimgen_structures[field->table];
    if (field->size > structure->size) {
        shimgen_trace_structures(line, memory + field->offset, structure, field->size / structure->size);
    } else {
        shimgen_trace_structure(line, memory + field->offset, structure->size, structure);
    }
}

/* The fields of a structure that can be read, as far as it is there: {st_mode=S_IFREG|0644, st_size=12}. */
static __attribute__((cold, noinline)) void shimgen_trace_structure(struct shimgen_trace_line *line, const char *memory,
                                                                    size_t there,
                                                                    const struct shimgen_trace_structure *structure)
{
    bool more = false;
    structure = shimgen_trace_case_of(structure, memory, there);
    if (structure->style >= SHIMGEN_STYLE_STRING) {
        shimgen_trace_follow(line, memory, &shimgen_fields[structure->first]);
        return;
    }
    if (structure->style != SHIMGEN_STYLE_FIELDS) {
        if (there >= structure->size) {
            shimgen_trace_value_at(line, memory, structure->size, false, structure->style,
                                   &shimgen_names[structure->table]);
        } else {
            shimgen_trace_pointer(line, memory);
        }
        return;
    }
    shimgen_trace_open_with(line, '{');
    for (unsigned i = 0; i < structure->count; i++) {
        const struct shimgen_trace_field *field = &shimgen_fields[structure->first + i];
        const bool name = field->style == SHIMGEN_STYLE_CHARACTERS || field->style == SHIMGEN_STYLE_SOCKET_NAME;
        if (field->offset + (name ? 1 : field->size) > there) {
            /* The address of a socket without a name ends before the name. */
            more = more || !name || field->offset > there;
            continue;
        }
        shimgen_trace_field(line, field->name);
        if (field->style == SHIMGEN_STYLE_FIELDS) {
            shimgen_trace_inner(line, memory, field);
        } else if (field->style >= SHIMGEN_STYLE_STRING) {
            shimgen_trace_follow(line, memory, field);
        } else {
            const size_t size = field->size < there - field->offset ? field->size : there - field->offset;
            shimgen_trace_value_at(line, memory + field->offset, size, field->is_signed, field->style,
                                   &shimgen_names[field->table]);
        }
    }
    if (more) {
        shimgen_trace_more(line);
    }
    shimgen_trace_close_with(line, '}');
}

/* Arguments --------------------------------------------------------------------------------------------------------- */

/* Numbers one behind the other: [3, 4]. */
static __attribute__((cold, noinline)) void shimgen_trace_numbers(struct shimgen_trace_line *line, const char *memory,
                                                                  const struct shimgen_trace_argument *argument,
                                                                  size_t shown, bool more)
{
    shimgen_trace_open_with(line, '[');
    for (size_t i = 0; i < shown; i++) {
        shimgen_trace_styled(line, shimgen_trace_load(memory + i * argument->size, argument->size, argument->is_signed),
                             argument->is_signed, argument->style, &shimgen_names[argument->table]);
    }
    if (more) {
        shimgen_trace_more(line);
    }
    shimgen_trace_close_with(line, ']');
}

/*
 * What is behind a pointer: {fd=3, events=POLLIN}, [{fd=3, events=POLLIN}, {fd=4, events=0}], [3, 4]; its address if it is
 * not there.
 */
static __attribute__((cold, noinline)) void shimgen_trace_pointee(struct shimgen_trace_line *line, bool filled,
                                                                  const char *memory,
                                                                  const struct shimgen_trace_argument *argument,
                                                                  const struct shimgen_trace_call *call,
                                                                  const union shimgen_trace_value *values,
                                                                  const union shimgen_trace_value *result)
{
    const long long count = filled && memory != NULL ? shimgen_trace_count(argument, call, values, result, false) : -1;
    if (count < 0) {
        shimgen_trace_pointer(line, memory);
        return;
    }
    const struct shimgen_trace_structure *structure =
        shimgen_trace_has_numbers(argument) ? NULL : &shimgen_structures[argument->table];
    const size_t size = structure == NULL ? argument->size : structure->size;
    if (argument->amount == SHIMGEN_AMOUNT_BYTES) {
        const size_t largest = shimgen_trace_largest(structure);
        const size_t there = (unsigned long long)count < largest ? (size_t)count : largest;
        if (there > 0 && shimgen_trace_readable(memory, there)) {
            shimgen_trace_structure(line, memory, there, structure);
        } else {
            shimgen_trace_pointer(line, memory);
        }
        return;
    }
    const bool more = count > SHIMGEN_TRACE_ELEMENTS_MAX;
    const size_t shown = more ? SHIMGEN_TRACE_ELEMENTS_MAX : (size_t)count;
    if (!shimgen_trace_readable(memory, shown * size)) {
        shimgen_trace_pointer(line, memory);
    } else if (structure == NULL) {
        shimgen_trace_numbers(line, memory, argument, shown, more);
    } else if (argument->amount > SHIMGEN_AMOUNT_ONE_IF_ZERO) {
        shimgen_trace_structures(line, memory, structure, (unsigned long long)count);
    } else if (shown > 0) {
        shimgen_trace_structure(line, memory, structure->size, structure);
    }
}

/* A structure that a call has returned. */
static __attribute__((cold, noinline)) void shimgen_trace_returned(struct shimgen_trace_line *line,
                                                                   const struct shimgen_trace_structure *structure,
                                                                   const char *memory)
{
    const size_t there = shimgen_trace_returned_size(structure, memory);
    if (there > 0) {
        line->left = LLONG_MAX;
        shimgen_trace_structure(line, memory, there, structure);
    } else {
        shimgen_trace_pointer(line, memory);
    }
}

#endif
