/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * A program that talks nonsense to a handler: messages that have been changed at random, cut, repeated, or of another version. Now and
 * then a right one, which must be answered. For HostileHandlersTest.
 *
 * noise FOLDER SHIM-DIGEST FUNCTION COUNT SEED [USER]
 */
#define _GNU_SOURCE
#include "noise.h"
#include "shimgen_handle.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

static int connected(const struct sockaddr_un *address)
{
    const int connection = socket(AF_UNIX, SOCK_SEQPACKET, 0);
    const struct timeval second = {1, 0};
    setsockopt(connection, SOL_SOCKET, SO_RCVTIMEO, &second, sizeof second);
    if (connect(connection, (const struct sockaddr *)address, sizeof *address) != 0) {
        perror("connect");
        exit(1);
    }
    return connection;
}

/* A call of access("/path", 0), as shimgen_handle_call.h makes it. */
static size_t right(unsigned char *packet, unsigned function)
{
    static const char path[] = "/path";
    struct shimgen_handle_words *const call = (struct shimgen_handle_words *)(void *)packet;
    memset(call, 0, sizeof *call);
    memset(call->lengths, 0xff, sizeof call->lengths);
    call->head.mark = SHIMGEN_HANDLE_MARK;
    call->head.kind = SHIMGEN_HANDLE_CALL;
    call->head.id = 77;
    call->head.function = function;
    call->head.count = 2;
    call->head.bytes = sizeof path;
    call->words[0] = 4096;
    call->lengths[0] = sizeof path;
    memcpy(packet + sizeof *call, path, sizeof path);
    return sizeof *call + sizeof path;
}

int main(int count, char **words)
{
    static unsigned char packet[1 << 17];
    if (count < 6) {
        return 2;
    }
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    snprintf(address.sun_path, sizeof address.sun_path, "%s/handler-%s", words[1], words[2]);
    const unsigned function = (unsigned)atoi(words[3]);
    noise_state = strtoull(words[5], NULL, 10);
    if (count > 6) {
        const uid_t user = (uid_t)strtoul(words[6], NULL, 10);
        if (setresuid(user, user, user) != 0) {
            perror("setresuid");
            return 1;
        }
    }
    for (int i = 0; i < atoi(words[4]); i++) {
        const int connection = connected(&address);
        size_t size = right(packet, function);
        const unsigned changes = noise_below(6);
        for (unsigned change = 0; change < changes; change++) {
            packet[noise_below((unsigned)size)] = (unsigned char)noise_below(256);
        }
        if (changes > 0 && noise_below(4) == 0) {
            size = noise_below(2) == 0 ? noise_below((unsigned)size) : size + noise_below(60000);
        }
        send(connection, packet, size, MSG_NOSIGNAL);
        if (noise_below(3) == 0) {
            send(connection, packet, size, MSG_NOSIGNAL);
        }
        if (changes == 0) {
            struct shimgen_handle_words answer;
            if (recv(connection, &answer, sizeof answer, 0) < (ssize_t)sizeof answer.head ||
                answer.head.kind != SHIMGEN_HANDLE_RETURN || answer.head.id != 77) {
                printf("message %d was not answered\n", i);
                return 1;
            }
        }
        close(connection);
    }
    printf("said\n");
    return 0;
}
