/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Row 4: the pending message of dlerror() belongs to the program. Each function below is wrapped, and called for the
 * first time between the failure and the call of dlerror().
 *
 * Breaks when: the shim looks symbols up with dlsym(RTLD_NEXT): dlerror() returns NULL.
 */
#include "trap.h"
#include <dlfcn.h>

int main(void)
{
    char buffer[64];
    struct stat status;
    EXPECT(dlopen("/missing.so", RTLD_NOW) == NULL, "dlopen of a missing library");
    stat("/", &status);
    readlink("/proc/self/exe", buffer, sizeof buffer);
    mkdir("/", 0);
    rename("/missing", "/missing2");
    const char *message = dlerror();
    EXPECT(message != NULL && strstr(message, "/missing.so") != NULL, "the message of dlerror() is gone");
    return 0;
}
