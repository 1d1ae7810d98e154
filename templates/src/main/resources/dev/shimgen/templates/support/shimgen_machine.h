/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * shimgen_machine.h: what differs between processors. Each has its own header, so supporting another one means adding
 * one.
 *
 *   shimgen_sys                a system call
 *   shimgen_sys_mmap           the system call for new memory
 *   shimgen_machine_thread     an address that tells threads apart
 *   SHIMGEN_MACHINE_CHOOSES    whether shimgen_machine_choose can call the resolver of an ifunc
 *   shimgen_machine_valgrind   a client request to valgrind
 *   SHIMGEN_CAN_JUMP           whether the parts for shimgen_jump.h and shimgen_trace_jump.h exist:
 *     SHIMGEN_JUMP_...         the assembler of a wrapper that jumps, and the frame in which it saves registers
 *     SHIMGEN_TRACE_...        the assembler around a traced call, and what it keeps of the result
 *   SHIMGEN_MACHINE_STACK_ONLY whether all arguments are on the stack, and floating-point results on the x87's stack
 */
#ifndef SHIMGEN_MACHINE_H
#define SHIMGEN_MACHINE_H

/* A function of any type; cast back to the right one before it is called (C11 6.3.2.3p8). */
typedef void shimgen_function(void);

/* x32 has the registers of x86_64, and addresses and system calls of its own. */
#if defined(__x86_64__) && defined(__LP64__)
#include "shimgen_machine_x86_64.h"
#elif defined(__aarch64__) && defined(__LP64__)
#include "shimgen_machine_aarch64.h"
#elif defined(__i386__)
#include "shimgen_machine_i386.h"
#else
#include "shimgen_machine_other.h"
#endif

#endif
