/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Row 15: results and arguments that are not in one integer register.
 *
 * Shim: peculiar
 * Build: -lm
 *
 * Breaks when: the wrapper's result is a long: results in st(0), or in xmm0 and xmm1, are overwritten while the line is
 * printed.
 */
#define _GNU_SOURCE
#include "trap.h"
#include <complex.h>
#include <fenv.h>
#include <math.h>

int main(void)
{
    char *end = NULL;
    const char *text = "1.25e4000 rest";
    feclearexcept(FE_ALL_EXCEPT);
    EXPECT(strtold(text, &end) == 1.25e4000L && end == text + 9, "strtold");
    EXPECT(strtold("-2.5", NULL) == -2.5L, "strtold without end");
    EXPECT((fetestexcept(FE_ALL_EXCEPT) & ~FE_INEXACT) == 0, "printing a number raises no floating-point exception");
    const div_t small = div(17, 5);
    EXPECT(small.quot == 3 && small.rem == 2, "div, a struct in one register");
    const long numer = 1L << (8 * sizeof(long) - 24); /* more than an int, where long is more */
    const ldiv_t large = ldiv(numer, 3);
    EXPECT(large.quot == numer / 3 && large.rem == 1, "ldiv, a struct in two registers");
    const double complex z = cexp(I * M_PI);
    EXPECT(fabs(creal(z) + 1) < 1e-12 && fabs(cimag(z)) < 1e-12, "cexp");
    volatile long double complex one = 1.0L; /* of a constant the compiler knows the result */
    const long double complex w = cexpl(one);
    EXPECT(fabsl(creall(w) - M_El) < 1e-15L && cimagl(w) == 0, "cexpl");
    volatile double number = 2.25;
    EXPECT((double)sqrtf128(number) == 1.5, "sqrtf128");
    trap_expect_traced("] strtold(\"1.25e4000 rest\", 0x");
    trap_expect_traced(") = 1.25e+4000 <");
    trap_expect_traced("] strtold(\"-2.5\", NULL) = -2.5 <");
    trap_expect_traced("] sqrtf128(2.25) = 1.5 <");
    trap_expect_traced("] cexpl({...}) = {...} <");
    return 0;
}
