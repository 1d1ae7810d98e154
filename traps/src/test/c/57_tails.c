/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Row 57: the last call of a plug-in's function is one of its own function, which has the name of one of libm's. Compilers
 * make a jump of it (sibling calls, gcc(1)), so the call returns to the plug-in's caller, and who has made it cannot be seen.
 *
 * Shim: next
 * Build: -ldl
 * Plug-in: one -O2 -fno-builtin
 * Plug-in: now -O2 -fno-builtin -Wl,-z,now -Wl,-z,relro
 * Plug-in: pointers -O2 -fno-builtin -fno-plt
 * Plug-in: math -O2 -fno-builtin -Wl,--no-as-needed -lm
 *
 * Breaks when: a plug-in's references are not changed to its own function: "y1 of one", because it gets libm's. When they are
 * changed only by a call, not before dlsym: SIGSEGV, or "all at once". When a page that is read-only by now is written to as it
 * is: SIGSEGV, "now" and "pointers".
 */
#define _GNU_SOURCE

#if defined(TRAP_ONE) || defined(TRAP_NOW) || defined(TRAP_POINTERS)

#ifdef TRAP_ONE
#define FACTOR 1
#elif defined(TRAP_NOW)
#define FACTOR 2
#else
#define FACTOR 3
#endif

int own_y1(const char **names, int index) __asm__("y1");
int own_y1(const char **names, int index)
{
    return names[index][0] * FACTOR;
}

int trap_y1(const char **names)
{
    return own_y1(names, 1);
}

#elif defined(TRAP_MATH)

#include <math.h>

double trap_cbrt(double number)
{
    return cbrt(number);
}

double trap_bessel(double number)
{
    return y1(number);
}

#else

#include "trap.h"
#include <dlfcn.h>

static const char *names[] = {"a", "b"};

static void *load(const char *name)
{
    void *plugin = dlopen(name, RTLD_NOW | RTLD_LOCAL);
    EXPECT(plugin != NULL, dlerror());
    return plugin;
}

/* The shim's spec names dlsym; dlvsym is wrapped for this row only. */
static void *(*find)(void *plugin, const char *name);

static void *find_any(void *plugin, const char *name)
{
    return dlsym(plugin, name);
}

/* A library without versions has any; one that links others with versions has not. */
static void *find_version(void *plugin, const char *name)
{
    void *found = dlvsym(plugin, name, "TRAP_1");
    return found != NULL ? found : dlsym(plugin, name);
}

static int y1_of(void *plugin)
{
    return ((int (*)(const char **))find(plugin, "trap_y1"))(names);
}

static double of_math(void *plugin, const char *function, double number)
{
    return ((double (*)(double))find(plugin, function))(number);
}

/* All are loaded before the first is called: from where that call comes cannot be seen, and all references lead to the shim. */
static void all_at_once(void)
{
    void *now = load(TRAP_PLUGIN("now"));
    void *math = load(TRAP_PLUGIN("math"));
    void *one = load(TRAP_PLUGIN("one"));
    void *pointers = load(TRAP_PLUGIN("pointers"));
    EXPECT(of_math(math, "trap_bessel", 1) < -0.78, "libm's y1, of all at once");
    EXPECT(y1_of(pointers) == 'b' * 3 && y1_of(one) == 'b' && y1_of(now) == 'b' * 2, "all at once");
    dlclose(now);
    dlclose(one);
    dlclose(pointers);
    dlclose(math);
}

int main(void)
{
    find = find_version;
    all_at_once();
    find = find_any;
    all_at_once();
    for (int i = 0; i < 2; i++) {
        void *math = load(TRAP_PLUGIN("math"));
        const double root = of_math(math, "trap_cbrt", 8); /* the x87 is more precise than a double */
        EXPECT(root > 1.99 && root < 2.01, "libm's cbrt");
        EXPECT(of_math(math, "trap_bessel", 1) < -0.78, "libm's y1");
        void *one = load(TRAP_PLUGIN("one"));
        EXPECT(y1_of(one) == 'b', "y1 of one");
        EXPECT(of_math(math, "trap_bessel", 1) < -0.78, "libm's y1, when one is there");
        void *now = load(TRAP_PLUGIN("now"));
        EXPECT(y1_of(now) == 'b' * 2, "y1 of now");
        void *pointers = load(TRAP_PLUGIN("pointers"));
        EXPECT(y1_of(pointers) == 'b' * 3, "y1 of pointers");
        for (int j = 0; j < 3; j++) {
            EXPECT(y1_of(one) == 'b' && y1_of(now) == 'b' * 2 && y1_of(pointers) == 'b' * 3, "once more");
            EXPECT(of_math(math, "trap_bessel", 1) < -0.78, "libm's y1, once more");
        }
        dlclose(one);
        EXPECT(y1_of(now) == 'b' * 2 && y1_of(pointers) == 'b' * 3, "when one is gone");
        dlclose(now);
        dlclose(pointers);
        EXPECT(of_math(math, "trap_bessel", 1) < -0.78, "libm's y1, when all are gone");
        dlclose(math);
    }
    if (trap_trace_file() != NULL) {
        EXPECT(trap_count("] y1(1) = -0.78") == trap_count("] y1("), "libm's only");
        EXPECT(trap_count("\"trap_bessel\") = ?") > 0, "dlsym itself is traced");
    }
    return 0;
}

#endif
