/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Says in the page of a shim's handler which process serves it, as if a virtual machine ran under the shim that it serves. For
 * HandlersTest.
 *
 * owner FOLDER SHIM-DIGEST PROCESS PID-NAMESPACE
 */
#define _GNU_SOURCE
#include "shimgen_handle.h"
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

int main(int count, char **words)
{
    char path[4096];
    if (count != 5) {
        return 2;
    }
    snprintf(path, sizeof path, "%s%s", words[1], SHIMGEN_HANDLE_FILE);
    const int file = open(path, O_RDWR | O_CLOEXEC);
    if (file < 0) {
        perror(path);
        return 1;
    }
    const size_t size = (size_t)(1 + SHIMGEN_HANDLE_SHIMS) * SHIMGEN_HANDLE_PAGE;
    char *const pages = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    if (pages == MAP_FAILED) {
        perror("mmap");
        return 1;
    }
    for (int i = 1; i <= SHIMGEN_HANDLE_SHIMS; i++) {
        struct shimgen_handle_shim *const shim = (struct shimgen_handle_shim *)(void *)(pages + (size_t)i * SHIMGEN_HANDLE_PAGE);
        if (shim->digest == strtoull(words[2], NULL, 16)) {
            atomic_store(&shim->namespace, (unsigned)strtoul(words[4], NULL, 10));
            atomic_store(&shim->handler, (unsigned)strtoul(words[3], NULL, 10));
            return 0;
        }
    }
    fprintf(stderr, "no such shim\n");
    return 1;
}
