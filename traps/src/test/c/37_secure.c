/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Row 37: a program with more rights than its caller ignores SHIMGEN_TRACE. For such programs preloading is off, too,
 * so the shim is linked to this one: the test makes a set-user-ID copy of itself.
 *
 * Breaks when: AT_SECURE is not checked: the file that the caller names is written with the program's rights.
 *
 * Build: -D_GNU_SOURCE
 */
#include "trap.h"
#include <sys/auxv.h>

int main(int argc, char **argv)
{
    if (argc > 1) {
        EXPECT(getauxval(AT_SECURE) == 1, "the program must be secure");
        access("/secure", F_OK);
        return 0;
    }
    const char *shim = getenv("TRAP_SHIM");
    if (geteuid() != 0 || shim == NULL) {
        dprintf(2, "skipped: needs root and TRAP_SHIM\n");
        return 77;
    }
    /*
     * Makes a set-user-ID copy of this program that needs the shim as a library (found by its soname), and runs it
     * as another user.
     */
    char command[2048];
    unlink("/tmp/trap-secure.log");
    snprintf(command, sizeof command,
             "unset LD_PRELOAD; rm -rf /tmp/trap-secure; mkdir -m 755 /tmp/trap-secure && cp '%s' /tmp/trap-secure && "
             "chmod 755 /tmp/trap-secure/*.so && cc -D_GNU_SOURCE -o /tmp/trap-secure/prog '%s' -Wl,--no-as-needed "
             "/tmp/trap-secure/*.so -Wl,-rpath,/tmp/trap-secure && chmod 4755 /tmp/trap-secure/prog && "
             "SHIMGEN_TRACE=/tmp/trap-secure.log setpriv --reuid 65534 --clear-groups "
             "/tmp/trap-secure/prog child",
             shim, __FILE__);
    (void)argv;
    const int status = system(command);
    EXPECT(status == 0, "the secure program must run");
    EXPECT(access("/tmp/trap-secure.log", F_OK) == -1, "a secure program must not write where its caller says");
    (void)!system("rm -rf /tmp/trap-secure");
    return 0;
}
