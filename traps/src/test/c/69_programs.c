/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Row 69: scripts and programs below a name that stands for another, executed in every way.
 *
 * Breaks when: the first line of a script is left to the kernel, whose interpreter is nowhere: "a script: status 11264". The script
 * is told its real name: "a script: status 512". PATH is left to libc: "along PATH: status 11264". Lists of arguments are:
 * "execl: status 11264". An interpreter without a slash is looked for along PATH: "an interpreter that is not here: status
 * 2048". Texts without a first line are left to libc: "a text: status 1536"; to the kernel: "execlp of a text: status 11264".
 * posix_spawnp runs them by a shell: "posix_spawnp of a text".
 *
 * Build: -D_GNU_SOURCE -O2
 * Shim: redirected
 */
#include "trap_redirect.h"
#include <spawn.h>

extern char **environ;

static char *script_words[] = {(char *)"first", (char *)"one", (char *)"two words", NULL};

static void expect_exit(pid_t child, int expected, const char *what)
{
    int status = -1;
    EXPECT(child > 0 && waitpid(child, &status, 0) == child, "waitpid");
    if (!WIFEXITED(status) || WEXITSTATUS(status) != expected) {
        dprintf(2, "%s: status %d\n", what, status);
        _exit(1);
    }
}

static void executable(const char *path, const char *text)
{
    trap_write(path, text);
    EXPECT(syscall(SYS_fchmodat, AT_FDCWD, path, 0755) == 0, "chmod");
}

static void run(int how, const char *what, const char *name)
{
    const pid_t child = fork();
    if (child == 0) {
        switch (how) {
        case 0:
            execve(name, script_words, environ);
            break;
        case 1:
            execv(name, script_words);
            break;
        case 2:
            execvp(name, script_words);
            break;
        default:
            execvpe(name, script_words, environ);
            break;
        }
        _exit(errno == ENOENT ? 44 : errno == EACCES ? 43 : 45);
    }
    expect_exit(child, 7, what);
}

/* What is no program for the kernel is one for a shell: execvp(3). Interpreters count from the current folder. */
static void odd(void)
{
    char *const words[] = {(char *)"first", (char *)"one", (char *)"two words", NULL};
    executable(trap_real("bare"), "#!sh\nexit 8\n");
    executable(trap_real("text"), "[ \"$0 $# $1 $2\" = \"/trap-a/text 2 one two words\" ] || exit 6\nexit 7\n");
    executable(trap_real("empty"), "#! \nexit 7\n");
    EXPECT(chdir("/etc") == 0, "chdir");
    pid_t child = fork();
    if (child == 0) {
        execvp("/trap-a/bare", words);
        _exit(errno == ENOENT ? 44 : 45);
    }
    expect_exit(child, 44, "an interpreter that is not here");
    EXPECT(chdir("/trap-a") == 0, "chdir");
    child = fork();
    if (child == 0) {
        execvp("/trap-a/bare", words);
        _exit(44);
    }
    expect_exit(child, 8, "an interpreter in the current folder");
    EXPECT(execv("/trap-a/text", words) == -1 && errno == ENOEXEC, "execv of a text");
    EXPECT(execv("/trap-a/empty", words) == -1 && errno == ENOEXEC, "a script without an interpreter");
    EXPECT(posix_spawnp(&child, "/trap-a/text", NULL, NULL, words, environ) == ENOEXEC, "posix_spawnp of a text");
    run(2, "a text", "/trap-a/text");
    run(3, "a text", "/trap-a/text");
    run(2, "a script for a shell", "/trap-a/empty");
    child = fork();
    if (child == 0) {
        execlp("/trap-a/text", "first", "one", "two words", (char *)NULL);
        _exit(44);
    }
    expect_exit(child, 7, "execlp of a text");
    EXPECT(chdir("/") == 0, "chdir /");
}

static void list(void)
{
    pid_t child = fork();
    if (child == 0) {
        execl("/trap-a/script", "first", "one", "two words", (char *)NULL);
        _exit(44);
    }
    expect_exit(child, 7, "execl");
    child = fork();
    if (child == 0) {
        execlp("trap-script", "first", "one", "two words", (char *)NULL);
        _exit(44);
    }
    expect_exit(child, 7, "execlp");
    child = fork();
    if (child == 0) {
        execle("/trap-a/script", "first", "one", "two words", (char *)NULL, environ);
        _exit(44);
    }
    expect_exit(child, 7, "execle");
}

int main(void)
{
    char *const none[] = {NULL};
    trap_redirect("/trap-d/e");
    /* The interpreter is a link to sh(1), so that the dynamic linker finds what it needs. */
    EXPECT(symlink("/bin/sh", trap_real("sh")) == 0, "a link");
    executable(trap_real("script"), "#! /trap-a/sh -e  \n[ \"$0 $# $1 $2\" = \"/trap-a/script 2 one two words\" ] || exit 2\nexit 7\n");
    executable(trap_real("sub/trap-script"),
               "#!/trap-a/sh\n[ \"$0 $# $1 $2\" = \"/trap-a/sub/trap-script 2 one two words\" ] || exit 3\nexit 7\n");
    executable(trap_real("../outside"), "#!/trap-a/sh\n[ \"$#\" = 2 ] || exit 4\nexit 7\n");
    executable(trap_real("nested"), "#!/trap-a/script\n");
    executable(trap_real("plain"), "#!/bin/sh\n[ \"$0\" = /trap-a/plain ] || exit 5\nexit 7\n");
    trap_write(trap_real("closed"), "#!/bin/sh\nexit 7\n");
    for (int how = 0; how < 4; how++) {
        run(how, "a script", "/trap-a/script");
        run(how, "a script outside", trap_real("../outside"));
        run(how, "a script with an interpreter outside", "/trap-a/plain");
    }
    setenv("PATH", "/usr/bin:/trap-a/sub:/bin", 1);
    run(2, "along PATH", "trap-script");
    run(3, "along PATH", "trap-script");
    list();
    odd();
    EXPECT(execv("/trap-a/closed", script_words) == -1 && errno == EACCES, "a script that may not be executed");
    EXPECT(execv("/trap-a/none", script_words) == -1 && errno == ENOENT, "a program that is not there");
    EXPECT(execv("/trap-a", script_words) == -1 && errno == EACCES, "a folder");
    EXPECT(execvp("trap-none", script_words) == -1 && errno == ENOENT, "not along PATH");
    EXPECT(execv("", script_words) == -1 && errno == ENOENT, "no name");

    pid_t child = vfork();
    if (child == 0) {
        execv("/trap-a/script", script_words);
        _exit(44);
    }
    expect_exit(child, 7, "vfork");
    EXPECT(posix_spawn(&child, "/trap-a/script", NULL, NULL, script_words, environ) == 0, "posix_spawn");
    expect_exit(child, 7, "posix_spawn");
    EXPECT(posix_spawnp(&child, "trap-script", NULL, NULL, script_words, environ) == 0, "posix_spawnp");
    expect_exit(child, 7, "posix_spawnp");
    EXPECT(posix_spawn(&child, "/trap-a/none", NULL, NULL, script_words, environ) == ENOENT, "posix_spawn of nothing");
    child = fork();
    if (child == 0) {
        execve("/trap-a/sh", none, environ);
        _exit(44);
    }
    expect_exit(child, 0, "a program without arguments");
    return 0;
}
