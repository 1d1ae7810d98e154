/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * shimgen_valgrind.h: tells valgrind to ignore what is done for a trace line.
 *
 * A trace looks at what the program passes; that may be memory which was never written, or an argument that was not
 * passed. memcheck would report that, although the program alone causes no such report. A client request to valgrind is
 * a few instructions that do nothing on a real processor (valgrind manual, "The Client Request mechanism"; the
 * sequences and numbers are those of <valgrind/valgrind.h>, and never change).
 */
#ifndef SHIMGEN_VALGRIND_H
#define SHIMGEN_VALGRIND_H

#include <stdbool.h>

#include "shimgen_machine.h"

#define SHIMGEN_VALGRIND_IS_RUNNING 0x1001 /* RUNNING_ON_VALGRIND */
#define SHIMGEN_VALGRIND_DISABLE 0x1801    /* VALGRIND_DISABLE_ERROR_REPORTING, with 1; -1 takes it back */

/* Returns valgrind's answer; 0 if the program does not run under it. */
static inline long shimgen_valgrind_request(long request, long argument)
{
    long words[6]; /* one by one: of an initializer a compiler may make a call of memset(3) */
    words[0] = request;
    words[1] = argument;
    words[2] = 0;
    words[3] = 0;
    words[4] = 0;
    words[5] = 0;
    return shimgen_machine_valgrind(words);
}

static inline bool shimgen_valgrind_is_running(void)
{
    return shimgen_valgrind_request(SHIMGEN_VALGRIND_IS_RUNNING, 0) != 0;
}

/* Between this call and the next function's, errors of this thread are not reported. */
static inline void shimgen_valgrind_look_away(void)
{
    shimgen_valgrind_request(SHIMGEN_VALGRIND_DISABLE, 1);
}

static inline void shimgen_valgrind_look_again(void)
{
    shimgen_valgrind_request(SHIMGEN_VALGRIND_DISABLE, -1);
}

#endif
