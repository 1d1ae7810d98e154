/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * shimgen_valgrind.h: says to valgrind that a line is no work of the program.
 *
 * A trace looks at what the program passes, and that may be memory which was never written, or an argument that is not
 * there. memcheck would report that, and the program alone gives no such report. A client request of valgrind's is a few
 * instructions that do nothing on a processor (valgrind manual, "The Client Request mechanism"; the sequences and numbers
 * are those of <valgrind/valgrind.h>, and are for ever).
 */
#ifndef SHIMGEN_VALGRIND_H
#define SHIMGEN_VALGRIND_H

#include <stdbool.h>

#define SHIMGEN_VALGRIND_IS_RUNNING 0x1001 /* RUNNING_ON_VALGRIND */
#define SHIMGEN_VALGRIND_DISABLE 0x1801    /* VALGRIND_DISABLE_ERROR_REPORTING, with 1; -1 takes it back */

/* What valgrind answers; 0 where the program does not run under it. */
static inline long shimgen_valgrind_request(long request, long argument)
{
    long words[6]; /* one by one: of an initializer a compiler may make a call of memset(3) */
    long answer = 0;
    words[0] = request;
    words[1] = argument;
    words[2] = 0;
    words[3] = 0;
    words[4] = 0;
    words[5] = 0;
#if defined(__x86_64__) && defined(__LP64__)
    __asm__ volatile("rolq $3, %%rdi\n\trolq $13, %%rdi\n\trolq $61, %%rdi\n\trolq $51, %%rdi\n\t"
                     "xchgq %%rbx, %%rbx"
                     : "+d"(answer)
                     : "a"(words)
                     : "cc", "memory");
#elif defined(__i386__)
    __asm__ volatile("roll $3, %%edi\n\troll $13, %%edi\n\troll $29, %%edi\n\troll $19, %%edi\n\t"
                     "xchgl %%ebx, %%ebx"
                     : "+d"(answer)
                     : "a"(words)
                     : "cc", "memory");
#elif defined(__aarch64__)
    register const long *x4 __asm__("x4") = words;
    register long x3 __asm__("x3") = answer;
    __asm__ volatile("ror x12, x12, #3\n\tror x12, x12, #13\n\tror x12, x12, #51\n\tror x12, x12, #61\n\t"
                     "orr x10, x10, x10"
                     : "+r"(x3)
                     : "r"(x4)
                     : "cc", "memory");
    answer = x3;
#else
    (void)words;
#endif
    return answer;
}

static inline bool shimgen_valgrind_is_running(void)
{
    return shimgen_valgrind_request(SHIMGEN_VALGRIND_IS_RUNNING, 0) != 0;
}

/* Between these two, errors of this thread are not reported. */
static inline void shimgen_valgrind_look_away(void)
{
    shimgen_valgrind_request(SHIMGEN_VALGRIND_DISABLE, 1);
}

static inline void shimgen_valgrind_look_again(void)
{
    shimgen_valgrind_request(SHIMGEN_VALGRIND_DISABLE, -1);
}

#endif
