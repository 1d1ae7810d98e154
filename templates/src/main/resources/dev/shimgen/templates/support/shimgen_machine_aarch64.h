/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * shimgen_machine_aarch64.h: the 64 bits of Arm (AAPCS64, SYSVABI64).
 */
#ifndef SHIMGEN_MACHINE_AARCH64_H
#define SHIMGEN_MACHINE_AARCH64_H

#include <stddef.h>
#include <sys/auxv.h>
#include <sys/syscall.h>

static inline long shimgen_sys(long number, long a, long b, long c, long d, long e)
{
    register long x8 __asm__("x8") = number;
    register long x0 __asm__("x0") = a;
    register long x1 __asm__("x1") = b;
    register long x2 __asm__("x2") = c;
    register long x3 __asm__("x3") = d;
    register long x4 __asm__("x4") = e;
    __asm__ volatile("svc #0" : "+r"(x0) : "r"(x8), "r"(x1), "r"(x2), "r"(x3), "r"(x4) : "memory");
    return x0;
}

static inline long shimgen_sys_mmap(size_t size, int protection, int flags, int descriptor, size_t offset)
{
    register long x8 __asm__("x8") = SYS_mmap;
    register long x0 __asm__("x0") = 0;
    register long x1 __asm__("x1") = (long)size;
    register long x2 __asm__("x2") = protection;
    register long x3 __asm__("x3") = flags;
    register long x4 __asm__("x4") = descriptor;
    register long x5 __asm__("x5") = (long)offset;
    __asm__ volatile("svc #0" : "+r"(x0) : "r"(x8), "r"(x1), "r"(x2), "r"(x3), "r"(x4), "r"(x5) : "memory");
    return x0;
}

/* What tells threads apart: the thread pointer. */
static inline const void *shimgen_machine_thread(void)
{
    const void *thread;
    __asm__("mrs %0, tpidr_el0" : "=r"(thread));
    return thread;
}

/*
 * The resolver of an ifunc (STT_GNU_IFUNC) takes the hardware capabilities of the auxiliary vector (getauxval(3)), with
 * a bit set that says that there is a second argument, which has all of them: glibc's <sys/ifunc.h>, SYSVABI64 "GNU C
 * Library IFUNC interface".
 */
#define SHIMGEN_MACHINE_CHOOSES 1

static inline shimgen_function *shimgen_machine_choose(unsigned long resolver, shimgen_function *(*find)(const char *))
{
    struct {
        unsigned long size;
        unsigned long hwcap;
        unsigned long hwcap2;
    } capabilities = {sizeof capabilities, 0, 0};
    /*
     * This is no ifunc itself, so there is no recursion; for these two values it only reads variables and leaves
     * errno alone.
     */
    unsigned long (*getauxval)(unsigned long) = (unsigned long (*)(unsigned long))find("getauxval");
    if (getauxval != NULL) {
        capabilities.hwcap = getauxval(AT_HWCAP);
        capabilities.hwcap2 = getauxval(AT_HWCAP2);
    }
    return ((shimgen_function * (*)(unsigned long, const void *)) resolver)(capabilities.hwcap | 1UL << 62, &capabilities);
}

/* The counter of the Generic Timer, which is the same on all processors (Arm ARM, CNTVCT_EL0). */
#define SHIMGEN_MACHINE_COUNTS 1

static inline unsigned long long shimgen_machine_counter(void)
{
    unsigned long long counter;
    __asm__ volatile("mrs %0, cntvct_el0" : "=r"(counter));
    return counter;
}

/* A client request to valgrind: shimgen_valgrind.h. */
static inline long shimgen_machine_valgrind(const long *words)
{
    register const long *x4 __asm__("x4") = words;
    register long x3 __asm__("x3") = 0;
    __asm__ volatile("ror x12, x12, #3\n\tror x12, x12, #13\n\tror x12, x12, #51\n\tror x12, x12, #61\n\t"
                     "orr x10, x10, x10"
                     : "+r"(x3)
                     : "r"(x4)
                     : "cc", "memory");
    return x3;
}

/* Wrappers can jump: shimgen_jump.h. */
#define SHIMGEN_CAN_JUMP 1

/* The save areas of AAPCS64, appendix B: x0 to x7, q0 to q7; then other registers to keep. */
struct shimgen_jump_frame {
    unsigned long general[8];
    unsigned char vector[8][16];
    unsigned long x8; /* where a large result goes */
    unsigned long unused;
};

/* The va_list of the same appendix: offsets are negative, counted from the end of each area. */
struct __attribute__((may_alias)) shimgen_jump_list {
    void *stack;
    void *general_end;
    void *vector_end;
    int general_offset;
    int vector_offset;
};

#define SHIMGEN_JUMP_LIST(frame, stack) {(stack), (void *)((frame)->general + 8), (void *)((frame)->vector + 8), -64, -128}

/*
 * Where one of the first arguments of a call is until it is jumped, and can be changed: in `list`, a va_list of which so many have been fetched.
 */
static inline unsigned long *shimgen_jump_argument(const void *list, unsigned index, unsigned fetched)
{
    const struct shimgen_jump_list *const made = list;
    (void)fetched;
    return (unsigned long *)made->general_end - 8 + index;
}

#define SHIMGEN_JUMP_ARGUMENT(list, index, fetched) shimgen_jump_argument(&(list), index, fetched)

/* bti c, whose name older assemblers do not know; on machines without it, this hint is a nop (Arm ARM, HINT). */
#if defined(__ARM_FEATURE_BTI_DEFAULT) && __ARM_FEATURE_BTI_DEFAULT
#define SHIMGEN_JUMP_LANDING "\thint #34\n"
#else
#define SHIMGEN_JUMP_LANDING ""
#endif

#define SHIMGEN_JUMP_WORD ".xword"

#define SHIMGEN_JUMP_CACHED(slot, first)                                                                               \
    "\tadrp x16, " slot "\n"                                                                                           \
    "\tldr x16, [x16, #:lo12:" slot "]\n"                                                                              \
    "\tcbz x16, 1f\n"                                                                                                  \
    "\tbr x16\n"                                                                                                       \
    "1:\tadrp x16, " slot "\n"                                                                                         \
    "\tadd x16, x16, #:lo12:" slot "\n"                                                                                \
    "\tb " first "\n"

/* Saves the argument registers in the frame that another register points to. */
#define SHIMGEN_JUMP_SAVE(frame)                                                                                       \
    "\tstp x0, x1, [" frame ", #0]\n"                                                                                  \
    "\tstp x2, x3, [" frame ", #16]\n"                                                                                 \
    "\tstp x4, x5, [" frame ", #32]\n"                                                                                 \
    "\tstp x6, x7, [" frame ", #48]\n"                                                                                 \
    "\tstp q0, q1, [" frame ", #64]\n"                                                                                 \
    "\tstp q2, q3, [" frame ", #96]\n"                                                                                 \
    "\tstp q4, q5, [" frame ", #128]\n"                                                                                \
    "\tstp q6, q7, [" frame ", #160]\n"                                                                                \
    "\tstr x8, [" frame ", #192]\n"

#define SHIMGEN_JUMP_RESTORE(frame)                                                                                    \
    "\tldp x0, x1, [" frame ", #0]\n"                                                                                  \
    "\tldp x2, x3, [" frame ", #16]\n"                                                                                 \
    "\tldp x4, x5, [" frame ", #32]\n"                                                                                 \
    "\tldp x6, x7, [" frame ", #48]\n"                                                                                 \
    "\tldp q0, q1, [" frame ", #64]\n"                                                                                 \
    "\tldp q2, q3, [" frame ", #96]\n"                                                                                 \
    "\tldp q4, q5, [" frame ", #128]\n"                                                                                \
    "\tldp q6, q7, [" frame ", #160]\n"                                                                                \
    "\tldr x8, [" frame ", #192]\n"

/*
 * x16 holds the C function's argument, and later the target: a branch through x16 may land on "bti c", as a call
 * may.
 */
#define SHIMGEN_JUMP_THROUGH(entry, function)                                                                          \
    __asm__("\t.pushsection .text, \"ax\", %progbits\n"                                                                \
            "\t.p2align 4\n"                                                                                           \
            "\t.type " entry ", %function\n"                                                                           \
            entry ":\n"                                                                                                \
            "\t.cfi_startproc\n"                                                                                       \
            "\tstp x29, x30, [sp, #-224]!\n"                                                                           \
            "\t.cfi_def_cfa_offset 224\n"                                                                              \
            "\t.cfi_offset x29, -224\n"                                                                                \
            "\t.cfi_offset x30, -216\n"                                                                                \
            "\tmov x29, sp\n"                                                                                          \
            "\tadd x17, sp, #16\n"                                                                                     \
            SHIMGEN_JUMP_SAVE("x17")                                                                                   \
            "\tmov x0, x17\n"                                                                                          \
            "\tadd x1, sp, #224\n"                                                                                     \
            "\tmov x2, x16\n"                                                                                          \
            "\tmov x3, x30\n"                                                                                          \
            "\tbl " function "\n"                                                                                      \
            "\tmov x16, x0\n"                                                                                          \
            "\tadd x17, sp, #16\n"                                                                                     \
            SHIMGEN_JUMP_RESTORE("x17")                                                                                \
            "\tldp x29, x30, [sp], #224\n"                                                                             \
            "\t.cfi_def_cfa_offset 0\n"                                                                                \
            "\t.cfi_restore x29\n"                                                                                     \
            "\t.cfi_restore x30\n"                                                                                     \
            "\tbr x16\n"                                                                                               \
            "\t.cfi_endproc\n"                                                                                         \
            "\t.size " entry ", . - " entry "\n"                                                                       \
            "\t.popsection\n")

/* Arguments are passed in registers first, and float and double in floating-point registers. */
#define SHIMGEN_MACHINE_STACK_ONLY 0

/* The registers in which a call may have returned a result. */
struct shimgen_trace_returned {
    unsigned long long general;
    union {
        double wide;
        unsigned narrow;
        unsigned char all[16];
    } vector;
};

/* The offsets of members of struct shimgen_trace_frame, and its size, for the assembler. */
#define SHIMGEN_TRACE_FRAME_WORDS 208
#define SHIMGEN_TRACE_FRAME_RETURNED 216
#define SHIMGEN_TRACE_FRAME_ROOM 320

/* x19 points to the frame: called functions preserve it (AAPCS64, 6.1.1). x16 is the target. */
#define SHIMGEN_TRACE_FIRST                                                                                            \
    __asm__("\t.pushsection .text, \"ax\", %progbits\n"                                                                \
            "\t.p2align 4\n"                                                                                           \
            "\t.type shimgen_trace_first, %function\n"                                                                 \
            "shimgen_trace_first:\n"                                                                                   \
            "\t.cfi_startproc\n"                                                                                       \
            "\tstp x29, x30, [sp, #-352]!\n"                                                                           \
            "\t.cfi_def_cfa_offset 352\n"                                                                              \
            "\t.cfi_offset x29, -352\n"                                                                                \
            "\t.cfi_offset x30, -344\n"                                                                                \
            "\tmov x29, sp\n"                                                                                          \
            "\t.cfi_def_cfa_register x29\n"                                                                            \
            "\tstr x19, [x29, #16]\n"                                                                                  \
            "\t.cfi_offset x19, -336\n"                                                                                \
            "\tadd x19, x29, #32\n"                                                                                    \
            SHIMGEN_JUMP_SAVE("x19")                                                                                   \
            "\tmov x0, x19\n"                                                                                          \
            "\tadd x1, x29, #352\n"                                                                                    \
            "\tmov x2, x16\n"                                                                                          \
            "\tmov x3, x30\n"                                                                                          \
            "\tbl shimgen_trace_enter\n"                                                                               \
            "\tmov x16, x0\n"                                                                                          \
            "\tldr x9, [x19, #208]\n"                                                                                  \
            "\ttbnz x9, #63, 3f\n"                                                                                     \
            "\tadd x10, x9, #1\n"                                                                                      \
            "\tand x10, x10, #-2\n"                                                                                    \
            "\tsub sp, sp, x10, lsl #3\n"                                                                              \
            "\tadd x11, x29, #352\n"                                                                                   \
            "\tmov x12, sp\n"                                                                                          \
            "1:\tcbz x9, 2f\n"                                                                                         \
            "\tsub x9, x9, #1\n"                                                                                       \
            "\tldr x10, [x11, x9, lsl #3]\n"                                                                           \
            "\tstr x10, [x12, x9, lsl #3]\n"                                                                           \
            "\tb 1b\n"                                                                                                 \
            "2:\n" SHIMGEN_JUMP_RESTORE("x19") "\tblr x16\n"                                                           \
            "\tstr x0, [x19, #216]\n"                                                                                  \
            "\tstr q0, [x19, #224]\n"                                                                                  \
            "\tmov x0, x19\n"                                                                                          \
            "\tadd x1, x29, #352\n"                                                                                    \
            "\tbl shimgen_trace_leave\n"                                                                               \
            "\tldr x0, [x19, #216]\n"                                                                                  \
            "\tldr q0, [x19, #224]\n"                                                                                  \
            "\tmov sp, x29\n"                                                                                          \
            "\tldr x19, [x29, #16]\n"                                                                                  \
            "\t.cfi_remember_state\n"                                                                                  \
            "\t.cfi_restore x19\n"                                                                                     \
            "\tldp x29, x30, [sp], #352\n"                                                                             \
            "\t.cfi_def_cfa sp, 0\n"                                                                                   \
            "\t.cfi_restore x29\n"                                                                                     \
            "\t.cfi_restore x30\n"                                                                                     \
            "\tret\n"                                                                                                  \
            "\t.cfi_restore_state\n"                                                                                   \
            "3:\n" SHIMGEN_JUMP_RESTORE("x19") "\tldr x19, [x29, #16]\n"                                               \
            "\t.cfi_restore x19\n"                                                                                     \
            "\tldp x29, x30, [sp], #352\n"                                                                             \
            "\t.cfi_def_cfa sp, 0\n"                                                                                   \
            "\t.cfi_restore x29\n"                                                                                     \
            "\t.cfi_restore x30\n"                                                                                     \
            "\tbr x16\n"                                                                                               \
            "\t.cfi_endproc\n"                                                                                         \
            "\t.size shimgen_trace_first, . - shimgen_trace_first\n"                                                   \
            "\t.popsection\n")

#endif
