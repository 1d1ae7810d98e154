/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Row 33: SHIMGEN_TRACE=stdout, or STDERR, is not meant as the name of a file; it is refused with a message.
 *
 * Breaks when: any word is taken for a path: there is a file "stdout".
 */
#include "trap.h"

int main(int argc, char **argv)
{
    static const char *const words[] = {"stdout", "STDOUT", "STDERR", "Stderr"};
    struct stat status;
    (void)argv;
    if (argc > 1) {
        return access("/anything", F_OK) == -1 ? 0 : 1;
    }
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        const int old_stderr = dup(2);
        const int file = open("trap-error", O_RDWR | O_CREAT | O_TRUNC, 0600);
        dup2(file, 2);
        const int ended = trap_again("child", words[i]);
        dup2(old_stderr, 2);
        close(old_stderr);
        close(file);
        const char *errors = trap_read("trap-error");
        EXPECT(WIFEXITED(ended) && WEXITSTATUS(ended) == 0, errors);
        EXPECT(strncmp(errors, "shimgen: SHIMGEN_TRACE is stderr, in small letters, or the path of a file", 73) == 0, errors);
        EXPECT(strstr(errors, "/anything") == NULL, errors);
        EXPECT(stat(words[i], &status) == -1, "a file of that name");
    }
    unlink("trap-error");
    const int ended = trap_again("child", "./stdout");
    EXPECT(WIFEXITED(ended) && WEXITSTATUS(ended) == 0, "a path");
    EXPECT(strstr(trap_read("stdout"), "\"/anything\"") != NULL, "a path is a path");
    unlink("stdout");
    return 0;
}
