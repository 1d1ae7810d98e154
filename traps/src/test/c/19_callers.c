/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Row 19: dlopen and dlsym look at their caller: RUNPATH, RTLD_NEXT, namespaces.
 *
 * Shim: peculiar
 * Library: yes
 *
 * Breaks when: their wrappers call them: dlopen searches in the shim's RUNPATH, which it does not have, "cannot open
 * shared object file"; RTLD_NEXT begins after the shim, and finds the library that asked.
 */
#define _GNU_SOURCE
#include "trap.h"
#include <dlfcn.h>
#include <link.h>
#include <sys/syscall.h>

#ifdef TRAP_LIBRARY

/* Wraps a function in the way that libeatmydata, libfakeroot and others do. */
pid_t getppid(void)
{
    pid_t (*next)(void) = (pid_t(*)(void))dlsym(RTLD_NEXT, "getppid");
    EXPECT(next != NULL && next != getppid, "RTLD_NEXT, asked by a library, is what comes behind that library");
    EXPECT(dlvsym(RTLD_NEXT, "getppid", "GLIBC_2.2.5") == (void *)next || dlerror() != NULL, "dlvsym");
    return next() + 1000000;
}

#else

static void run_beside(const char *before, const char *after)
{
    char preload[4096];
    const char *shim = getenv("TRAP_SHIM");
    snprintf(preload, sizeof preload, "%s %s %s", before, shim, after);
    setenv("LD_PRELOAD", preload, 1);
    const int status = trap_again("again", NULL);
    EXPECT(WIFEXITED(status) && WEXITSTATUS(status) == 0, preload);
    setenv("LD_PRELOAD", shim, 1);
}

static const char *installed(const char *name)
{
    static char path[4096];
    snprintf(path, sizeof path, "/usr/lib/x86_64-linux-gnu/%s", name);
    return access(path, R_OK) == 0 ? path : NULL;
}

int main(int argc, char **argv)
{
    (void)argv;
    const pid_t parent = (pid_t)syscall(SYS_getppid);
    EXPECT(getppid() == parent + 1000000, "the library's getppid asked the next one");
    EXPECT(dlsym(RTLD_DEFAULT, "getppid") == (void *)getppid, "RTLD_DEFAULT");
    EXPECT(dlsym(RTLD_NEXT, "no_such_symbol") == NULL, "what is not there");
    EXPECT(strstr(dlerror(), "no_such_symbol") != NULL, "dlerror tells");
    if (argc > 1) {
        return 0;
    }

    /* Found only through the program's own RUNPATH; it is a copy, because the original is loaded already. */
    Dl_info library;
    char copy[4200];
    EXPECT(dladdr((void *)getppid, &library) != 0, "dladdr");
    snprintf(copy, sizeof copy, "cp '%s' \"$(dirname '%s')/libcopy.so\"", library.dli_fname, library.dli_fname);
    EXPECT(system(copy) == 0, copy);
    void *handle = dlopen("libcopy.so", RTLD_NOW);
    EXPECT(handle != NULL, dlerror());
    EXPECT(dlsym(handle, "getppid") != NULL && dlsym(handle, "getppid") != (void *)getppid, "a symbol of the copy");
    EXPECT(dlopen("libnone.so", RTLD_LAZY) == NULL && strstr(dlerror(), "libnone.so") != NULL, "dlopen's error");

    void *other = dlmopen(LM_ID_NEWLM, "libc.so.6", RTLD_NOW);
    if (other != NULL) { /* may fail for want of static TLS, dlmopen(3) */
        EXPECT(dlsym(other, "getppid") != NULL && dlsym(other, "getppid") != (void *)getppid, "another namespace");
    }

    run_beside("", library.dli_fname);
    run_beside(library.dli_fname, "");
    for (int i = 0; i < 3; i++) {
        const char *names[] = {"libeatmydata.so", "faketime/libfaketime.so.1", "libfakeroot/libfakeroot-sysv.so"};
        const char *path = installed(names[i]);
        if (path != NULL) {
            run_beside("", path);
            run_beside(path, "");
        }
    }
    trap_expect_traced("] dlopen(\"libcopy.so\", RTLD_NOW) = ?\n");
    char line[64];
    snprintf(line, sizeof line, "] dlsym(0x%lx, \"getppid\") = ?\n", (unsigned long)RTLD_NEXT);
    trap_expect_traced(line);
    return 0;
}

#endif
