/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Row 48: file names are bytes. A name with every byte except null and slash reaches the kernel unchanged, and is
 * escaped in the trace so that the line can be decoded.
 *
 * Breaks when: shimgen_text_escaped prints bytes above 0x7e unchanged: the line is neither ASCII nor UTF-8.
 */
#include "trap.h"

int main(void)
{
    char folder[] = "/tmp/trap-bytes-XXXXXX";
    char name[256], shown[1200] = "", line[1300];
    struct stat status;
    size_t length = 0;
    EXPECT(mkdtemp(folder) != NULL && chdir(folder) == 0, "a folder");
    for (int byte = 1; byte < 256; byte++) {
        if (byte != '/') {
            name[length++] = (char)byte;
        }
    }
    name[length] = '\0';
    const int file = open(name, O_CREAT | O_WRONLY, 0600);
    EXPECT(file >= 0 && close(file) == 0, "a name of 254 bytes");
    EXPECT(stat(name, &status) == 0, "stat");
    EXPECT(access("\377\376", F_OK) == -1 && errno == ENOENT, "a name that is no UTF-8");
    EXPECT(unlink(name) == 0 && chdir("/") == 0 && rmdir(folder) == 0, "unlink");
    for (size_t i = 0; i < length; i++) {
        const unsigned char byte = (unsigned char)name[i];
        const char *letter = byte == 0 ? NULL : strchr("\"\\\n\t\r\f\v", byte);
        if (letter != NULL) {
            const char escaped[] = {'\\', "\"\\ntrfv"[letter - strchr("\"\\\n\t\r\f\v", '"')], '\0'};
            strcat(shown, letter == NULL ? "" : escaped);
        } else {
            snprintf(shown + strlen(shown), 8, byte >= 0x20 && byte < 0x7f ? "%c" : "\\%03o", byte);
        }
    }
    snprintf(line, sizeof line, "] stat(\"%s\", {st_mode=S_IFREG|0600, ", shown);
    trap_expect_traced("] access(\"\\377\\376\", F_OK) = -1 ENOENT");
    trap_expect_traced(line);
    return 0;
}
