/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Row 1: calls before the shim's constructor. An ELF preinit function runs before the constructors of all libraries, so
 * it is the earliest code of a program that can call anything.
 *
 * Breaks when: only the constructor reads the setting: the early call is missing in the trace. When the constructor
 * looks up the functions, instead of the first call: SIGSEGV, a call of address 0.
 */
#include "trap.h"

static int early_result = -2;

static void early(void)
{
    early_result = access("/early", F_OK);
}

__attribute__((section(".preinit_array"), used)) static void (*const preinit)(void) = early;

int main(void)
{
    EXPECT(early_result == -1, "access() before every constructor must work");
    trap_expect_traced("access(\"/early\", F_OK) = -1 ENOENT (No such file or directory)");
    return 0;
}
