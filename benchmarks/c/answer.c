/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * A handler in C, on the same transport as those in Java: it answers every call with success, stat(2) with a structure, and open(2) with a
 * descriptor. It trusts what comes.
 *
 * answer FOLDER SHIM-DIGEST [SPINNING, in microseconds]
 */
#define _GNU_SOURCE
#include "shimgen_handle.h"
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

/* Numbers of functions are their places in the order of names. */
enum { OPEN, STAT };

struct answer {
    struct shimgen_handle_words words;
    struct stat status;
};

static void answer_open(int connection, struct answer *answer)
{
    union {
        struct cmsghdr head;
        char bytes[CMSG_SPACE(sizeof(int))];
    } control;
    const int file = open("/dev/null", O_RDONLY | O_CLOEXEC);
    answer->words.head.flags = SHIMGEN_HANDLE_HAS_FILE | SHIMGEN_HANDLE_KEEP_FILE;
    memset(&control, 0, sizeof control);
    control.head.cmsg_level = SOL_SOCKET;
    control.head.cmsg_type = SCM_RIGHTS;
    control.head.cmsg_len = CMSG_LEN(sizeof file);
    memcpy(CMSG_DATA(&control.head), &file, sizeof file);
    struct iovec part = {&answer->words, sizeof answer->words};
    struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1, .msg_control = &control, .msg_controllen = sizeof control};
    sendmsg(connection, &message, MSG_NOSIGNAL);
    close(file);
}

static unsigned spinning; /* microseconds */

static long long now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (long long)time.tv_sec * 1000000 + time.tv_nsec / 1000;
}

/* The next packet, for which it looks for a while before it sleeps. */
static ssize_t receive(int connection, void *packet, size_t size)
{
    const long long end = spinning == 0 ? 0 : now() + spinning;
    ssize_t received = -1;
    while (spinning != 0 && received < 0 && now() < end) {
        received = recv(connection, packet, size, MSG_DONTWAIT);
    }
    return received < 0 ? recv(connection, packet, size, 0) : received;
}

static void *serve(void *argument)
{
    const int connection = (int)(long)argument;
    static __thread unsigned char packet[sizeof(struct shimgen_handle_words) + SHIMGEN_HANDLE_ROOM];
    static __thread struct answer answer;
    const struct shimgen_handle_words *const call = (const struct shimgen_handle_words *)(const void *)packet;
    while (receive(connection, packet, sizeof packet) > 0) {
        memset(&answer, 0, sizeof answer);
        memset(answer.words.lengths, 0xff, sizeof answer.words.lengths);
        answer.words.head = call->head;
        answer.words.head.kind = SHIMGEN_HANDLE_RETURN;
        answer.words.head.bytes = 0;
        if (call->head.function == OPEN) {
            answer_open(connection, &answer);
        } else {
            answer.status.st_size = call->head.thread;
            answer.words.lengths[1] = sizeof answer.status;
            answer.words.head.bytes = sizeof answer.status;
            send(connection, &answer, sizeof answer, MSG_NOSIGNAL);
        }
    }
    close(connection);
    return NULL;
}

int main(int count, char **words)
{
    if (count < 3) {
        return 2;
    }
    spinning = count > 3 ? (unsigned)atoi(words[3]) : 0;
    char path[200];
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    snprintf(address.sun_path, sizeof address.sun_path, "%s/handler-%s", words[1], words[2]);
    const int listener = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0);
    if (bind(listener, (struct sockaddr *)&address, sizeof address) != 0 || listen(listener, 100) != 0) {
        perror(address.sun_path);
        return 1;
    }
    snprintf(path, sizeof path, "%s/handlers", words[1]);
    const size_t size = (size_t)(1 + SHIMGEN_HANDLE_SHIMS) * SHIMGEN_HANDLE_PAGE;
    unsigned char *const pages = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, open(path, O_RDWR | O_CLOEXEC), 0);
    for (unsigned i = 1; i <= SHIMGEN_HANDLE_SHIMS; i++) {
        struct shimgen_handle_shim *const shim =
            (struct shimgen_handle_shim *)(void *)(pages + (size_t)i * SHIMGEN_HANDLE_PAGE);
        if (shim->state == SHIMGEN_HANDLE_THERE) {
            shim->limit = 10000;
            shim->spin = spinning;
            shim->handler = (unsigned)getpid();
            memset(shim->wanted, 1, shim->functions);
        }
    }
    printf("serves\n");
    fflush(stdout);
    for (;;) {
        const int connection = accept4(listener, NULL, NULL, SOCK_CLOEXEC);
        pthread_t thread;
        if (connection >= 0 && pthread_create(&thread, NULL, serve, (void *)(long)connection) == 0) {
            pthread_detach(thread);
        }
    }
}
