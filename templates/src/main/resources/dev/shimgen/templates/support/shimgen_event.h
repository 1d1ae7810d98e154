/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * shimgen_event.h: an event for one call, in the pool of a session (shimgen_pool.h).
 *
 * It has what a line of text has, but as it was passed: the numbers and addresses, and a copy of the memory behind those
 * that a line shows. What they mean stands in the table of the call (shimgen_call.h), which the reader finds in the file of
 * the library. So nothing is put into words here.
 *
 * Behind the first slot come 8 bytes for each argument, and then blocks: a head of 4 bytes, and a copy of memory. A pointer
 * without a block is one whose memory was not there, or is not shown.
 */
#ifndef SHIMGEN_EVENT_H
#define SHIMGEN_EVENT_H

#include <errno.h>
#include <limits.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "shimgen_call.h"
#include "shimgen_copy.h"
#include "shimgen_memory.h"
#include "shimgen_pool_write.h"

/* Most blocks of an event, but for those of arrays of strings. */
#define SHIMGEN_EVENT_BLOCKS_MAX 40

/*
 * Of an array of strings an event has more than a line shows, since a reader may want to do what they say: a command of
 * execve(2). So many strings, and of each so many bytes, as long as the event has room in a chunk.
 */
#define SHIMGEN_EVENT_STRINGS_MAX 1024
#define SHIMGEN_EVENT_STRING_MAX SHIMGEN_TRACE_PATH_MAX

/*
 * Most bytes of buffers beyond those that a line shows, altogether. Half a chunk: the rest is for what else a call has, and
 * TraceBehaviour.java knows it.
 */
#define SHIMGEN_EVENT_DATA_MAX 32768U

/* What a block is of. */
#define SHIMGEN_EVENT_RESULT 0xff

enum shimgen_event_what {
    SHIMGEN_EVENT_WHOLE,
    SHIMGEN_EVENT_CUT,     /* there is more behind it */
    SHIMGEN_EVENT_ADDRESS, /* an element of an array that is not readable itself: its address, in 8 bytes */
    SHIMGEN_EVENT_END,     /* of an array, or of strings in a list: a NULL; no bytes */
    SHIMGEN_EVENT_AND_SO_ON /* the array has more elements; no bytes */
};

struct shimgen_event_block {
    unsigned char argument; /* which, or SHIMGEN_EVENT_RESULT */
    unsigned char what;
    unsigned short size;
};

/* An event that is being made. */
struct shimgen_event {
    struct shimgen_part parts[1 + 2 * SHIMGEN_EVENT_BLOCKS_MAX];
    struct shimgen_event_block blocks[SHIMGEN_EVENT_BLOCKS_MAX];
    unsigned long long values[SHIMGEN_TRACE_ARGUMENTS_MAX];
    unsigned count; /* of the blocks */
    bool paths;     /* the call has read its paths, so they are there */
    bool memory;    /* it has touched all that it was given, so that is there */
    int error;      /* the errno that the call has set; 0: none */
    bool path_tells; /* that errno tells that the call has read its path */
    unsigned followed; /* pointers in structures */
    unsigned depth;    /* how many of them lead to where this is */
    long long left;    /* bytes that the call has moved and that are not there yet */
    size_t data;       /* most bytes of a buffer */
    size_t room;       /* for bytes of buffers beyond those that a line shows */
};

/* Whether an error is one that only who has read the path can give. */
static inline bool shimgen_event_error_is_of_path(int error)
{
    switch (error) {
    case ENOENT:
    case ENOTDIR:
    case EACCES:
    case EEXIST:
    case ELOOP:
    case ENAMETOOLONG:
    case EISDIR:
    case ENOTEMPTY:
    case EROFS:
    case EXDEV:
    case ENODATA: /* of extended attributes, xattr(7) */
        return !shimgen_sys_is_restricted();
    default:
        return false;
    }
}

/* Whether the kernel has read a path, so that it is there. `tells` says that it is the only one, of which an error speaks. */
static inline bool shimgen_event_path_is_there(bool tells, bool read, int error)
{
    return read || (tells && shimgen_event_error_is_of_path(error));
}

static __attribute__((cold, noinline)) void shimgen_event_add(struct shimgen_event *event, unsigned argument,
                                                              enum shimgen_event_what what, const void *bytes,
                                                              size_t size)
{
    const unsigned at = event->count;
    if (at == SHIMGEN_EVENT_BLOCKS_MAX) {
        return;
    }
    event->blocks[at].argument = (unsigned char)argument;
    event->blocks[at].what = (unsigned char)what;
    event->blocks[at].size = (unsigned short)size;
    event->parts[1 + 2 * at].bytes = &event->blocks[at];
    event->parts[1 + 2 * at].size = sizeof event->blocks[at];
    event->parts[2 + 2 * at].bytes = bytes;
    event->parts[2 + 2 * at].size = size;
    event->count++;
}

/* A string of known length. */
static __attribute__((cold, noinline)) void shimgen_event_text(struct shimgen_event *event, unsigned argument,
                                                               const char *string, long length, size_t maximum)
{
    const bool cut = (size_t)length > maximum;
    shimgen_event_add(event, argument, cut ? SHIMGEN_EVENT_CUT : SHIMGEN_EVENT_WHOLE, string,
                      cut ? maximum : (size_t)length);
}

/* A string; false if it is not there. */
static __attribute__((cold, noinline)) bool shimgen_event_string(struct shimgen_event *event, unsigned argument,
                                                                 const char *string, size_t maximum)
{
    /* The kernel has read an attribute's name before it finds that a file has none of that name: getxattr(2). */
    const bool there = event->error == ENODATA && !shimgen_sys_is_restricted();
    const long length = string == NULL ? -1
                        : there        ? shimgen_memory_length(string, maximum + 1)
                                       : shimgen_trace_string_length(string, maximum + 1);
    if (length >= 0) {
        shimgen_event_text(event, argument, string, length, maximum);
    }
    return length >= 0;
}

/* Bytes of the only path of a call, one more at the most than are told; -1 if it is not there. */
static inline long shimgen_event_path_length(const char *path, bool read, int error)
{
    return shimgen_event_path_is_there(true, read, error)
               ? shimgen_memory_length(path, SHIMGEN_TRACE_PATH_MAX + 1)
               : shimgen_trace_string_length(path, SHIMGEN_TRACE_PATH_MAX + 1);
}

/* A path. */
static __attribute__((cold, noinline)) void shimgen_event_path(struct shimgen_event *event, unsigned argument,
                                                               const char *path)
{
    if (path == NULL) {
        return;
    }
    if (shimgen_event_path_is_there(event->path_tells, event->paths, event->error)) {
        shimgen_event_text(event, argument, path, shimgen_memory_length(path, SHIMGEN_TRACE_PATH_MAX + 1),
                           SHIMGEN_TRACE_PATH_MAX);
    } else {
        shimgen_event_string(event, argument, path, SHIMGEN_TRACE_PATH_MAX);
    }
}

/*
 * Adds the first bytes of a buffer of known length; false if they are not there. A line shows a little of each; what a spec
 * asks for beyond that is told if it is there, too, and as long as there is room. `there` says that all of it is.
 */
static __attribute__((cold, noinline)) bool shimgen_event_buffer(struct shimgen_event *event, unsigned argument,
                                                                 const void *bytes, unsigned long long length,
                                                                 bool there)
{
    const size_t line = length < SHIMGEN_TRACE_STRING_MAX ? (size_t)length : SHIMGEN_TRACE_STRING_MAX;
    const size_t wanted = length < event->data ? (size_t)length : event->data;
    const size_t more = wanted <= line ? 0 : wanted - line < event->room ? wanted - line : event->room;
    size_t shown = line;
    if (more > 0 && (there || shimgen_trace_readable(bytes, line + more))) {
        shown += more;
        event->room -= more;
    } else if (!there && !shimgen_trace_readable(bytes, line)) {
        return false;
    }
    shimgen_event_add(event, argument, length > shown ? SHIMGEN_EVENT_CUT : SHIMGEN_EVENT_WHOLE, bytes, shown);
    return true;
}

/* The same for an argument; nothing if the length is negative: the call failed. */
static __attribute__((cold, noinline)) void shimgen_event_bytes(struct shimgen_event *event, unsigned argument,
                                                                const void *bytes, long long length, bool there)
{
    if (length >= 0 && bytes != NULL) {
        shimgen_event_buffer(event, argument, bytes, (unsigned long long)length, there);
    }
}

static void shimgen_event_inside(struct shimgen_event *event, unsigned at, const char *memory, size_t there,
                                 const struct shimgen_trace_structure *structure);

/* A structure of which so many bytes are there, or several, and what their pointers lead to. */
static __attribute__((cold, noinline)) void
shimgen_event_structures(struct shimgen_event *event, unsigned at, const char *memory, size_t size, size_t count,
                         bool cut, const struct shimgen_trace_structure *structure)
{
    shimgen_event_add(event, at, cut ? SHIMGEN_EVENT_CUT : SHIMGEN_EVENT_WHOLE, memory, count * size);
    for (size_t i = 0; i < count && structure->follows; i++) {
        shimgen_event_inside(event, at, memory + i * size, size, structure);
    }
}

/* A structure, and those that follow it in a list, each in a block. */
static __attribute__((cold, noinline)) void shimgen_event_list(struct shimgen_event *event, unsigned at,
                                                               const char *memory,
                                                               const struct shimgen_trace_field *field)
{
    const struct shimgen_trace_structure *structure = &shimgen_structures[field->table];
    for (;;) {
        shimgen_event_structures(event, at, memory, structure->size, 1, false, structure);
        memory = field->other_size == 0 ? NULL : shimgen_trace_pointer_at(memory + field->other);
        if (memory == NULL || event->followed == SHIMGEN_TRACE_FOLLOWED_MAX) {
            return;
        }
        if (!shimgen_trace_readable(memory, structure->size)) {
            shimgen_event_add(event, at, SHIMGEN_EVENT_AND_SO_ON, NULL, 0);
            return;
        }
        event->followed++;
    }
}

/*
 * What is behind a field that is a pointer, and is not NULL; false if it is not there. That is tried: a call that has
 * succeeded need not have read all that its structures point to.
 */
static __attribute__((cold, noinline)) bool shimgen_event_behind(struct shimgen_event *event, unsigned at,
                                                                 const char *pointer,
                                                                 const struct shimgen_trace_field *field,
                                                                 unsigned long long other)
{
    const struct shimgen_trace_structure *structure = &shimgen_structures[field->table];
    switch ((enum shimgen_trace_style)field->style) {
    case SHIMGEN_STYLE_PATH:
        return shimgen_event_string(event, at, pointer, SHIMGEN_TRACE_PATH_MAX);
    case SHIMGEN_STYLE_STRING:
        return shimgen_event_string(event, at, pointer, SHIMGEN_TRACE_STRING_MAX);
    case SHIMGEN_STYLE_BYTES: {
        const unsigned long long moved = (unsigned long long)event->left;
        const unsigned long long length = other < moved ? other : moved;
        event->left -= (long long)length;
        return shimgen_event_buffer(event, at, pointer, length, false);
    }
    case SHIMGEN_STYLE_CONTROL: {
        const bool cut = other > SHIMGEN_TRACE_CONTROL_MAX;
        const size_t shown = cut ? SHIMGEN_TRACE_CONTROL_MAX : (size_t)other;
        if (!shimgen_trace_readable(pointer, shown)) {
            return false;
        }
        shimgen_event_add(event, at, cut ? SHIMGEN_EVENT_CUT : SHIMGEN_EVENT_WHOLE, pointer, shown);
        return true;
    }
    case SHIMGEN_STYLE_SIZED: {
        const size_t largest = shimgen_trace_largest(structure);
        const size_t there = other < largest ? (size_t)other : largest;
        if (there == 0 || !shimgen_trace_readable(pointer, there)) {
            return false;
        }
        shimgen_event_structures(event, at, pointer, there, 1, false, structure);
        return true;
    }
    case SHIMGEN_STYLE_LIST:
        if (!shimgen_trace_readable(pointer, structure->size)) {
            return false;
        }
        shimgen_event_list(event, at, pointer, field);
        return true;
    default: {
        const bool cut = other > SHIMGEN_TRACE_ELEMENTS_MAX;
        const size_t count = cut ? SHIMGEN_TRACE_ELEMENTS_MAX : (size_t)other;
        if (count * structure->size > 0xffff || !shimgen_trace_readable(pointer, count * structure->size)) {
            return false;
        }
        shimgen_event_structures(event, at, pointer, structure->size, count, cut, structure);
        return true;
    }
    }
}

/* A field that is a pointer: what is behind it, or that it is not there. */
static __attribute__((cold, noinline)) void shimgen_event_follow(struct shimgen_event *event, unsigned at,
                                                                 const char *memory,
                                                                 const struct shimgen_trace_field *field)
{
    const char *const pointer = shimgen_trace_pointer_at(memory + field->offset);
    if (pointer == NULL || event->followed == SHIMGEN_TRACE_FOLLOWED_MAX || event->depth == SHIMGEN_TRACE_DEPTH_MAX) {
        return;
    }
    const unsigned long long other = field->style == SHIMGEN_STYLE_LIST ? 1 : shimgen_trace_other(field, memory);
    event->followed++;
    event->depth++;
    if (!shimgen_event_behind(event, at, pointer, field, other)) {
        /* The structure has its address. */
        shimgen_event_add(event, at, SHIMGEN_EVENT_END, NULL, 0);
    }
    event->depth--;
}

/* What the pointers of a structure lead to, in the order in which a line shows it. */
static __attribute__((cold, noinline)) void shimgen_event_inside(struct shimgen_event *event, unsigned at,
                                                                 const char *memory, size_t there,
                                                                 const struct shimgen_trace_structure *structure)
{
    structure = shimgen_trace_case_of(structure, memory, there);
    for (unsigned i = 0; i < structure->count && structure->follows; i++) {
        const struct shimgen_trace_field *field = &shimgen_fields[structure->first + i];
        if (field->offset + field->size > there) {
            continue;
        }
        if (field->style >= SHIMGEN_STYLE_STRING) {
            shimgen_event_follow(event, at, memory, field);
        } else if (field->style == SHIMGEN_STYLE_FIELDS) {
            const struct shimgen_trace_structure *inner = &shimgen_structures[field->table];
            const size_t most = SHIMGEN_TRACE_ELEMENTS_MAX;
            for (size_t j = 0; j < field->size / inner->size && j < most && inner->follows; j++) {
                shimgen_event_inside(event, at, memory + field->offset + j * inner->size, inner->size, inner);
            }
        }
    }
}

/* Structures or numbers behind a pointer. */
static __attribute__((cold, noinline)) void
shimgen_event_pointee(struct shimgen_event *event, unsigned at, const char *memory,
                      const struct shimgen_trace_argument *argument, const struct shimgen_trace_call *call,
                      const union shimgen_trace_value *values, const union shimgen_trace_value *result)
{
    const long long count =
        memory == NULL ? -1 : shimgen_trace_count(argument, call, values, result, event->memory);
    if (count < 0) {
        return;
    }
    const struct shimgen_trace_structure *structure =
        shimgen_trace_has_numbers(argument) ? NULL : &shimgen_structures[argument->table];
    const bool in_bytes = argument->amount == SHIMGEN_AMOUNT_BYTES;
    const size_t most = in_bytes ? shimgen_trace_largest(structure) : SHIMGEN_TRACE_ELEMENTS_MAX;
    const bool cut = (unsigned long long)count > most;
    const size_t shown = cut ? most : (size_t)count;
    const size_t size = structure == NULL ? argument->size : structure->size;
    const size_t bytes = in_bytes ? shown : shown * size;
    /* The kernel takes some numbers for an int, as poll(2) does: of more than that, it may have touched none. */
    const bool touched = event->memory && count <= INT_MAX;
    if (bytes > 0xffff || (in_bytes && shown == 0) || !(touched || shimgen_trace_readable(memory, bytes))) {
        return;
    }
    if (structure == NULL) {
        shimgen_event_add(event, at, cut ? SHIMGEN_EVENT_CUT : SHIMGEN_EVENT_WHOLE, memory, bytes);
    } else if (in_bytes) {
        shimgen_event_structures(event, at, memory, shown, 1, false, structure);
    } else {
        shimgen_event_structures(event, at, memory, size, shown, cut, structure);
    }
}

/* What is behind an argument. There is no result yet before the call. */
static __attribute__((cold, noinline)) void shimgen_event_argument(struct shimgen_event *event,
                                                                   const struct shimgen_trace_call *call,
                                                                   const union shimgen_trace_value *values, unsigned at,
                                                                   const union shimgen_trace_value *result)
{
    union shimgen_trace_value value = values[at];
    const struct shimgen_trace_argument *argument =
        shimgen_trace_choose(&shimgen_trace_arguments_of(call)[at], values, &value);
    const void *pointer = value.pointer;
    switch ((enum shimgen_trace_form)argument->form) {
    case SHIMGEN_FORM_PATH:
        shimgen_event_path(event, at, pointer);
        break;
    case SHIMGEN_FORM_STRING:
        shimgen_event_string(event, at, pointer, SHIMGEN_TRACE_STRING_MAX);
        break;
    case SHIMGEN_FORM_FILLED:
        if (result != NULL && result->pointer != NULL) {
            shimgen_event_string(event, at, pointer, SHIMGEN_TRACE_PATH_MAX);
        }
        break;
    case SHIMGEN_FORM_BYTES:
        shimgen_event_bytes(event, at, pointer, values[argument->length].number, false);
        break;
    case SHIMGEN_FORM_COUNTED:
        if (result != NULL) {
            const long long length = values[argument->length].number;
            shimgen_event_bytes(event, at, pointer, result->number > length ? length : result->number, event->memory);
        }
        break;
    case SHIMGEN_FORM_READ:
    case SHIMGEN_FORM_NUMBERS_READ:
        event->left = LLONG_MAX;
        shimgen_event_pointee(event, at, pointer, argument, call, values, result);
        break;
    case SHIMGEN_FORM_WRITTEN:
    case SHIMGEN_FORM_NUMBERS_WRITTEN:
        if (result != NULL && shimgen_trace_succeeded(call->result.outcome, result)) {
            event->left = result->number;
            shimgen_event_pointee(event, at, pointer, argument, call, values, result);
        }
        break;
    case SHIMGEN_FORM_BINARY128:
        shimgen_event_add(event, at, SHIMGEN_EVENT_WHOLE, pointer, 16);
        break;
    case SHIMGEN_FORM_EXTENDED:
        shimgen_event_add(event, at, SHIMGEN_EVENT_WHOLE, &values[at].extended, sizeof values[at].extended);
        break;
    default:
        break;
    }
}

/* Arrays of strings ------------------------------------------------------------------------------------------------ */

/*
 * Where arrays of strings are written to; at first nowhere, to know how much room they need. They are looked at twice, since
 * what is known of a thousand strings does not fit on a small stack; if they change meanwhile, the rest is cut.
 */
struct shimgen_event_strings {
    struct shimgen_pool_place *place; /* NULL: nowhere */
    size_t room;                      /* bytes that are left */
    size_t size;                      /* bytes that were taken */
    uintptr_t array_page;             /* the last pages that were there */
    uintptr_t string_page;
};

/* Whether memory is there that is on one page; the last page that was there is not asked for again. */
static __attribute__((cold, noinline)) bool shimgen_event_is_there(uintptr_t address, uintptr_t *page)
{
    const uintptr_t own = address & ~(uintptr_t)(SHIMGEN_TRACE_PAGE - 1);
    if (own != *page && !shimgen_trace_readable_at(address)) {
        return false;
    }
    *page = own;
    return true;
}

/* A block; the caller sees to it that there is room. */
static __attribute__((cold, noinline)) void shimgen_event_put(struct shimgen_event_strings *strings, unsigned argument,
                                                              enum shimgen_event_what what, const void *bytes,
                                                              size_t size)
{
    struct shimgen_event_block block;
    block.argument = (unsigned char)argument;
    block.what = (unsigned char)what;
    block.size = (unsigned short)size;
    if (strings->place != NULL) {
        shimgen_pool_put(strings->place, (const unsigned char *)&block, sizeof block);
        shimgen_pool_put(strings->place, bytes, size);
    }
    strings->room -= sizeof block + size;
    strings->size += sizeof block + size;
}

/* Bytes of a string in front of its null byte, and whether that is there; false if there are not enough for a line. */
static __attribute__((cold, noinline)) bool shimgen_event_measure(struct shimgen_event_strings *strings,
                                                                  const char *string, size_t *length, bool *whole)
{
    const size_t maximum = SHIMGEN_EVENT_STRING_MAX + 1;
    *length = 0;
    *whole = false;
    while (*length < maximum) {
        const uintptr_t at = (uintptr_t)string + *length;
        if (!shimgen_event_is_there(at, &strings->string_page)) {
            return *length > SHIMGEN_TRACE_STRING_MAX;
        }
        const size_t page = SHIMGEN_TRACE_PAGE - at % SHIMGEN_TRACE_PAGE;
        const size_t part = page < maximum - *length ? page : maximum - *length;
        const size_t found = (size_t)shimgen_memory_length(string + *length, part);
        *length += found;
        if (found < part) {
            *whole = true;
            return true;
        }
    }
    *length = SHIMGEN_EVENT_STRING_MAX;
    return true;
}

/* One of the strings; false if there is no room for it, and for a block behind it. */
static __attribute__((cold, noinline)) bool shimgen_event_element(struct shimgen_event_strings *strings,
                                                                  unsigned argument, const char *string)
{
    const uint64_t address = (uintptr_t)string;
    size_t length;
    bool whole;
    const bool there = shimgen_event_measure(strings, string, &length, &whole);
    const size_t size = there ? length : sizeof address;
    if (strings->room < size + 2 * sizeof(struct shimgen_event_block)) {
        return false;
    }
    if (there) {
        shimgen_event_put(strings, argument, whole ? SHIMGEN_EVENT_WHOLE : SHIMGEN_EVENT_CUT, string, size);
    } else {
        shimgen_event_put(strings, argument, SHIMGEN_EVENT_ADDRESS, &address, size);
    }
    return true;
}

/* Those of an array up to its NULL. */
static __attribute__((cold, noinline)) void shimgen_event_array(struct shimgen_event_strings *strings,
                                                                unsigned argument, const char *const *array)
{
    if (strings->room < sizeof(struct shimgen_event_block) || array == NULL ||
        !shimgen_trace_readable(array, sizeof *array)) {
        return;
    }
    for (size_t i = 0; i < SHIMGEN_EVENT_STRINGS_MAX; i++) {
        const uintptr_t at = (uintptr_t)(array + i);
        /* An address that is not aligned may be on two pages. */
        if (!shimgen_event_is_there(at, &strings->array_page) ||
            !shimgen_event_is_there(at + sizeof *array - 1, &strings->array_page)) {
            break;
        }
        const char *const string = *(const char *const volatile *)(array + i);
        if (string == NULL) {
            shimgen_event_put(strings, argument, SHIMGEN_EVENT_END, NULL, 0);
            return;
        }
        if (!shimgen_event_element(strings, argument, string)) {
            break;
        }
    }
    shimgen_event_put(strings, argument, SHIMGEN_EVENT_AND_SO_ON, NULL, 0);
}

/* The strings that follow the first one of execl(3), up to the NULL; with `environment`, the pointer behind it. */
static __attribute__((cold, noinline)) void shimgen_event_rest(struct shimgen_event_strings *strings, unsigned at,
                                                               const char *first, bool environment,
                                                               struct shimgen_trace_list *list)
{
    const char *string = first;
    if (strings->room < sizeof(struct shimgen_event_block)) {
        return;
    }
    for (size_t i = 0; string != NULL; i++) {
        string = va_arg(list->arguments, const char *);
        if (string != NULL && (i == SHIMGEN_EVENT_STRINGS_MAX || !shimgen_event_element(strings, at, string))) {
            shimgen_event_put(strings, at, SHIMGEN_EVENT_AND_SO_ON, NULL, 0);
            return;
        }
    }
    if (first != NULL) {
        shimgen_event_put(strings, at, SHIMGEN_EVENT_END, NULL, 0);
    }
    const uint64_t after = environment ? (uintptr_t)va_arg(list->arguments, const void *) : 0;
    if (environment && strings->room >= sizeof(struct shimgen_event_block) + sizeof after) {
        shimgen_event_put(strings, at, SHIMGEN_EVENT_ADDRESS, &after, sizeof after);
    }
}

/* Whether strings follow a call's arguments. */
static inline bool shimgen_event_has_rest(const struct shimgen_trace_call *call, unsigned count)
{
    return count > 0 && (call->tail == SHIMGEN_TAIL_STRINGS || call->tail == SHIMGEN_TAIL_ENVIRONMENT);
}

/* All that a call has of them. */
static __attribute__((cold, noinline)) void shimgen_event_all_strings(struct shimgen_event_strings *strings,
                                                                      const struct shimgen_trace_call *call,
                                                                      const union shimgen_trace_value *values,
                                                                      unsigned count, struct shimgen_trace_list *list)
{
    struct shimgen_trace_list rest;
    strings->size = 0;
    strings->array_page = 1; /* no page */
    strings->string_page = 1;
    for (unsigned i = 0; i < count; i++) {
        if (shimgen_trace_arguments_of(call)[i].form == SHIMGEN_FORM_STRINGS) {
            shimgen_event_array(strings, i, values[i].pointer);
        }
    }
    if (shimgen_event_has_rest(call, count)) {
        va_copy(rest.arguments, list->arguments);
        shimgen_event_rest(strings, count, values[count - 1].pointer, call->tail == SHIMGEN_TAIL_ENVIRONMENT, &rest);
        va_end(rest.arguments);
    }
}

/* An event -------------------------------------------------------------------------------------------------------- */

static __attribute__((cold, noinline)) unsigned long long
shimgen_event_result(struct shimgen_event *event, struct shimgen_trace_result form,
                     const union shimgen_trace_value *result)
{
    switch ((enum shimgen_trace_outcome)form.outcome) {
    case SHIMGEN_OUTCOME_TEXT:
    case SHIMGEN_OUTCOME_STRING:
        shimgen_event_string(event, SHIMGEN_EVENT_RESULT, result->pointer, SHIMGEN_TRACE_STRING_MAX);
        return (uintptr_t)result->pointer;
    case SHIMGEN_OUTCOME_STRUCTURE: {
        const struct shimgen_trace_structure *structure = &shimgen_structures[form.table];
        const size_t there = shimgen_trace_returned_size(structure, result->pointer);
        if (there > 0) {
            event->left = LLONG_MAX;
            shimgen_event_structures(event, SHIMGEN_EVENT_RESULT, result->pointer, there, 1, false, structure);
        }
        return (uintptr_t)result->pointer;
    }
    case SHIMGEN_OUTCOME_POINTER:
    case SHIMGEN_OUTCOME_PLACE:
    case SHIMGEN_OUTCOME_HANDLER:
    case SHIMGEN_OUTCOME_ADDRESS:
        return (uintptr_t)result->pointer;
    case SHIMGEN_OUTCOME_EXTENDED:
        shimgen_event_add(event, SHIMGEN_EVENT_RESULT, SHIMGEN_EVENT_WHOLE, &result->extended,
                          sizeof result->extended);
        return 0;
    case SHIMGEN_OUTCOME_BINARY128:
        shimgen_event_add(event, SHIMGEN_EVENT_RESULT, SHIMGEN_EVENT_WHOLE, result->pointer, 16);
        return 0;
    case SHIMGEN_OUTCOME_VOID:
    case SHIMGEN_OUTCOME_OPAQUE:
        return 0;
    default:
        return (unsigned long long)result->number; /* of a double: its bits, which are in the same place */
    }
}

/*
 * What an event says of a call, besides its arguments. The two times are apart, since a compiler would read them as one
 * of 16 bytes otherwise: a processor waits for that until both have been written to its cache.
 */
struct shimgen_event_facts {
    unsigned long long began;
    const union shimgen_trace_value *result; /* NULL: the call has not returned */
    unsigned long long ended;
    struct shimgen_trace_result form;
    int error; /* the errno that it has set; 0: none, or not known */
};

/* Whether the call did what it was asked. */
static inline bool shimgen_event_succeeded(const struct shimgen_event_facts *facts)
{
    return facts->result != NULL && shimgen_trace_tells_by_errno(facts->form) &&
           shimgen_trace_succeeded(facts->form.outcome, facts->result) && !shimgen_sys_is_restricted();
}

/* Whether a string is in a buffer that the call has written, so that it may be another one by now: readlink(path, path, size). */
static __attribute__((cold, noinline)) bool shimgen_event_is_overwritten(const struct shimgen_trace_call *call,
                                                                         const union shimgen_trace_value *values,
                                                                         unsigned count, uintptr_t string)
{
    for (unsigned i = 0; i < count; i++) {
        const struct shimgen_trace_argument *argument = &shimgen_trace_arguments_of(call)[i];
        if (argument->form == SHIMGEN_FORM_COUNTED &&
            string - (uintptr_t)values[i].pointer < (unsigned long long)values[argument->length].number) {
            return true;
        }
    }
    return false;
}

/* What it says of memory that a call has ended as it has. Of several paths an error does not tell which: rename(2). */
static __attribute__((cold, noinline)) void shimgen_event_know(struct shimgen_event *event,
                                                               const struct shimgen_trace_call *call,
                                                               const union shimgen_trace_value *values, unsigned count,
                                                               const struct shimgen_event_facts *facts)
{
    const bool succeeded = shimgen_event_succeeded(facts);
    unsigned paths = 0;
    event->memory = succeeded && call->touches == SHIMGEN_TOUCHES_ALL;
    event->paths = succeeded && call->touches != SHIMGEN_TOUCHES_NOTHING;
    for (unsigned i = 0; i < count; i++) {
        if (shimgen_trace_arguments_of(call)[i].form == SHIMGEN_FORM_PATH) {
            paths++;
            event->paths = event->paths &&
                           !shimgen_event_is_overwritten(call, values, count, (uintptr_t)values[i].pointer);
        }
    }
    event->path_tells = paths == 1 && call->touches != SHIMGEN_TOUCHES_NOTHING;
}

/* Fills in the fixed part, but for its size. */
static inline void shimgen_event_fill(struct shimgen_pool_event *written, const struct shimgen_trace_call *call,
                                      const struct shimgen_event_facts *facts, unsigned count,
                                      unsigned long long result)
{
    written->function = shimgen_trace_id(call);
    written->began = facts->began;
    written->ended = facts->ended;
    written->result = result;
    written->error = facts->error;
    written->count = (unsigned char)count;
    written->before = facts->result == NULL;
}

/* Bytes of an event behind its fixed part, without its arrays of strings. */
static inline size_t shimgen_event_size(const struct shimgen_event *event)
{
    size_t size = 0;
    for (unsigned i = 0; i < 1 + 2 * event->count; i++) {
        size += event->parts[i].size;
    }
    return size;
}

static inline void shimgen_event_put_parts(struct shimgen_pool_place *place, const struct shimgen_event *event)
{
    for (unsigned i = 0; i < 1 + 2 * event->count; i++) {
        shimgen_pool_put(place, event->parts[i].bytes, event->parts[i].size);
    }
}

/* Writes an event with strings. */
static __attribute__((cold, noinline)) void
shimgen_event_write_strings(const struct shimgen_pool *pool, const struct shimgen_event *event,
                            const struct shimgen_trace_call *call, const union shimgen_trace_value *values,
                            unsigned count, struct shimgen_trace_list *list, const struct shimgen_event_facts *facts,
                            unsigned long long returned)
{
    struct shimgen_event_strings strings;
    struct shimgen_pool_place place;
    const size_t size = shimgen_event_size(event);
    strings.place = NULL;
    strings.room = size < SHIMGEN_POOL_EVENT_MAX ? SHIMGEN_POOL_EVENT_MAX - size : 0;
    shimgen_event_all_strings(&strings, call, values, count, list);
    const size_t all = size + strings.size;
    struct shimgen_pool_event *written = shimgen_pool_open(pool, all, shimgen_pool_slots(all), &place);
    if (written != NULL) {
        shimgen_event_fill(written, call, facts, count, returned);
        shimgen_event_put_parts(&place, event);
        strings.place = &place;
        strings.room = strings.size;
        shimgen_event_all_strings(&strings, call, values, count, list);
        /* If the strings are shorter by now, some slots are empty. */
        written->size = (unsigned)(size + strings.size);
        shimgen_pool_skip(&place, (struct shimgen_pool_slot *)written + shimgen_pool_slots(all));
        shimgen_pool_publish(written, &place);
    }
}

/* Writes the event of a call whose arguments have something behind them. */
static __attribute__((cold, noinline)) void
shimgen_event_write_any(const struct shimgen_pool *pool, const struct shimgen_trace_call *call, unsigned count,
                        struct shimgen_trace_list *list, const struct shimgen_event_facts *facts)
{
    struct shimgen_event event; /* member by member, as everywhere: an initializer may become a call of memset(3) */
    union shimgen_trace_value values[SHIMGEN_TRACE_ARGUMENTS_MAX];
    struct shimgen_pool_place place;
    const union shimgen_trace_value *const result = facts->result;
    if (count > SHIMGEN_TRACE_ARGUMENTS_MAX) {
        count = SHIMGEN_TRACE_ARGUMENTS_MAX;
    }
    event.count = 0;
    event.followed = 0;
    event.depth = 0;
    event.error = facts->error;
    event.data = call->data;
    event.room = SHIMGEN_EVENT_DATA_MAX;
    for (unsigned i = 0; i < count; i++) {
        const struct shimgen_trace_argument *argument = &shimgen_trace_arguments_of(call)[i];
        shimgen_trace_read(&values[i], list, argument);
        const bool is_pointer = argument->form >= SHIMGEN_FORM_POINTER && argument->form < SHIMGEN_FORM_FLOATING;
        event.values[i] = is_pointer ? (uintptr_t)values[i].pointer : (unsigned long long)values[i].number;
    }
    shimgen_event_know(&event, call, values, count, facts);
    bool has_strings = shimgen_event_has_rest(call, count);
    for (unsigned i = 0; i < count; i++) {
        shimgen_event_argument(&event, call, values, i, result);
        has_strings = has_strings || shimgen_trace_arguments_of(call)[i].form == SHIMGEN_FORM_STRINGS;
    }
    const unsigned long long returned = result == NULL ? 0 : shimgen_event_result(&event, facts->form, result);
    event.parts[0].bytes = event.values;
    event.parts[0].size = count * sizeof event.values[0];
    if (has_strings) {
        shimgen_event_write_strings(pool, &event, call, values, count, list, facts, returned);
        return;
    }
    const size_t size = shimgen_event_size(&event);
    struct shimgen_pool_event *written = shimgen_pool_open(pool, size, shimgen_pool_slots(size), &place);
    if (written != NULL) {
        shimgen_event_fill(written, call, facts, count, returned);
        shimgen_event_put_parts(&place, &event);
        shimgen_pool_publish(written, &place);
    }
}

/* Most arguments of a call whose event is written in place. */
#define SHIMGEN_EVENT_USUAL_MAX 8

/*
 * Whether a call is one of those that are written in place: it passes numbers, addresses, and one path at the most, and
 * returns a number or an address. `path` is which one, or SHIMGEN_EVENT_USUAL_MAX.
 */
static inline bool shimgen_event_is_usual(const struct shimgen_trace_call *call, unsigned count,
                                          const struct shimgen_event_facts *facts, unsigned *path)
{
    const struct shimgen_trace_argument *arguments = shimgen_trace_arguments_of(call);
    const unsigned outcome = facts->form.outcome;
    *path = SHIMGEN_EVENT_USUAL_MAX;
    if (facts->result == NULL || count > SHIMGEN_EVENT_USUAL_MAX || outcome > SHIMGEN_OUTCOME_ADDRESS ||
        outcome == SHIMGEN_OUTCOME_STRUCTURE || outcome == SHIMGEN_OUTCOME_TEXT ||
        outcome == SHIMGEN_OUTCOME_STRING || call->tail == SHIMGEN_TAIL_STRINGS ||
        call->tail == SHIMGEN_TAIL_ENVIRONMENT || call->touches == SHIMGEN_TOUCHES_NOTHING) {
        return false;
    }
    for (unsigned i = 0; i < count; i++) {
        if (arguments[i].form > SHIMGEN_FORM_HANDLER) {
            if (arguments[i].form != SHIMGEN_FORM_PATH || *path != SHIMGEN_EVENT_USUAL_MAX) {
                return false;
            }
            *path = i;
        }
    }
    return true;
}

/* Reads numbers and addresses. */
static inline void shimgen_event_read(unsigned long long *values, const struct shimgen_trace_call *call, unsigned count,
                                      struct shimgen_trace_list *list)
{
    const struct shimgen_trace_argument *arguments = shimgen_trace_arguments_of(call);
    for (unsigned i = 0; i < count; i++) {
        values[i] = arguments[i].form >= SHIMGEN_FORM_POINTER
                        ? (uintptr_t)va_arg(list->arguments, const void *)
                        : (unsigned long long)shimgen_trace_read_number(list, &arguments[i]);
    }
}

/*
 * Writes the event of a call, after it, or before it, without a result. Not cold, as what makes lines is, nor does it
 * use what is made for any call: what costs a nanosecond here costs it each time.
 */
static __attribute__((noinline)) void shimgen_event_write(const struct shimgen_pool *pool,
                                                          const struct shimgen_trace_call *call, unsigned count,
                                                          struct shimgen_trace_list *list,
                                                          const struct shimgen_event_facts *facts)
{
    unsigned long long values[SHIMGEN_EVENT_USUAL_MAX];
    struct shimgen_pool_place place;
    struct shimgen_pool_event *written;
    unsigned at;
    if (!shimgen_event_is_usual(call, count, facts, &at)) {
        shimgen_event_write_any(pool, call, count, list, facts);
        return;
    }
    shimgen_event_read(values, call, count, list);
    const unsigned outcome = facts->form.outcome;
    const unsigned long long returned = outcome >= SHIMGEN_OUTCOME_POINTER ? (uintptr_t)facts->result->pointer
                                        : outcome == SHIMGEN_OUTCOME_VOID  ? 0
                                                                           : (unsigned long long)facts->result->number;
    if (at == SHIMGEN_EVENT_USUAL_MAX && count <= sizeof written->bytes / sizeof values[0]) {
        written = shimgen_pool_open(pool, count * sizeof values[0], 1, &place);
        if (written != NULL) {
            shimgen_event_fill(written, call, facts, count, returned);
            for (unsigned i = 0; i < count; i++) {
                shimgen_copy_eight(written->bytes + i * sizeof values[0], (const unsigned char *)&values[i]);
            }
            shimgen_pool_publish(written, &place);
        }
        return;
    }
    const char *path = at == SHIMGEN_EVENT_USUAL_MAX ? NULL : (const char *)(uintptr_t)values[at];
    long length = path == NULL ? -1 : shimgen_event_path_length(path, shimgen_event_succeeded(facts), facts->error);
    struct shimgen_event_block block;
    block.argument = (unsigned char)at;
    block.what = length > SHIMGEN_TRACE_PATH_MAX ? SHIMGEN_EVENT_CUT : SHIMGEN_EVENT_WHOLE;
    length = length > SHIMGEN_TRACE_PATH_MAX ? SHIMGEN_TRACE_PATH_MAX : length;
    block.size = (unsigned short)length;
    const size_t size = count * sizeof values[0] + (length < 0 ? 0 : sizeof block + (size_t)length);
    written = shimgen_pool_open(pool, size, shimgen_pool_slots(size), &place);
    if (written != NULL) {
        shimgen_event_fill(written, call, facts, count, returned);
        shimgen_pool_put(&place, values, count * sizeof values[0]);
        if (length >= 0) {
            shimgen_pool_put(&place, &block, sizeof block);
            shimgen_pool_put(&place, path, (size_t)length);
        }
        shimgen_pool_publish(written, &place);
    }
}

#endif
