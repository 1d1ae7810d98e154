/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Prints a file that is in the current folder, by system calls. Linked statically, no preloaded library gets into it. For MountsTest.
 */
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

int main(int count, char **words)
{
    char bytes[4096];
    ssize_t size;
    const int file = count < 2 ? -1 : open(words[1], O_RDONLY);
    if (file < 0) {
        perror("open");
        return 1;
    }
    while ((size = read(file, bytes, sizeof bytes)) > 0) {
        if (write(1, bytes, (size_t)size) != size) {
            return 1;
        }
    }
    return 0;
}
