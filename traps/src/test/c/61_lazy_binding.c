/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Row 61: none of the shim's own calls is bound lazily. In the first call, the dynamic linker would do the binding on
 * the caller's stack, where it saves all registers that may hold arguments: 2.7 KB with AVX-512, more with AMX. This
 * shows on every processor: the table of addresses for the shim's calls is filled and read-only as soon as the shim is
 * loaded, and the first call takes hardly more of the stack than a later one.
 *
 * Breaks when: the shim is linked without -z now: "a call of the shim's own is not bound yet". Without -z relro: "the
 * shim's table of addresses can be written".
 *
 * Build: -D_GNU_SOURCE -pthread
 */
#include "trap_stack.h"
#include <elf.h>
#include <limits.h>
#include <link.h>

static bool found;

/* The addresses in a dynamic section are absolute with glibc, and relative to the load base with musl. */
static ElfW(Addr) address(const struct dl_phdr_info *object, ElfW(Addr) value)
{
    return value < object->dlpi_addr ? value + object->dlpi_addr : value;
}

static void expect_bound(const struct dl_phdr_info *object, ElfW(Addr) table, size_t size, bool addends)
{
    const size_t step = addends ? sizeof(ElfW(Rela)) : sizeof(ElfW(Rel));
    const ElfW(Addr) low = object->dlpi_addr;
    ElfW(Addr) high = low;
    for (int i = 0; i < object->dlpi_phnum; i++) {
        if (object->dlpi_phdr[i].p_type == PT_LOAD) {
            high = object->dlpi_addr + object->dlpi_phdr[i].p_vaddr + object->dlpi_phdr[i].p_memsz;
        }
    }
    for (size_t at = 0; at < size; at += step) {
        /* r_offset is the first member of both kinds of relocation. */
        const ElfW(Addr) slot = object->dlpi_addr + *(const ElfW(Addr) *)(table + at);
        const ElfW(Addr) target = *(const ElfW(Addr) *)slot;
        EXPECT(target < low || target >= high, "a call of the shim's own is not bound yet");
    }
}

static int look(struct dl_phdr_info *object, size_t size, void *unused)
{
    const char *shim = getenv("TRAP_SHIM");
    const char *end = strrchr(shim, '/');
    const ElfW(Dyn) *dynamic = NULL;
    ElfW(Addr) calls = 0, kind = DT_REL;
    size_t calls_size = 0;
    bool now = false, relro = false;
    (void)size;
    (void)unused;
    if (object->dlpi_name == NULL || strstr(object->dlpi_name, end == NULL ? shim : end) == NULL) {
        return 0;
    }
    found = true;
    for (int i = 0; i < object->dlpi_phnum; i++) {
        const ElfW(Phdr) *part = &object->dlpi_phdr[i];
        if (part->p_type == PT_DYNAMIC) {
            dynamic = (const ElfW(Dyn) *)(object->dlpi_addr + part->p_vaddr);
        } else if (part->p_type == PT_GNU_RELRO) {
            relro = true;
        } else if (part->p_type == PT_GNU_STACK) {
            EXPECT((part->p_flags & PF_X) == 0, "the shim wants an executable stack");
        }
    }
    EXPECT(dynamic != NULL, "the shim's dynamic section");
    for (; dynamic->d_tag != DT_NULL; dynamic++) {
        switch (dynamic->d_tag) {
        case DT_BIND_NOW:
            now = true;
            break;
        case DT_FLAGS:
            now = now || (dynamic->d_un.d_val & DF_BIND_NOW) != 0;
            EXPECT((dynamic->d_un.d_val & DF_TEXTREL) == 0, "the shim's code is changed when it is loaded");
            break;
        case DT_JMPREL:
            calls = address(object, dynamic->d_un.d_ptr);
            break;
        case DT_PLTRELSZ:
            calls_size = dynamic->d_un.d_val;
            break;
        case DT_PLTREL:
            kind = dynamic->d_un.d_val;
            break;
        default:
            break;
        }
    }
    expect_bound(object, calls, calls_size, kind == DT_RELA);
    EXPECT(now, "the shim is not linked with -z now");
    EXPECT(relro, "the shim's table of addresses can be written");
    return 0;
}

static void handler(int signal)
{
    (void)signal;
    EXPECT(access("/bound", F_OK) == -1 && errno == ENOENT, "access in a handler");
}

static void handle(struct trap_stack stack)
{
    const stack_t alternate = {.ss_sp = stack.low, .ss_size = stack.size};
    const struct sigaction action = {.sa_handler = handler, .sa_flags = SA_ONSTACK};
    EXPECT(sigaltstack(&alternate, NULL) == 0 && sigaction(SIGUSR1, &action, NULL) == 0, "sigaltstack");
    raise(SIGUSR1);
}

int main(void)
{
    EXPECT(dl_iterate_phdr(look, NULL) == 0 && found, "the shim is not among what is loaded");
    const struct trap_stack first = trap_stack_new(65536), second = trap_stack_new(65536);
    trap_stack_expect_enough(first, handle, "a first call");
    access("/bound", F_OK);
    trap_stack_expect_enough(second, handle, "a later call");
    EXPECT(trap_stack_used(first) <= trap_stack_used(second) + 1024, "a first call needs more of the stack");
    trap_expect_traced("] access(\"/bound\", F_OK) = -1 ENOENT");
    return 0;
}
