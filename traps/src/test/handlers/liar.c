/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * A handler that lies: it takes the place of one in a session, and answers with messages that have been changed at random, cut,
 * repeated, or left out. For HostileHandlersTest.
 *
 * liar FOLDER SHIM-DIGEST SEED
 */
#define _GNU_SOURCE
#include "noise.h"
#include "shimgen_handle.h"
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

static const char *noise; /* the file whose pages are overwritten, if that is wanted */

/* An answer that is right; then some of it is changed. */
static size_t lie(unsigned char *packet, const struct shimgen_handle_words *call)
{
    struct shimgen_handle_words *const answer = (struct shimgen_handle_words *)(void *)packet;
    memset(answer, 0, sizeof *answer);
    answer->head = call->head;
    answer->head.kind = noise_below(3) == 0 ? SHIMGEN_HANDLE_PROCEED : SHIMGEN_HANDLE_RETURN;
    answer->head.result = noise_below(4) == 0 ? -1 : (int)noise_below(5);
    answer->head.error = (int)noise_below(140);
    answer->head.flags = 0;
    answer->head.bytes = 0;
    size_t used = 0;
    for (unsigned i = 0; i < SHIMGEN_HANDLE_ARGUMENTS_MAX; i++) {
        answer->words[i] = noise_below(3) == 0 ? noise_below(1U << 31) : call->words[i];
        answer->lengths[i] = SHIMGEN_HANDLE_NOTHING;
        if (i < call->head.count && noise_below(3) == 0) {
            const unsigned length = noise_below(2) == 0 && call->rooms[i] < 200 ? call->rooms[i] : noise_below(64);
            if (used + length <= SHIMGEN_HANDLE_ANSWER_ROOM) {
                answer->lengths[i] = length;
                memset(packet + sizeof *answer + used, noise_below(2) == 0 ? 0 : 'x', length);
                used += length;
                answer->head.bytes += length;
                if (length > 0 && noise_below(2) == 0) {
                    packet[sizeof *answer + used - 1] = 0;
                }
            }
        }
    }
    size_t size = sizeof *answer + used;
    for (unsigned changes = noise_below(3) == 0 ? noise_below(8) : 0; changes > 0; changes--) {
        packet[noise_below((unsigned)size)] = (unsigned char)noise_below(256);
    }
    switch (noise_below(12)) {
    case 0:
        size = noise_below((unsigned)size + 1);
        break;
    case 1:
        size += noise_below(200);
        break;
    default:
        break;
    }
    return size;
}

static void *serve(void *argument)
{
    const int connection = (int)(long)argument;
    static __thread unsigned char packet[1 << 17];
    static __thread unsigned char answer[8192];
    for (;;) {
        const ssize_t received = recv(connection, packet, sizeof packet, 0);
        if (received <= 0) {
            break;
        }
        const size_t size = lie(answer, (struct shimgen_handle_words *)(void *)packet);
        const unsigned what = noise_below(80);
        if (what == 0) {
            break; /* gone */
        }
        if (what == 1) {
            usleep(12000); /* late */
        }
        if (what == 2) {
            send(connection, answer, size, MSG_NOSIGNAL); /* twice */
        }
        if (what == 3) {
            /* With a descriptor that nobody has asked for. */
            union {
                struct cmsghdr head;
                char bytes[CMSG_SPACE(sizeof(int))];
            } control;
            memset(&control, 0, sizeof control);
            control.head.cmsg_level = SOL_SOCKET;
            control.head.cmsg_type = SCM_RIGHTS;
            control.head.cmsg_len = CMSG_LEN(sizeof(int));
            memcpy(CMSG_DATA(&control.head), &(int){0}, sizeof(int));
            struct iovec part = {answer, size};
            struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1, .msg_control = &control, .msg_controllen = sizeof control};
            sendmsg(connection, &message, MSG_NOSIGNAL);
            continue;
        }
        send(connection, answer, size, MSG_NOSIGNAL);
    }
    close(connection);
    return NULL;
}

static __attribute__((noreturn)) void *disturb(void *pages)
{
    for (;;) {
        usleep(500);
        unsigned char *const at = (unsigned char *)pages + noise_below(17 * SHIMGEN_HANDLE_PAGE);
        /* The first words of each page are left alone now and then, so that there are programs that ask at all. */
        *at = (unsigned char)noise_below(256);
    }
}

int main(int count, char **words)
{
    if (count < 4) {
        return 2;
    }
    char path[200];
    noise_state = strtoull(words[3], NULL, 10);
    noise = count > 4 ? words[4] : NULL;
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    snprintf(address.sun_path, sizeof address.sun_path, "%s/handler-%s", words[1], words[2]);
    const int listener = socket(AF_UNIX, SOCK_SEQPACKET, 0);
    if (bind(listener, (struct sockaddr *)&address, sizeof address) != 0 || listen(listener, 100) != 0) {
        perror(address.sun_path);
        return 1;
    }
    snprintf(path, sizeof path, "%s/handlers", words[1]);
    const int file = open(path, O_RDWR);
    unsigned char *const pages =
        mmap(NULL, 17 * SHIMGEN_HANDLE_PAGE, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    for (unsigned i = 1; i <= SHIMGEN_HANDLE_SHIMS; i++) {
        struct shimgen_handle_shim *const shim = (struct shimgen_handle_shim *)(void *)(pages + i * SHIMGEN_HANDLE_PAGE);
        if (shim->state == SHIMGEN_HANDLE_THERE) {
            shim->limit = 10;
            shim->handler = 1;
            memset(shim->wanted, 1, sizeof shim->wanted);
        }
    }
    printf("serves\n");
    fflush(stdout);
    if (noise != NULL) {
        pthread_t thread;
        pthread_create(&thread, NULL, disturb, pages);
    }
    for (;;) {
        const int connection = accept(listener, NULL, NULL);
        pthread_t thread;
        if (connection >= 0 && pthread_create(&thread, NULL, serve, (void *)(long)connection) == 0) {
            pthread_detach(thread);
        }
    }
}
