/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Row 38: the program changes its directory, removes it, or changes its root or its user. A trace file that is named by
 * a relative path is the one in the directory of the program's start. If the file can no longer be reached, lines are
 * lost, and the loss is counted and reported on stderr.
 *
 * Breaks when: the path is not made absolute at the start: after chdir, the lines go to another file. When the loss is
 * not reported at the end: stderr stays empty.
 *
 * Build: -D_GNU_SOURCE
 */
#include "trap.h"

static char folder[] = "/tmp/trap-places-XXXXXX";

static void child(char what)
{
    char gone[] = "/tmp/trap-gone-XXXXXX";
    access("/first", F_OK);
    switch (what) {
    case 'd': /* chdir, and the directory is removed */
        EXPECT(mkdtemp(gone) != NULL && chdir(gone) == 0 && rmdir(gone) == 0, "a removed directory");
        break;
    case 'r': /* chroot into an empty directory */
        EXPECT(mkdtemp(gone) != NULL && chroot(gone) == 0 && chdir("/") == 0, "chroot");
        break;
    case 'u': /* another user, who may not write the file */
        EXPECT(setgid(65534) == 0 && setuid(65534) == 0, "setuid");
        break;
    default:
        break;
    }
    for (int i = 0; i < 3; i++) {
        EXPECT(access("/second", F_OK) == -1, "access");
    }
    exit(0);
}

/* Runs this program in a folder; returns what it printed on stderr. */
static char *said(const char *argument, const char *setting)
{
    static char name[128];
    snprintf(name, sizeof name, "%s/stderr", folder);
    const int old = dup(2);
    const int file = open(name, O_CREAT | O_TRUNC | O_WRONLY, 0600);
    dup2(file, 2);
    close(file);
    const int status = trap_again(argument, setting);
    dup2(old, 2);
    close(old);
    char *text = trap_read(name);
    EXPECT(WIFEXITED(status) && WEXITSTATUS(status) == 0, text);
    unlink(name);
    return text;
}

/*
 * If libc does not say whether a process has threads (glibc before 2.32, <sys/single_threaded.h>; musl), the trace's
 * descriptor stays open, and no line is lost with another root or user.
 */
#ifdef __GLIBC_PREREQ
#if __GLIBC_PREREQ(2, 32)
#define LINES_ARE_LOST true
#endif
#endif
#ifndef LINES_ARE_LOST
#define LINES_ARE_LOST false
#endif

static void expect_lines(const char *file, int seconds)
{
    char *trace = trap_read(file);
    int count = 0;
    EXPECT(strstr(trace, "\"/first\"") != NULL, "the first line");
    for (const char *at = trace; (at = strstr(at, "\"/second\"")) != NULL; at++) {
        count++;
    }
    EXPECT(count == seconds, "the later lines");
    EXPECT(unlink(file) == 0, "unlink");
}

int main(int argc, char **argv)
{
    char file[128], gone[128];
    if (argc > 1) {
        child(argv[1][0]);
    }
    if (getenv("TRAP_SHIM") == NULL) {
        return 0;
    }
    EXPECT(mkdtemp(folder) != NULL && chdir(folder) == 0, "a folder");
    snprintf(file, sizeof file, "%s/relative", folder);

    EXPECT(said("directory", "relative")[0] == '\0', "nothing to say");
    expect_lines(file, 3);

    snprintf(gone, sizeof gone, "%s/gone", folder);
    EXPECT(mkdir(gone, 0700) == 0 && chdir(gone) == 0 && rmdir(gone) == 0, "a program that starts nowhere");
    EXPECT(strstr(said("plain", "relative"), "shimgen: SHIMGEN_TRACE is no absolute path") != NULL,
           "a relative path without a directory must be refused loudly");
    EXPECT(said("plain", file)[0] == '\0', "an absolute path needs no directory");
    expect_lines(file, 3);
    EXPECT(chdir("/") == 0, "chdir");

    if (geteuid() != 0) {
        dprintf(2, "chroot and setuid are left out: they need root\n");
    } else {
        const char *loss = said("root", file);
        EXPECT((strstr(loss, " lines lost (ENOENT): ") != NULL) == LINES_ARE_LOST, loss);
        expect_lines(file, LINES_ARE_LOST ? 0 : 3);
        EXPECT(chmod(folder, 0711) == 0, "chmod");
        EXPECT(close(open(file, O_CREAT | O_WRONLY, 0600)) == 0, "a file of root");
        EXPECT((strstr(said("user", file), " lines lost (EACCES): ") != NULL) == LINES_ARE_LOST, "loss after setuid");
        expect_lines(file, LINES_ARE_LOST ? 0 : 3);
    }
    EXPECT(rmdir(folder) == 0, "rmdir");
    return 0;
}
