/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Connects to a port of 127.0.0.1, and says what came of it. Linked statically, it passes by every preload library.
 *
 * connects PORT
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

int main(int count, char **words)
{
    if (count < 2) {
        return 2;
    }
    const struct sockaddr_in address = {
        .sin_family = AF_INET,
        .sin_port = htons((unsigned short)atoi(words[1])),
        .sin_addr.s_addr = htonl(INADDR_LOOPBACK),
    };
    const int to = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    puts(connect(to, (const struct sockaddr *)&address, sizeof address) == 0 ? "reached" : strerrorname_np(errno));
    return 0;
}
