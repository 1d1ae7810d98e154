/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Row 69: libraries that a program loads by a redirected name. dlopen(3) looks at its caller, so it is jumped to.
 *
 * Breaks when: the name is not handed on in its register: "dlopen". Names that were made before are not found again: there
 * is no more room at the 65th, "dlopen again".
 *
 * Build: -D_GNU_SOURCE -O2 -ldl
 * Plug-in: library -D_GNU_SOURCE
 * Shim: redirected
 */
#ifdef TRAP_LIBRARY
int trap_answer(void);
int trap_answer(void)
{
    return 42;
}
#else
#include "trap_redirect.h"
#include <dlfcn.h>

int main(void)
{
    trap_redirect("/trap-d/e");
    EXPECT(syscall(SYS_symlinkat, TRAP_PLUGIN("library"), AT_FDCWD, trap_real("library.so")) == 0, "a link to a library");
    void *const first = dlopen("/trap-a/library.so", RTLD_NOW | RTLD_LOCAL);
    EXPECT(first != NULL && dlsym(first, "trap_answer") != NULL, "dlopen");
    for (int i = 0; i < 100; i++) {
        void *const again = dlopen(i % 2 == 0 ? "/trap-a/library.so" : "/trap-a/sub/../library.so", RTLD_NOW);
        EXPECT(again == first && dlclose(again) == 0, "dlopen again");
    }
    EXPECT(dlclose(first) == 0, "dlclose");
    EXPECT(chdir("/trap-a/sub") == 0, "chdir");
    void *const relative = dlopen("../library.so", RTLD_LAZY);
    EXPECT(relative != NULL && dlclose(relative) == 0, "a relative name");
    void *const other = dlmopen(LM_ID_NEWLM, "/trap-a/library.so", RTLD_NOW);
    EXPECT(other != NULL, "dlmopen");
    EXPECT(dlopen("/trap-a/none.so", RTLD_NOW) == NULL && dlopen("libnone.so", RTLD_NOW) == NULL, "dlopen of nothing");
    EXPECT(dlopen(NULL, RTLD_NOW) != NULL, "dlopen of the program");
    return 0;
}
#endif
