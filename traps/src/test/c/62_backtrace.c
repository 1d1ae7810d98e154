/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Row 62: backtrace walks the stack from its caller's frame on.
 *
 * Shim: peculiar
 *
 * Breaks when: its wrapper is a function that calls backtrace: with tracing on, the first frame is in the shim.
 */
#define _GNU_SOURCE
#include "trap.h"
#include <dlfcn.h>
#include <execinfo.h>

static __attribute__((noinline)) int first_frame_is_here(void)
{
    void *frames[32];
    const int count = backtrace(frames, 32);
    Dl_info here, first;
    EXPECT(count > 1, "frames");
    EXPECT(dladdr(frames[0], &first) != 0 && dladdr((void *)first_frame_is_here, &here) != 0, "dladdr");
    EXPECT(strcmp(first.dli_fname, here.dli_fname) == 0, first.dli_fname);
    const char *at = frames[0];
    return at > (const char *)first_frame_is_here && at < (const char *)first_frame_is_here + 512;
}

int main(void)
{
    /* The first call loads the unwinder. */
    EXPECT(first_frame_is_here() && first_frame_is_here(), "the first frame is the caller's");
    trap_expect_traced("] backtrace(");
    return 0;
}
