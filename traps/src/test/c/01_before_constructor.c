/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Row 1: calls before the shim's constructor. An ELF preinit function runs before the constructor of any library, so
 * it is the earliest that a program can call.
 *
 * Breaks when: the sink is only read by the constructor: the early call is missing in the trace. With the look-up in
 * the constructor instead of at first use: SIGSEGV, a call of address 0.
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
