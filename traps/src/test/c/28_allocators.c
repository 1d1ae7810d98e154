/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Row 28: allocation is wrapped from its first call on, whichever allocator is used: libc's, jemalloc or tcmalloc,
 * before or after the shim, or one in the program itself.
 *
 * Shim: early
 *
 * Breaks when: the next malloc is looked up by the shim's constructor: a call of address 0 before main, SIGSEGV.
 */
#define _GNU_SOURCE
#include "trap.h"
#include <malloc.h>
#include <stdint.h>

static void *early_block;
static char early_text[8];

/* Runs before every constructor (ELF gABI, DT_PREINIT_ARRAY). */
static void early(void)
{
    early_block = malloc(100);
    if (early_block != NULL) {
        memcpy(early_block, "early", 6);
        memcpy(early_text, early_block, 6);
    }
}

__attribute__((section(".preinit_array"), used)) static void (*const preinit)(void) = early;

static void use(void)
{
    EXPECT(early_block != NULL && strcmp(early_text, "early") == 0, "malloc before every constructor");
    void *volatile aligned = NULL;
    EXPECT(posix_memalign((void **)&aligned, 4096, 10) == 0 && (uintptr_t)aligned % 4096 == 0, "posix_memalign");
    free(aligned);
    aligned = memalign(256, 10);
    EXPECT(aligned != NULL && (uintptr_t)aligned % 256 == 0, "memalign");
    free(aligned);
    aligned = aligned_alloc(64, 128);
    EXPECT(aligned != NULL && (uintptr_t)aligned % 64 == 0 && malloc_usable_size(aligned) >= 128, "aligned_alloc");
    free(aligned);
    char *volatile cleared = calloc(3, 5);
    EXPECT(cleared != NULL && cleared[14] == 0, "calloc");
    cleared = realloc(cleared, 5000);
    EXPECT(cleared != NULL && cleared[14] == 0, "realloc");
    cleared = reallocarray(cleared, 100, 100);
    EXPECT(cleared != NULL && cleared[14] == 0, "reallocarray");
    free(cleared);
    free(early_block);
    free(NULL);
}

static void run_with(const char *before, const char *after)
{
    char preload[4096];
    snprintf(preload, sizeof preload, "%s %s %s", before, getenv("TRAP_SHIM"), after);
    setenv("LD_PRELOAD", preload, 1);
    const int status = trap_again("again", NULL);
    EXPECT(WIFEXITED(status) && WEXITSTATUS(status) == 0, preload);
    if (access("/usr/bin/python3", X_OK) == 0) {
        EXPECT(system("python3 -c 1") == 0, preload);
    }
    setenv("LD_PRELOAD", getenv("TRAP_SHIM"), 1);
}

int main(int argc, char **argv)
{
    (void)argv;
    use();
    if (argc > 1) {
        return 0;
    }
    const char *allocators[] = {
        "/usr/lib/x86_64-linux-gnu/libjemalloc.so.2",
        "/usr/lib/x86_64-linux-gnu/libtcmalloc_minimal.so.4",
    };
    for (int i = 0; i < 2; i++) {
        if (access(allocators[i], R_OK) == 0) {
            run_with("", allocators[i]);
            run_with(allocators[i], "");
        }
    }
    /* An allocator linked into the program: its calls do not reach the shim, which wraps libc's. */
    if (access("/usr/lib/x86_64-linux-gnu/libjemalloc.a", R_OK) == 0 && access("/usr/bin/cc", X_OK) == 0) {
        EXPECT(system("printf '#include <stdlib.h>\nint main(void) { char *a = calloc(10, 10); a = realloc(a, 99999); "
                      "free(a); return a == 0; }' > own.c && LD_PRELOAD= cc -O0 own.c -o own "
                      "/usr/lib/x86_64-linux-gnu/libjemalloc.a -lpthread -lm -ldl -lstdc++ && ./own") == 0,
               "a program that is linked to jemalloc");
    }
    trap_expect_traced("] malloc(100) = 0x");
    return 0;
}
