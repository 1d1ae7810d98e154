/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Row 65: a trace contains what programs read and write. So only the owner may read its file, and a symbolic link that
 * somebody has put in its place is not followed, but refused with a message; so is a file of another user, where the
 * test has the rights to make one.
 *
 * Breaks when: the file is created with 0666: its mode is 0666 under umask 0. When O_NOFOLLOW is missing: the trace is
 * in "somebody's file". When the owner is not looked at: the trace is in another user's file.
 *
 * Build: -D_GNU_SOURCE
 */
#include "trap.h"

static const char log_name[] = "trap-log";

/* Runs the child with a setting; returns what it prints on standard error. */
static char *said(const char *setting)
{
    const int old_stderr = dup(2);
    const int file = open("trap-error", O_RDWR | O_CREAT | O_TRUNC, 0600);
    dup2(file, 2);
    const int status = trap_again("child", setting);
    dup2(old_stderr, 2);
    close(old_stderr);
    close(file);
    char *text = trap_read("trap-error");
    unlink("trap-error");
    EXPECT(WIFEXITED(status) && WEXITSTATUS(status) == 0, text);
    return text;
}

int main(int argc, char **argv)
{
    struct stat status;
    char expanded[64];
    (void)argv;
    if (argc > 1) {
        snprintf(expanded, sizeof expanded, "planted-%d", (int)getpid());
        EXPECT(symlink("somebody", expanded) == 0, "symlink");
        access("/secret", F_OK);
        unlink(expanded);
        return 0;
    }
    umask(0);
    const char *errors = said(log_name);
    EXPECT(errors[0] == '\0', errors);
    EXPECT(stat(log_name, &status) == 0 && S_ISREG(status.st_mode), "a trace");
    EXPECT((status.st_mode & 0777) == 0600, "others can read the trace");
    EXPECT(strstr(trap_read(log_name), "\"/secret\"") != NULL, "the line");
    unlink(log_name);

    close(open("somebody", O_CREAT | O_TRUNC | O_WRONLY, 0600));
    EXPECT(symlink("somebody", log_name) == 0, "symlink");
    errors = said(log_name);
    EXPECT(stat("somebody", &status) == 0 && status.st_size == 0, "the trace is in somebody's file");
    EXPECT(strstr(errors, "shimgen: SHIMGEN_TRACE names a symbolic link") != NULL, errors);
    EXPECT(strstr(errors, " lines lost (ELOOP): ") != NULL && strstr(errors, "/trap-log\n") != NULL, errors);

    errors = said("planted-%p");
    EXPECT(stat("somebody", &status) == 0 && status.st_size == 0, "the trace is in somebody's file");
    EXPECT(strstr(errors, "shimgen: SHIMGEN_TRACE names a symbolic link") != NULL, errors);
    unlink(log_name);
    unlink("somebody");

    close(open(log_name, O_CREAT | O_TRUNC | O_WRONLY, 0666));
    if (chown(log_name, 65534, 65534) == 0) {
        errors = said(log_name);
        EXPECT(stat(log_name, &status) == 0 && status.st_size == 0, "the trace is in another user's file");
        EXPECT(strstr(errors, "shimgen: the file that SHIMGEN_TRACE names belongs to another user") != NULL, errors);
    } else {
        EXPECT(errno == EPERM, "chown");
    }
    unlink(log_name);
    return 0;
}
