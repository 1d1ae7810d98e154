/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Row 69: a program with more rights than its caller finds by each name what is there, whatever its caller says in
 * SHIMGEN_REDIRECT or in the session that SHIMGEN_SESSION names. As in row 37, the shim is linked to the program, of which the test
 * makes a set-user-ID copy. A copy that is none shows that the same words redirect.
 *
 * Breaks when: AT_SECURE is not looked at where the environment is read: "a name that the environment redirects"; where the session
 * is found: "a name that the session redirects".
 *
 * Build: -D_GNU_SOURCE
 * Shim: redirected
 */
#include "trap.h"
#include <sys/auxv.h>

/* A session's files, as shimgen_redirect.h says: a head whose generation is 1, and in the copy that counts the rule /trap-s=TO. */
static void make_session(const char *folder, uid_t owner, const char *to)
{
    static unsigned char head[4096];
    static unsigned char copies[2 << 20];
    static const char from[] = "/trap-s";
    const unsigned numbers[] = {1, 0, 88, sizeof from - 1, 88 + sizeof from - 1, (unsigned)strlen(to)};
    const unsigned version[] = {1, 1};
    char path[256];
    EXPECT(mkdir(folder, 0755) == 0, folder);
    memcpy(head, "shimredi", 8);
    memcpy(head + 8, version, sizeof version);
    unsigned char *const copy = copies + (1 << 20);
    memset(copy, 0xff, 64);
    memcpy(copy + 64, numbers, sizeof numbers);
    memcpy(copy + 88, from, sizeof from - 1);
    memcpy(copy + 88 + sizeof from - 1, to, strlen(to));
    const void *const texts[] = {head, copies};
    const char *const names[] = {"redirects", "redirect-rules"};
    const size_t sizes[] = {sizeof head, sizeof copies};
    for (int i = 0; i < 2; i++) {
        snprintf(path, sizeof path, "%s/%s", folder, names[i]);
        const int file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0644);
        EXPECT(write(file, texts[i], sizes[i]) == (ssize_t)sizes[i], path);
        close(file);
        EXPECT(chown(path, owner, owner) == 0, "chown");
    }
}

int main(int argc, char **argv)
{
    if (argc > 1) {
        const bool secure = strcmp(argv[1], "secure") == 0;
        EXPECT((getauxval(AT_SECURE) == 1) == secure, "whether the program is secure");
        EXPECT((access("/trap-e/file", F_OK) == 0) == !secure, "a name that the environment redirects");
        EXPECT((access("/trap-s/file", F_OK) == 0) == !secure, "a name that the session redirects");
        return 0;
    }
    const char *shim = getenv("TRAP_SHIM");
    if (geteuid() != 0 || shim == NULL) {
        dprintf(2, "skipped: needs root and TRAP_SHIM\n");
        return 77;
    }
    char folder[] = "/tmp/trap-secure-XXXXXX";
    EXPECT(mkdtemp(folder) != NULL && chmod(folder, 0755) == 0, "a folder that others can read");
    /* One that belongs to the caller, and one that belongs to whom the secure program runs as: no other is read. */
    char session[64];
    snprintf(session, sizeof session, "%s/plain-session", folder);
    make_session(session, 65534, folder);
    snprintf(session, sizeof session, "%s/secure-session", folder);
    make_session(session, 0, folder);
    char command[2048];
    snprintf(command, sizeof command,
             "unset LD_PRELOAD; cd %s && cp '%s' . && chmod 755 *.so && touch file && "
             "cc -D_GNU_SOURCE -o plain '%s' -Wl,--no-as-needed ./*.so -Wl,-rpath,%s && cp plain set && chmod 4755 set && "
             "export SHIMGEN_REDIRECT=/trap-e=%s && "
             "SHIMGEN_SESSION=%s/plain-session setpriv --reuid 65534 --clear-groups ./plain plain && "
             "SHIMGEN_SESSION=%s/secure-session setpriv --reuid 65534 --clear-groups ./set secure",
             folder, shim, __FILE__, folder, folder, folder, folder);
    const int status = system(command);
    snprintf(command, sizeof command, "rm -rf %s", folder);
    (void)!system(command);
    EXPECT(status == 0, "both programs must run");
    return 0;
}
