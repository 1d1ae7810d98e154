/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * shimgen_machine_i386.h: the 32 bits of Intel (System V ABI, Intel386 Architecture Processor Supplement).
 */
#ifndef SHIMGEN_MACHINE_I386_H
#define SHIMGEN_MACHINE_I386_H

#include <stddef.h>
#include <sys/syscall.h>

static inline long shimgen_sys(long number, long a, long b, long c, long d, long e)
{
    long result;
    __asm__ volatile("int $0x80" : "=a"(result) : "0"(number), "b"(a), "c"(b), "d"(c), "S"(d), "D"(e) : "memory");
    return result;
}

/*
 * Here the system call mmap is an older one, which takes the address of its arguments; mmap2 takes six arguments:
 * mmap(2).
 */
static inline long shimgen_sys_mmap(size_t size, int protection, int flags, int descriptor, size_t offset)
{
    const long arguments[] = {0, (long)size, protection, flags, descriptor, (long)offset};
    return shimgen_sys(SYS_mmap, (long)arguments, 0, 0, 0, 0);
}

/* What tells threads apart: the thread pointer, which the ABI keeps at %gs:0 (ELF Handling For Thread-Local Storage). */
static inline const void *shimgen_machine_thread(void)
{
    const void *thread;
    __asm__("mov %%gs:0, %0" : "=r"(thread));
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
    unsigned long long counter;
    __asm__ volatile("rdtsc" : "=A"(counter));
    return counter;
}

/* A client request to valgrind: shimgen_valgrind.h. */
static inline long shimgen_machine_valgrind(const long *words)
{
    long answer = 0;
    __asm__ volatile("roll $3, %%edi\n\troll $13, %%edi\n\troll $29, %%edi\n\troll $19, %%edi\n\t"
                     "xchgl %%ebx, %%ebx"
                     : "+d"(answer)
                     : "a"(words)
                     : "cc", "memory");
    return answer;
}

/* Wrappers can jump: shimgen_jump.h. */
#define SHIMGEN_CAN_JUMP 1

/* All arguments are on the stack (System V ABI, Intel386, "Function Calling Sequence"), and va_list points there. */
struct shimgen_jump_frame {
    unsigned long eax;
    unsigned long edx;
    unsigned long ecx;
};

_Static_assert(offsetof(struct shimgen_jump_frame, edx) == 4, "the assembler has another struct shimgen_jump_frame");

struct __attribute__((may_alias)) shimgen_jump_list {
    void *stack;
};

#define SHIMGEN_JUMP_LIST(frame, stack) {((void)(frame), (stack))}

/*
 * Where one of the first arguments of a call is until it is jumped, and can be changed: in `list`, a va_list of which so many have been fetched, each one word.
 */
static inline unsigned long *shimgen_jump_argument(const void *list, unsigned index, unsigned fetched)
{
    const struct shimgen_jump_list *const made = list;
    return (unsigned long *)made->stack - fetched + index;
}

#define SHIMGEN_JUMP_ARGUMENT(list, index, fetched) shimgen_jump_argument(&(list), index, fetched)

#if defined(__CET__) && (__CET__ & 1) != 0
#define SHIMGEN_JUMP_LANDING "\tendbr32\n"
#else
#define SHIMGEN_JUMP_LANDING ""
#endif

/* ecx and eax may be changed, since they hold no arguments: libc is not compiled with -mregparm. */
#define SHIMGEN_JUMP_HERE                                                                                              \
    "\tcall shimgen_jump_here\n"                                                                                       \
    "\taddl $_GLOBAL_OFFSET_TABLE_, %ecx\n"

#define SHIMGEN_JUMP_WORD ".long"

#define SHIMGEN_JUMP_CACHED(slot, first)                                                                               \
    SHIMGEN_JUMP_HERE                                                                                                  \
    "\tmovl " slot "@GOTOFF(%ecx), %eax\n"                                                                             \
    "\ttestl %eax, %eax\n"                                                                                             \
    "\tje 1f\n"                                                                                                        \
    "\tjmp *%eax\n"                                                                                                    \
    "1:\tleal " slot "@GOTOFF(%ecx), %eax\n"                                                                           \
    "\tjmp " first "\n"

/*
 * Returns the instruction pointer, by a real return, so that the processor's return stack and a shadow stack stay in
 * step.
 */
#define SHIMGEN_JUMP_HELPER                                                                                            \
    __asm__("\t.pushsection .text, \"ax\", @progbits\n"                                                                \
            "\t.type shimgen_jump_here, @function\n"                                                                   \
            "shimgen_jump_here:\n"                                                                                     \
            "\t.cfi_startproc\n"                                                                                       \
            "\tmovl (%esp), %ecx\n"                                                                                    \
            "\tret\n"                                                                                                  \
            "\t.cfi_endproc\n"                                                                                         \
            "\t.size shimgen_jump_here, . - shimgen_jump_here\n"                                                       \
            "\t.popsection\n")

#define SHIMGEN_JUMP_THROUGH(entry, function)                                                                          \
    __asm__("\t.pushsection .text, \"ax\", @progbits\n"                                                                \
            "\t.p2align 4\n"                                                                                           \
            "\t.type " entry ", @function\n"                                                                           \
            entry ":\n"                                                                                                \
            "\t.cfi_startproc\n"                                                                                       \
            "\tpushl %ebp\n"                                                                                           \
            "\t.cfi_def_cfa_offset 8\n"                                                                                \
            "\t.cfi_offset %ebp, -8\n"                                                                                 \
            "\tmovl %esp, %ebp\n"                                                                                      \
            "\t.cfi_def_cfa_register %ebp\n"                                                                           \
            "\tsubl $24, %esp\n"                                                                                       \
            "\tandl $-16, %esp\n"                                                                                      \
            "\tmovl %edx, 16(%esp)\n"                                                                                  \
            "\tleal 8(%ebp), %edx\n"                                                                                   \
            "\tmovl %esp, (%esp)\n"                                                                                    \
            "\tmovl %edx, 4(%esp)\n"                                                                                   \
            "\tmovl %eax, 8(%esp)\n"                                                                                   \
            "\tmovl 4(%ebp), %edx\n"                                                                                   \
            "\tmovl %edx, 12(%esp)\n"                                                                                  \
            "\tcall " function "\n"                                                                                    \
            "\tmovl 16(%esp), %edx\n"                                                                                  \
            "\tleave\n"                                                                                                \
            "\t.cfi_def_cfa %esp, 4\n"                                                                                 \
            "\t.cfi_restore %ebp\n"                                                                                    \
            "\tjmp *%eax\n"                                                                                            \
            "\t.cfi_endproc\n"                                                                                         \
            "\t.size " entry ", . - " entry "\n"                                                                       \
            "\t.popsection\n")

/* No argument is passed in a register, and float and double are returned on the x87's stack, as a long double. */
#define SHIMGEN_MACHINE_STACK_ONLY 1

/* A call's result: in eax and edx, or, where the trace says so, on top of the x87's stack. */
struct shimgen_trace_returned {
    int floating;
    unsigned long long general;
    long double vector;
};

/* The offsets of members of struct shimgen_trace_frame, and its size, for the assembler. */
#define SHIMGEN_TRACE_FRAME_WORDS 12
#define SHIMGEN_TRACE_FRAME_RETURNED 16
#define SHIMGEN_TRACE_FRAME_ROOM 104

/* ebx points to the frame: called functions preserve it (System V ABI, Intel386, "Registers"). eax is the target. */
#define SHIMGEN_TRACE_FIRST                                                                                            \
    __asm__("\t.pushsection .text, \"ax\", @progbits\n"                                                                \
            "\t.p2align 4\n"                                                                                           \
            "\t.type shimgen_trace_first, @function\n"                                                                 \
            "shimgen_trace_first:\n"                                                                                   \
            "\t.cfi_startproc\n"                                                                                       \
            "\tpushl %ebp\n"                                                                                           \
            "\t.cfi_def_cfa_offset 8\n"                                                                                \
            "\t.cfi_offset %ebp, -8\n"                                                                                 \
            "\tmovl %esp, %ebp\n"                                                                                      \
            "\t.cfi_def_cfa_register %ebp\n"                                                                           \
            "\tpushl %ebx\n"                                                                                           \
            "\t.cfi_offset %ebx, -12\n"                                                                                \
            "\tsubl $120, %esp\n"                                                                                       \
            "\tandl $-16, %esp\n"                                                                                      \
            "\tleal 16(%esp), %ebx\n"                                                                                  \
            "\tmovl %edx, 4(%ebx)\n"                                                                                   \
            "\tleal 8(%ebp), %edx\n"                                                                                   \
            "\tmovl %ebx, (%esp)\n"                                                                                    \
            "\tmovl %edx, 4(%esp)\n"                                                                                   \
            "\tmovl %eax, 8(%esp)\n"                                                                                   \
            "\tmovl 4(%ebp), %edx\n"                                                                                   \
            "\tmovl %edx, 12(%esp)\n"                                                                                  \
            "\tcall shimgen_trace_enter\n"                                                                             \
            "\tmovl 12(%ebx), %ecx\n"                                                                                  \
            "\ttestl %ecx, %ecx\n"                                                                                     \
            "\tjs 4f\n"                                                                                                \
            "\tleal 12(,%ecx,4), %edx\n"                                                                               \
            "\tandl $-16, %edx\n"                                                                                      \
            "\tsubl %edx, %esp\n"                                                                                      \
            "1:\ttestl %ecx, %ecx\n"                                                                                   \
            "\tje 2f\n"                                                                                                \
            "\tmovl 4(%ebp,%ecx,4), %edx\n"                                                                            \
            "\tmovl %edx, -4(%esp,%ecx,4)\n"                                                                           \
            "\tdecl %ecx\n"                                                                                            \
            "\tjmp 1b\n"                                                                                               \
            "2:\tmovl 4(%ebx), %edx\n"                                                                                 \
            "\tcall *%eax\n"                                                                                           \
            "\tmovl %eax, 20(%ebx)\n"                                                                                  \
            "\tmovl %edx, 24(%ebx)\n"                                                                                  \
            "\tcmpl $0, 16(%ebx)\n"                                                                                    \
            "\tje 3f\n"                                                                                                \
            "\tfstpt 28(%ebx)\n"                                                                                       \
            "3:\tmovl %ebx, (%esp)\n"                                                                                  \
            "\tleal 8(%ebp), %edx\n"                                                                                   \
            "\tmovl %edx, 4(%esp)\n"                                                                                   \
            "\tcall shimgen_trace_leave\n"                                                                             \
            "\tmovl 20(%ebx), %eax\n"                                                                                  \
            "\tmovl 24(%ebx), %edx\n"                                                                                  \
            "\tcmpl $0, 16(%ebx)\n"                                                                                    \
            "\tje 5f\n"                                                                                                \
            "\tfldt 28(%ebx)\n"                                                                                        \
            "5:\tmovl -4(%ebp), %ebx\n"                                                                                \
            "\t.cfi_remember_state\n"                                                                                  \
            "\t.cfi_restore %ebx\n"                                                                                    \
            "\tleave\n"                                                                                                \
            "\t.cfi_def_cfa %esp, 4\n"                                                                                 \
            "\t.cfi_restore %ebp\n"                                                                                    \
            "\tret\n"                                                                                                  \
            "\t.cfi_restore_state\n"                                                                                   \
            "4:\tmovl 4(%ebx), %edx\n"                                                                                 \
            "\tmovl -4(%ebp), %ebx\n"                                                                                  \
            "\t.cfi_restore %ebx\n"                                                                                    \
            "\tleave\n"                                                                                                \
            "\t.cfi_def_cfa %esp, 4\n"                                                                                 \
            "\t.cfi_restore %ebp\n"                                                                                    \
            "\tjmp *%eax\n"                                                                                            \
            "\t.cfi_endproc\n"                                                                                         \
            "\t.size shimgen_trace_first, . - shimgen_trace_first\n"                                                   \
            "\t.popsection\n")

#endif
