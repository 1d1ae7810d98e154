/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Row 14: formats with ints and doubles mixed, more arguments than registers hold, long doubles, positions and wide
 * characters, in all functions that take formats, through their v twins or by a jump.
 *
 * Shim: peculiar
 *
 * Breaks when: the vector registers are not passed on: 0.0 is printed in place of the numbers.
 */
#define _GNU_SOURCE
#include "trap.h"
#include <err.h>
#include <error.h>
#include <monetary.h>
#include <syslog.h>
#include <wchar.h>

#define PLAIN "%s %d %.1f %ld %.2f %c %.1Lf %g %g %g %g %g %g %g %d %d %d %d %d %d"
#define VALUES "text", 7, 1.5, 8L, 2.25, 'x', 3.5L, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 1, 2, 3, 4, 5, 6
#define EXPECTED "text 7 1.5 8 2.25 x 3.5 1 2 3 4 5 6 7 1 2 3 4 5 6"

static char *said(void (*say)(void))
{
    static char text[4096];
    int ends[2];
    EXPECT(pipe(ends) == 0, "pipe");
    const pid_t child = fork();
    if (child == 0) {
        dup2(ends[1], 1);
        dup2(ends[1], 2);
        say();
        exit(5);
    }
    close(ends[1]);
    size_t length = 0;
    ssize_t got;
    while ((got = read(ends[0], text + length, sizeof text - 1 - length)) > 0) {
        length += (size_t)got;
    }
    text[length] = '\0';
    close(ends[0]);
    int status;
    waitpid(child, &status, 0);
    EXPECT(WIFEXITED(status) && WEXITSTATUS(status) == 5, "the status of the one who spoke");
    return text;
}

static void say_printf(void)
{
    printf(PLAIN, VALUES);
}

static void say_fprintf(void)
{
    fprintf(stdout, PLAIN, VALUES);
}

static void say_dprintf(void)
{
    dprintf(1, PLAIN, VALUES);
}

static void say_warnx(void)
{
    warnx(PLAIN, VALUES);
}

static void say_warn(void)
{
    errno = ENOENT;
    warn(PLAIN, VALUES);
}

static void say_errx(void)
{
    errx(5, PLAIN, VALUES);
}

static void say_err(void)
{
    errno = ENOENT;
    err(5, PLAIN, VALUES);
}

static void say_error(void)
{
    error(5, ENOENT, PLAIN, VALUES);
}

int main(void)
{
    char text[512];
    wchar_t wide[512];
    char *allocated = NULL;
    snprintf(text, sizeof text, PLAIN, VALUES);
    EXPECT(strcmp(text, EXPECTED) == 0, "snprintf");
    volatile size_t little = 4;
    EXPECT(snprintf(text, little, "%d", 123456) == 6 && strcmp(text, "123") == 0, "snprintf in little room");
    EXPECT(asprintf(&allocated, PLAIN, VALUES) > 0 && strcmp(allocated, EXPECTED) == 0, "asprintf");
    EXPECT(swprintf(wide, 512, L"%d %.1f %ls", 3, 4.5, L"wide") == 10 && wcscmp(wide, L"3 4.5 wide") == 0, "swprintf");
    EXPECT(strfmon(text, sizeof text, "%.2n %.1n %.0n", 1.5, 2.5, 4.0) > 0, "strfmon");
    EXPECT(strcmp(text, "1.50 2.5 4") == 0, text);
    syslog(LOG_DEBUG, PLAIN, VALUES);
    EXPECT(strcmp(said(say_printf), EXPECTED) == 0, "printf");
    EXPECT(strcmp(said(say_fprintf), EXPECTED) == 0, "fprintf");
    EXPECT(strcmp(said(say_dprintf), EXPECTED) == 0, "dprintf");
    EXPECT(strstr(said(say_warnx), ": " EXPECTED "\n") != NULL, "warnx");
    EXPECT(strstr(said(say_warn), ": " EXPECTED ": No such file or directory\n") != NULL, "warn");
    EXPECT(strstr(said(say_errx), ": " EXPECTED "\n") != NULL, "errx");
    EXPECT(strstr(said(say_err), ": " EXPECTED ": No such file or directory\n") != NULL, "err");
    EXPECT(strstr(said(say_error), ": " EXPECTED ": No such file or directory\n") != NULL, "error");
    trap_expect_traced("] error(5, 2, \"%s %d %.1f %ld %.2f %c %.1Lf %g \"..., ...) = ?\n");
    trap_expect_traced("] snprintf(");
    return 0;
}
