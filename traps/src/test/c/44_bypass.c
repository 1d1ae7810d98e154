/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Row 44: calls that bypass every preload library: RTLD_DEEPBIND, another namespace (dlmopen), a symbol taken from
 * libc's own handle. They cannot be seen, but all must work, also mixed with calls that are seen.
 *
 * Breaks when: the next definition is searched for from the first object on, so that the shim's own is found: the first
 * call calls itself until the stack is full, a segmentation fault at once, with tracing off and on.
 *
 * Library: yes
 */
#define _GNU_SOURCE
#include "trap.h"
#include <dlfcn.h>

#ifdef TRAP_LIBRARY

int trap_access(const char *path)
{
    return access(path, F_OK) == -1 ? errno : 0;
}

#else

int trap_access(const char *path);

typedef int access_function(const char *, int);
typedef int library_function(const char *);

int main(void)
{
    char copy[] = "/tmp/trap-bypass-XXXXXX";
    char command[4096];
    Dl_info info;
    EXPECT(dladdr((void *)trap_access, &info) != 0, "dladdr");
    close(mkstemp(copy));
    snprintf(command, sizeof command, "cp '%s' %s", info.dli_fname, copy);
    EXPECT(system(command) == 0, "a copy that is not loaded yet");

    EXPECT(trap_access("/seen-linked") == ENOENT, "a linked library");
    void *deep = dlopen(copy, RTLD_NOW | RTLD_DEEPBIND);
    EXPECT(deep != NULL, "RTLD_DEEPBIND");
    EXPECT(((library_function *)dlsym(deep, "trap_access"))("/unseen-deep") == ENOENT, "RTLD_DEEPBIND");
    void *other = dlmopen(LM_ID_NEWLM, copy, RTLD_NOW);
    EXPECT(other != NULL, dlerror());
    EXPECT(((library_function *)dlsym(other, "trap_access"))("/unseen-namespace") == ENOENT, "another namespace");
    void *libc = dlopen("libc.so.6", RTLD_NOW | RTLD_NOLOAD);
    EXPECT(libc != NULL, "libc's own handle");
    EXPECT(((access_function *)dlsym(libc, "access"))("/unseen-handle", F_OK) == -1 && errno == ENOENT, "its handle");
    EXPECT(((access_function *)dlsym(RTLD_DEFAULT, "access"))("/seen-default", F_OK) == -1, "RTLD_DEFAULT");
    EXPECT(dlclose(deep) == 0 && dlclose(other) == 0 && dlclose(libc) == 0, "dlclose");
    EXPECT(access("/seen-after", F_OK) == -1 && errno == ENOENT, "access");
    unlink(copy);
    trap_expect_traced("] access(\"/seen-linked\"");
    trap_expect_traced("] access(\"/seen-default\"");
    trap_expect_traced("] access(\"/seen-after\"");
    if (trap_trace_file() != NULL) {
        EXPECT(trap_count("unseen-") == 0, "if these can be seen now, say so in the documentation");
    }
    return 0;
}

#endif
