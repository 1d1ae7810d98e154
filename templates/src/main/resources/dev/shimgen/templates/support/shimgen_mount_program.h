/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * shimgen_mount_program.h: programs and libraries in a mount that a redirection reads or executes itself.
 */
#ifndef SHIMGEN_MOUNT_PROGRAM_H
#define SHIMGEN_MOUNT_PROGRAM_H

#include <fcntl.h>
#include <stdbool.h>
#include <stddef.h>

#include "shimgen_mount_name.h"
#include "shimgen_redirect_look.h"

static int shimgen_mount_fetch(const char *name)
{
    const struct shimgen_mount_head *const head = shimgen_mounts();
    bool changed = false;
    return head == NULL || !shimgen_mount_is_any_pending(head) || !shimgen_mount_may_have(head, name)
               ? 0
               : shimgen_mount_walk(head, AT_FDCWD, name, SHIMGEN_MOUNT_READ, &changed);
}

static __attribute__((constructor)) void shimgen_mount_construct_program(void)
{
    shimgen_redirect_fetch = shimgen_mount_fetch;
}

#endif
