/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Row 55: what dlopen(3) calls is itself a function that only the shim makes exist: here malloc(3) asks for cbrt(3) if there
 * is one, as glibc's libdl does before 2.34 with __pthread_key_create.
 *
 * Shim: next
 *
 * Breaks when: the call inside dlopen loads the library once more: SIGSEGV, the stack is used up. When it is passed to
 * the library that is being loaded: SIGSEGV in libm, whose stack protector is not relocated yet (aarch64). Or when what
 * it was given, a function that fails, is kept: 0 as the result of all later calls.
 */
#define _GNU_SOURCE
#include "trap.h"
#include <stddef.h>

extern double cbrt(double) __attribute__((weak));
typedef double function(double);

static _Alignas(max_align_t) char memory[1 << 24];
static size_t used;
static volatile int asking;
static volatile int asked;

void *malloc(size_t size)
{
    function *volatile weak = cbrt;
    if (asking && weak != NULL) {
        asked++;
        weak(1);
    }
    const size_t unit = _Alignof(max_align_t);
    size_t *header = (size_t *)(memory + used);
    used += unit + (size + unit - 1) / unit * unit;
    if (used > sizeof memory) {
        abort();
    }
    *header = size;
    return (char *)header + unit;
}

void free(void *pointer)
{
    (void)pointer;
}

void *calloc(size_t count, size_t size)
{
    return malloc(count * size); /* the memory has never been used */
}

void *realloc(void *pointer, size_t size)
{
    char *grown = malloc(size);
    if (pointer != NULL) {
        const size_t old = *(size_t *)((char *)pointer - _Alignof(max_align_t));
        memcpy(grown, pointer, old < size ? old : size);
    }
    return grown;
}

int main(void)
{
    function *volatile weak = cbrt;
    asking = 1;
    for (int i = 0; i < 3; i++) {
        volatile double result = weak == NULL ? 2 : weak(8);
        EXPECT(result == 2, "a weak reference");
    }
    asking = 0;
#ifdef __GLIBC__
    EXPECT(weak == NULL || asked != 0, "dlopen allocates nothing, so nothing was tried");
#endif
    trap_expect_traced("] cbrt(8) = 2");
    return 0;
}
