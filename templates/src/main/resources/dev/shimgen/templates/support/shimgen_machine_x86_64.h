/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * shimgen_machine_x86_64.h: the 64 bits of AMD and Intel (System V ABI, AMD64 Architecture Processor Supplement).
 */
#ifndef SHIMGEN_MACHINE_X86_64_H
#define SHIMGEN_MACHINE_X86_64_H

#include <stddef.h>
#include <sys/syscall.h>

static inline long shimgen_sys(long number, long a, long b, long c, long d, long e)
{
    register long r10 __asm__("r10") = d;
    register long r8 __asm__("r8") = e;
    long result;
    __asm__ volatile("syscall"
                     : "=a"(result)
                     : "0"(number), "D"(a), "S"(b), "d"(c), "r"(r10), "r"(r8)
                     : "rcx", "r11", "memory");
    return result;
}

static inline long shimgen_sys_mmap(size_t size, int protection, int flags, int descriptor, size_t offset)
{
    register long r10 __asm__("r10") = flags;
    register long r8 __asm__("r8") = descriptor;
    register long r9 __asm__("r9") = (long)offset;
    long result;
    __asm__ volatile("syscall"
                     : "=a"(result)
                     : "0"((long)SYS_mmap), "D"(0L), "S"(size), "d"((long)protection), "r"(r10), "r"(r8), "r"(r9)
                     : "rcx", "r11", "memory");
    return result;
}

/* What tells threads apart: the thread pointer, which the ABI keeps at %fs:0 (ELF Handling For Thread-Local Storage). */
static inline const void *shimgen_machine_thread(void)
{
    const void *thread;
    __asm__("mov %%fs:0, %0" : "=r"(thread));
    return thread;
}

/* The resolver of an ifunc (STT_GNU_IFUNC) takes no argument: System V ABI, "IFUNC". */
#define SHIMGEN_MACHINE_CHOOSES 1

static inline shimgen_function *shimgen_machine_choose(unsigned long resolver, shimgen_function *(*find)(const char *))
{
    (void)find;
    return ((shimgen_function * (*)(void)) resolver)();
}

/* A counter that goes on at the same pace on all processors, where the kernel uses it for its clocks (RDTSC). */
#define SHIMGEN_MACHINE_COUNTS 1

static inline unsigned long long shimgen_machine_counter(void)
{
    unsigned low;
    unsigned high;
    __asm__ volatile("rdtsc" : "=a"(low), "=d"(high));
    return (unsigned long long)high << 32 | low;
}

/* A client request to valgrind: shimgen_valgrind.h. */
static inline long shimgen_machine_valgrind(const long *words)
{
    long answer = 0;
    __asm__ volatile("rolq $3, %%rdi\n\trolq $13, %%rdi\n\trolq $61, %%rdi\n\trolq $51, %%rdi\n\t"
                     "xchgq %%rbx, %%rbx"
                     : "+d"(answer)
                     : "a"(words)
                     : "cc", "memory");
    return answer;
}

/* Wrappers can jump: shimgen_jump.h. */
#define SHIMGEN_CAN_JUMP 1

/*
 * The register save area of System V ABI (AMD64) 3.5.7: rdi rsi rdx rcx r8 r9, xmm0 to xmm7; then other registers to
 * keep.
 */
struct shimgen_jump_frame {
    unsigned long general[6];
    unsigned char vector[8][16];
    unsigned long rax; /* al: how many vector registers a variadic call uses */
    unsigned long r10; /* static chain */
};

/* The va_list of the same section. */
struct __attribute__((may_alias)) shimgen_jump_list {
    unsigned general_offset;
    unsigned vector_offset;
    void *stack;
    void *registers;
};

#define SHIMGEN_JUMP_LIST(frame, stack) {0, 48, (stack), (void *)(frame)}

/*
 * Where one of the first arguments of a call is until it is jumped, and can be changed: in `list`, a va_list of which so many have been fetched. A va_list is an array
 * here.
 */
static inline unsigned long *shimgen_jump_argument(const void *list, unsigned index, unsigned fetched)
{
    const struct shimgen_jump_list *const made = list;
    (void)fetched;
    return (unsigned long *)made->registers + index;
}

#define SHIMGEN_JUMP_ARGUMENT(list, index, fetched) shimgen_jump_argument(list, index, fetched)

/* The landing pad of an indirect branch, if the compiler makes them, too (-fcf-protection). */
#if defined(__CET__) && (__CET__ & 1) != 0
#define SHIMGEN_JUMP_LANDING "\tendbr64\n"
#else
#define SHIMGEN_JUMP_LANDING ""
#endif

#define SHIMGEN_JUMP_WORD ".quad"

#define SHIMGEN_JUMP_CACHED(slot, first)                                                                               \
    "\tmovq " slot "(%rip), %r11\n"                                                                                    \
    "\ttestq %r11, %r11\n"                                                                                             \
    "\tje 1f\n"                                                                                                        \
    "\tjmp *%r11\n"                                                                                                    \
    "1:\tleaq " slot "(%rip), %r11\n"                                                                                  \
    "\tjmp " first "\n"

/* Saves the argument registers in the frame that another register points to. */
#define SHIMGEN_JUMP_SAVE(frame)                                                                                       \
    "\tmovq %rdi, 0(" frame ")\n"                                                                                      \
    "\tmovq %rsi, 8(" frame ")\n"                                                                                      \
    "\tmovq %rdx, 16(" frame ")\n"                                                                                     \
    "\tmovq %rcx, 24(" frame ")\n"                                                                                     \
    "\tmovq %r8, 32(" frame ")\n"                                                                                      \
    "\tmovq %r9, 40(" frame ")\n"                                                                                      \
    "\tmovaps %xmm0, 48(" frame ")\n"                                                                                  \
    "\tmovaps %xmm1, 64(" frame ")\n"                                                                                  \
    "\tmovaps %xmm2, 80(" frame ")\n"                                                                                  \
    "\tmovaps %xmm3, 96(" frame ")\n"                                                                                  \
    "\tmovaps %xmm4, 112(" frame ")\n"                                                                                 \
    "\tmovaps %xmm5, 128(" frame ")\n"                                                                                 \
    "\tmovaps %xmm6, 144(" frame ")\n"                                                                                 \
    "\tmovaps %xmm7, 160(" frame ")\n"                                                                                 \
    "\tmovq %rax, 176(" frame ")\n"                                                                                    \
    "\tmovq %r10, 184(" frame ")\n"

#define SHIMGEN_JUMP_RESTORE(frame)                                                                                    \
    "\tmovq 0(" frame "), %rdi\n"                                                                                      \
    "\tmovq 8(" frame "), %rsi\n"                                                                                      \
    "\tmovq 16(" frame "), %rdx\n"                                                                                     \
    "\tmovq 24(" frame "), %rcx\n"                                                                                     \
    "\tmovq 32(" frame "), %r8\n"                                                                                      \
    "\tmovq 40(" frame "), %r9\n"                                                                                      \
    "\tmovaps 48(" frame "), %xmm0\n"                                                                                  \
    "\tmovaps 64(" frame "), %xmm1\n"                                                                                  \
    "\tmovaps 80(" frame "), %xmm2\n"                                                                                  \
    "\tmovaps 96(" frame "), %xmm3\n"                                                                                  \
    "\tmovaps 112(" frame "), %xmm4\n"                                                                                 \
    "\tmovaps 128(" frame "), %xmm5\n"                                                                                 \
    "\tmovaps 144(" frame "), %xmm6\n"                                                                                 \
    "\tmovaps 160(" frame "), %xmm7\n"                                                                                 \
    "\tmovq 176(" frame "), %rax\n"                                                                                    \
    "\tmovq 184(" frame "), %r10\n"

/*
 * r11 holds the C function's argument, and later the target: it never holds an argument of the call. The stack is
 * aligned again, because the C compiler relies on it, and not every caller was made by one.
 */
#define SHIMGEN_JUMP_THROUGH(entry, function)                                                                          \
    __asm__("\t.pushsection .text, \"ax\", @progbits\n"                                                                \
            "\t.p2align 4\n"                                                                                           \
            "\t.type " entry ", @function\n"                                                                           \
            entry ":\n"                                                                                                \
            "\t.cfi_startproc\n"                                                                                       \
            "\tpushq %rbp\n"                                                                                           \
            "\t.cfi_def_cfa_offset 16\n"                                                                               \
            "\t.cfi_offset %rbp, -16\n"                                                                                \
            "\tmovq %rsp, %rbp\n"                                                                                      \
            "\t.cfi_def_cfa_register %rbp\n"                                                                           \
            "\tsubq $192, %rsp\n"                                                                                      \
            "\tandq $-16, %rsp\n"                                                                                      \
            SHIMGEN_JUMP_SAVE("%rsp")                                                                                  \
            "\tmovq %rsp, %rdi\n"                                                                                      \
            "\tleaq 16(%rbp), %rsi\n"                                                                                  \
            "\tmovq %r11, %rdx\n"                                                                                      \
            "\tmovq 8(%rbp), %rcx\n"                                                                                   \
            "\tcall " function "\n"                                                                                    \
            "\tmovq %rax, %r11\n"                                                                                      \
            SHIMGEN_JUMP_RESTORE("%rsp")                                                                               \
            "\tleave\n"                                                                                                \
            "\t.cfi_def_cfa %rsp, 8\n"                                                                                 \
            "\t.cfi_restore %rbp\n"                                                                                    \
            "\tjmp *%r11\n"                                                                                            \
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
#define SHIMGEN_TRACE_FRAME_WORDS 192
#define SHIMGEN_TRACE_FRAME_RETURNED 200
#define SHIMGEN_TRACE_FRAME_ROOM 304

/* rbx points to the frame: called functions preserve it (System V ABI, AMD64, 3.2.1). r11 is the target. */
#define SHIMGEN_TRACE_FIRST                                                                                            \
    __asm__("\t.pushsection .text, \"ax\", @progbits\n"                                                                \
            "\t.p2align 4\n"                                                                                           \
            "\t.type shimgen_trace_first, @function\n"                                                                 \
            "shimgen_trace_first:\n"                                                                                   \
            "\t.cfi_startproc\n"                                                                                       \
            "\tpushq %rbp\n"                                                                                           \
            "\t.cfi_def_cfa_offset 16\n"                                                                               \
            "\t.cfi_offset %rbp, -16\n"                                                                                \
            "\tmovq %rsp, %rbp\n"                                                                                      \
            "\t.cfi_def_cfa_register %rbp\n"                                                                           \
            "\tpushq %rbx\n"                                                                                           \
            "\t.cfi_offset %rbx, -24\n"                                                                                \
            "\tsubq $304, %rsp\n"                                                                                      \
            "\tandq $-16, %rsp\n"                                                                                      \
            "\tmovq %rsp, %rbx\n"                                                                                      \
            SHIMGEN_JUMP_SAVE("%rbx")                                                                                  \
            "\tmovq %rbx, %rdi\n"                                                                                      \
            "\tleaq 16(%rbp), %rsi\n"                                                                                  \
            "\tmovq %r11, %rdx\n"                                                                                      \
            "\tmovq 8(%rbp), %rcx\n"                                                                                   \
            "\tcall shimgen_trace_enter\n"                                                                             \
            "\tmovq %rax, %r11\n"                                                                                      \
            "\tmovq 192(%rbx), %rcx\n"                                                                                 \
            "\ttestq %rcx, %rcx\n"                                                                                     \
            "\tjs 1f\n"                                                                                                \
            "\tjz 2f\n"                                                                                                \
            "\tleaq 8(,%rcx,8), %rax\n"                                                                                \
            "\tandq $-16, %rax\n"                                                                                      \
            "\tsubq %rax, %rsp\n"                                                                                      \
            "\tleaq 16(%rbp), %rsi\n"                                                                                  \
            "\tmovq %rsp, %rdi\n"                                                                                      \
            "\trep movsq\n"                                                                                            \
            "2:\n" SHIMGEN_JUMP_RESTORE("%rbx") "\tcall *%r11\n"                                                       \
            "\tmovq %rax, 200(%rbx)\n"                                                                                 \
            "\tmovaps %xmm0, 208(%rbx)\n"                                                                              \
            "\tmovq %rbx, %rdi\n"                                                                                      \
            "\tleaq 16(%rbp), %rsi\n"                                                                                  \
            "\tcall shimgen_trace_leave\n"                                                                             \
            "\tmovq 200(%rbx), %rax\n"                                                                                 \
            "\tmovaps 208(%rbx), %xmm0\n"                                                                              \
            "\tmovq -8(%rbp), %rbx\n"                                                                                  \
            "\t.cfi_remember_state\n"                                                                                  \
            "\t.cfi_restore %rbx\n"                                                                                    \
            "\tleave\n"                                                                                                \
            "\t.cfi_def_cfa %rsp, 8\n"                                                                                 \
            "\t.cfi_restore %rbp\n"                                                                                    \
            "\tret\n"                                                                                                  \
            "\t.cfi_restore_state\n"                                                                                   \
            "1:\n" SHIMGEN_JUMP_RESTORE("%rbx") "\tmovq -8(%rbp), %rbx\n"                                              \
            "\t.cfi_restore %rbx\n"                                                                                    \
            "\tleave\n"                                                                                                \
            "\t.cfi_def_cfa %rsp, 8\n"                                                                                 \
            "\t.cfi_restore %rbp\n"                                                                                    \
            "\tjmp *%r11\n"                                                                                            \
            "\t.cfi_endproc\n"                                                                                         \
            "\t.size shimgen_trace_first, . - shimgen_trace_first\n"                                                   \
            "\t.popsection\n")

#endif
