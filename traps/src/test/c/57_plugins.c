/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Row 57: plug-ins that are loaded with RTLD_LOCAL have functions with the same name, which is also the name of one of
 * libm's. Each plug-in gets its own function, or its library's, and a plug-in that links libm gets libm's.
 *
 * Shim: next
 * Build: -ldl
 * Plug-in: one
 * Plug-in: two
 * Plug-in: outer PLUGIN(two)
 * Plug-in: math -Wl,--no-as-needed -lm
 *
 * Breaks when: the first definition in the list is taken for all callers: "two's own", because it gets one's. When the
 * scope of the caller's library is left out: "of the library that it needs".
 */
#define _GNU_SOURCE

#if defined(TRAP_ONE) || defined(TRAP_TWO)

#ifdef TRAP_ONE
#define FACTOR 1
#else
#define FACTOR 2
#endif

int own_log(int level, const char *format, ...) __asm__("log");
int own_log(int level, const char *format, ...)
{
    return level * FACTOR + (format[0] == '%');
}

int own_y1(int number, int other) __asm__("y1");
int own_y1(int number, int other)
{
    return (number + other) * FACTOR;
}

double own_j0(double a, double b) __asm__("j0");
double own_j0(double a, double b)
{
    return (a + b) * FACTOR;
}

/*
 * Not the last call of its function: that would become a jump, and the caller would not be known (sibling calls,
 * gcc(1)).
 */
int trap_right(void)
{
    int right = own_log(20, "%s", "text") == 20 * FACTOR + 1;
    right += own_y1(20, 22) == 42 * FACTOR;
    right += own_j0(1.5, 2.5) == 4 * FACTOR;
    return right == 3;
}

#elif defined(TRAP_OUTER)

int log_of_two(int level, const char *format, ...) __asm__("log");

int trap_right(void)
{
    return log_of_two(7, "no format") == 14 ? 1 : 0;
}

#elif defined(TRAP_MATH)

#include <math.h>

int trap_right(void)
{
    volatile double one = 1;
    volatile double root = cbrt(one); /* without the excess precision of the x87 */
    volatile double bessel = j0(one - 1);
    return log(one) == 0 && y1(one) < -0.78 && root == 1 && bessel == 1;
}

#else

#include "trap.h"
#include <dlfcn.h>

static void *load(const char *name)
{
    void *plugin = dlopen(name, RTLD_NOW | RTLD_LOCAL);
    EXPECT(plugin != NULL, dlerror());
    return plugin;
}

static int right(void *plugin)
{
    return ((int (*)(void))dlsym(plugin, "trap_right"))();
}

int main(void)
{
    for (int i = 0; i < 2; i++) {
        void *one = load(TRAP_PLUGIN("one"));
        void *outer = load(TRAP_PLUGIN("outer"));
        void *two = load(TRAP_PLUGIN("two"));
        void *math = load(TRAP_PLUGIN("math"));
        for (int j = 0; j < 2; j++) {
            EXPECT(right(one), "one's own");
            EXPECT(right(two), "two's own");
            EXPECT(right(outer), "of the library that it needs");
            EXPECT(right(math), "libm's");
        }
        dlclose(one);
        EXPECT(right(two) && right(outer) && right(math), "the others, when one is gone");
        dlclose(two);
        dlclose(outer);
        EXPECT(right(math), "the last");
        dlclose(math);
    }
    trap_expect_traced("] cbrt(1) = 1");
    if (trap_trace_file() != NULL) {
        EXPECT(trap_count("] log(1) = 0") == trap_count("] log("), "libm's only");
    }
    return 0;
}

#endif
