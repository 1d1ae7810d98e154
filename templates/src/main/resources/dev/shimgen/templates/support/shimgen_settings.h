/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * shimgen_settings.h: what the environment says to a shim, and what a shim says about it.
 */
#ifndef SHIMGEN_SETTINGS_H
#define SHIMGEN_SETTINGS_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/auxv.h>

#include "shimgen_next.h"
#include "shimgen_sys.h"

extern char **environ;

/*
 * As secure_getenv(3): a program with more rights than its caller must not write where its caller says. getauxval(3) is
 * called by the address of the next definition, in case the shim wraps it.
 */
static bool shimgen_settings_are_secure(void)
{
    static shimgen_symbol_cache cache;
    shimgen_function *next = shimgen_symbol_next(&cache, "getauxval", NULL, "libc.so.6", SHIMGEN_ABSENT_ZERO);
    return ((__typeof__(getauxval) *)next)(AT_SECURE) != 0;
}

/*
 * The environment. glibc sets `environ` in its own constructor, which runs after the program's preinit functions (ELF
 * gABI, DT_PREINIT_ARRAY). Until then the strings are read from where the kernel put them: after argc, the arguments
 * and a null pointer, on the stack of the program's start (System V ABI, "Process Initialization").
 */
static char **shimgen_settings_environment(void)
{
#ifdef __GLIBC__
    extern void *__libc_stack_end __attribute__((weak));
    if (environ == NULL && &__libc_stack_end != NULL && __libc_stack_end != NULL) {
        const long count = *(const long *)__libc_stack_end;
        char **arguments = (char **)__libc_stack_end + 1;
        return count > 0 && arguments[count] == NULL ? arguments + count + 1 : NULL;
    }
#endif
    return environ;
}

/* The value of a variable, NULL if it is empty or not there. `name` ends in "=". Not getenv(3), which may be wrapped. */
static const char *shimgen_settings_value(char **environment, const char *variable)
{
    for (char **entry = environment; *entry != NULL; entry++) {
        const volatile char *at = *entry;
        const volatile char *name = variable;
        while (*name != '\0' && *at == *name) {
            at++;
            name++;
        }
        if (*name == '\0') {
            return *at == '\0' ? NULL : (const char *)at;
        }
    }
    return NULL;
}

/* Prints a message about a setting to descriptor 2. */
static void shimgen_settings_say(const char *message)
{
    size_t length = 0;
    while (((const volatile char *)message)[length] != '\0') {
        length++;
    }
    shimgen_sys_if_allowed(SYS_write, 2, (long)message, (long)length, 0, 0);
}

#endif
