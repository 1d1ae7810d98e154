/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * shimgen_copy.h: copies bytes without a call of a function, which may be what is being traced.
 */
#ifndef SHIMGEN_COPY_H
#define SHIMGEN_COPY_H

#include <stddef.h>

/* What is being copied: a table of this library, or part of an event. */
struct shimgen_part {
    const void *bytes;
    size_t size;
};

/* Eight bytes anywhere in memory, of any type. */
struct __attribute__((packed, may_alias)) shimgen_eight {
    unsigned long long bytes;
};

struct __attribute__((packed, may_alias)) shimgen_four {
    unsigned bytes;
};

/* Sixteen, which are one register on most machines. */
typedef unsigned long long shimgen_two_eights __attribute__((vector_size(16)));

struct __attribute__((packed, may_alias)) shimgen_sixteen {
    shimgen_two_eights bytes;
};

static inline void shimgen_copy_sixteen(unsigned char *to, const unsigned char *from)
{
    ((volatile struct shimgen_sixteen *)to)->bytes = ((const volatile struct shimgen_sixteen *)from)->bytes;
}

static inline void shimgen_copy_eight(unsigned char *to, const unsigned char *from)
{
    ((volatile struct shimgen_eight *)to)->bytes = ((const volatile struct shimgen_eight *)from)->bytes;
}

static inline void shimgen_copy_four(unsigned char *to, const unsigned char *from)
{
    ((volatile struct shimgen_four *)to)->bytes = ((const volatile struct shimgen_four *)from)->bytes;
}

/*
 * Copies bytes, sixteen at a time, the last ones so that they end where all ends, and some of them a second time: one
 * by one, a path of 60 bytes takes as long as the rest of its event, and an exec(2) waits for the tables. Volatile, or
 * the compiler would make a call of memcpy(3) of it, which may be what is being traced.
 */
static inline void shimgen_copy(unsigned char *to, const unsigned char *from, size_t size)
{
    if (size >= 16) {
        const size_t last = size - 16;
        for (size_t done = 0; done < last; done += 16) {
            shimgen_copy_sixteen(to + done, from + done);
        }
        shimgen_copy_sixteen(to + last, from + last);
    } else if (size >= 8) {
        shimgen_copy_eight(to, from);
        shimgen_copy_eight(to + size - 8, from + size - 8);
    } else if (size >= 4) {
        shimgen_copy_four(to, from);
        shimgen_copy_four(to + size - 4, from + size - 4);
    } else {
        for (size_t done = 0; done < size; done++) {
            ((volatile unsigned char *)to)[done] = ((const volatile unsigned char *)from)[done];
        }
    }
}

/* Copies a path behind what is there already, and returns the new length; 0 if there is no room for all of it. */
static size_t shimgen_copy_path(char *to, size_t length, size_t size, const char *from)
{
    const volatile char *at = from;
    for (; length < size; length++, at++) {
        ((volatile char *)to)[length] = *at;
        if (*at == '\0') {
            return length;
        }
    }
    return 0;
}

#endif
