/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Row 55: a program checks whether a function exists, and calls it if so. None of its libraries has it; but the shim
 * exports the name, so the check succeeds, and the call has to work. Nothing is loaded for a function that is not
 * called.
 *
 * Shim: next
 * Build: -ldl
 *
 * Breaks when: the library is not loaded: "shimgen: no library of this machine defines cbrt", and 0 as the result;
 * formerly an abort. Under glibc 2.31 with a shim made for 2.34 or later, when only libc is looked at: "the library that
 * had it".
 */
#define _GNU_SOURCE
#include "trap.h"
#include <dlfcn.h>

extern double cbrt(double) __attribute__((weak));
extern double j0(double) __attribute__((weak));
extern int pthread_key_create(unsigned *, void (*)(void *)) __attribute__((weak));
typedef double function(double);

int main(void)
{
    function *volatile weak = cbrt;
    function *volatile passed = j0;
    function *volatile asked = (function *)dlsym(RTLD_DEFAULT, "y1");
#ifdef __GLIBC__
    EXPECT(dlopen("libm.so.6", RTLD_LAZY | RTLD_NOLOAD) == NULL, "libm is not there before it is needed");
#endif
    for (int i = 0; i < 3; i++) {
        errno = 77;
        volatile double result = weak == NULL ? 2 : weak(8); /* without the excess precision of the x87 */
        EXPECT(result == 2, "a weak reference");
        result = passed == NULL ? 1 : passed(0);
        EXPECT(result == 1, "a weak reference, passed through");
        EXPECT(asked == NULL || (asked(1) < -0.78 && asked(1) > -0.79), "what dlsym found");
        EXPECT(errno == 77, "errno");
    }
    int (*volatile key_create)(unsigned *, void (*)(void *)) = pthread_key_create;
    unsigned key;
    EXPECT(key_create == NULL || key_create(&key, NULL) == 0, "the library that had it");
    trap_expect_traced("] cbrt(8) = 2");
    return 0;
}
