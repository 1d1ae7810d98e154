/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Row 69: addresses of Unix sockets are names of files, too.
 *
 * Breaks when: bind is left to the kernel: "bind". Addresses are not mapped back: "getsockname". A null byte behind a name is
 * relied upon: "a name without a null byte". A size is not looked at before the call: "an address that is cut".
 *
 * Build: -D_GNU_SOURCE -O2
 * Shim: redirected
 */
#include "trap_redirect.h"
#include <stddef.h>
#include <stdint.h>
#include <sys/socket.h>
#include <sys/un.h>

#define BEFORE offsetof(struct sockaddr_un, sun_path)

static struct sockaddr_un address;

static socklen_t named(const char *name)
{
    memset(&address, 0, sizeof address);
    address.sun_family = AF_UNIX;
    memcpy(address.sun_path, name, strlen(name));
    return (socklen_t)(BEFORE + strlen(name) + 1);
}

static int bound(int type, const char *name)
{
    const int end = socket(AF_UNIX, type, 0);
    const socklen_t size = named(name);
    return end >= 0 && bind(end, (struct sockaddr *)&address, size) == 0 ? end : -1;
}

/* Whether an address that was told is a name. */
static bool is(const struct sockaddr_un *told, socklen_t size, const char *name)
{
    return told->sun_family == AF_UNIX && size == BEFORE + strlen(name) + 1 && strcmp(told->sun_path, name) == 0;
}

static bool is_there(const char *path)
{
    return syscall(SYS_faccessat, AT_FDCWD, path, F_OK) == 0;
}

static void streams(void)
{
    struct sockaddr_un told;
    socklen_t size = sizeof told;
    const int listener = bound(SOCK_STREAM, "/trap-a/socket");
    EXPECT(listener >= 0 && is_there(trap_real("socket")), "bind");
    EXPECT(listen(listener, 5) == 0, "listen");
    EXPECT(bound(SOCK_STREAM, "/trap-a/socket") == -1 && errno == EADDRINUSE, "a name that is taken");
    EXPECT(getsockname(listener, (struct sockaddr *)&told, &size) == 0 && is(&told, size, "/trap-a/socket"), "getsockname");

    const int client = bound(SOCK_STREAM, "/trap-a/sub/client");
    socklen_t length = named("/trap-a/socket");
    EXPECT(client >= 0 && connect(client, (struct sockaddr *)&address, length) == 0, "connect");
    EXPECT(strcmp(address.sun_path, "/trap-a/socket") == 0, "the program's address is its own");
    size = sizeof told;
    EXPECT(getpeername(client, (struct sockaddr *)&told, &size) == 0 && is(&told, size, "/trap-a/socket"), "getpeername");
    size = sizeof told;
    const int accepted = accept(listener, (struct sockaddr *)&told, &size);
    EXPECT(accepted >= 0 && is(&told, size, "/trap-a/sub/client"), "accept");
    EXPECT(send(client, "x", 1, 0) == 1 && recv(accepted, &told, 1, 0) == 1, "what they say");

    /* As the kernel: what has no room is cut, and the size is what it would be. The real name happens to lie behind it. */
    size = sizeof told;
    EXPECT(syscall(SYS_getsockname, listener, &told, &size) == 0 && is(&told, size, trap_real("socket")), "the real name");
    size = BEFORE + 6;
    EXPECT(getsockname(listener, (struct sockaddr *)&told, &size) == 0 && size > BEFORE + 6 &&
               strcmp(told.sun_path, trap_real("socket")) == 0,
           "an address that is cut");
    size = 0;
    EXPECT(getsockname(listener, (struct sockaddr *)&told, &size) == 0 && size > BEFORE, "no room");
    EXPECT(fcntl(listener, F_SETFL, O_NONBLOCK) == 0, "fcntl");
    EXPECT(accept4(listener, NULL, NULL, SOCK_CLOEXEC) == -1 && errno == EAGAIN, "nobody wants to know, and nobody comes");
    close(client);
    close(accepted);
    close(listener);
}

static void datagrams(void)
{
    struct sockaddr_un told;
    socklen_t size = sizeof told;
    char text[8];
    EXPECT(chdir("/trap-a/sub") == 0, "chdir");
    const int one = bound(SOCK_DGRAM, "../one");
    const int other = bound(SOCK_DGRAM, "other");
    EXPECT(one >= 0 && other >= 0 && is_there(trap_real("one")) && is_there(trap_real("sub/other")), "relative names");
    const socklen_t length = named("/trap-a/one");
    EXPECT(sendto(other, "hello", 5, 0, (struct sockaddr *)&address, length) == 5, "sendto");
    EXPECT(recvfrom(one, text, sizeof text, 0, (struct sockaddr *)&told, &size) == 5 && is(&told, size, "other"), "recvfrom");
    EXPECT(symlink("/trap-a/one", "/trap-a/link") == 0, "a link");
    const socklen_t link_length = named("/trap-a/link");
    EXPECT(sendto(other, "again", 5, 0, (struct sockaddr *)&address, link_length) == 5, "a link to a socket");
    EXPECT(bound(SOCK_DGRAM, "/trap-a/link") == -1 && errno == EADDRINUSE, "a link is no name to bind");
    close(one);
    close(other);
}

static void others(void)
{
    const int end = socket(AF_UNIX, SOCK_DGRAM, 0);
    struct sockaddr_un told;
    socklen_t size = named("/trap-a/file");
    EXPECT(connect(end, (struct sockaddr *)&address, size) == -1 && errno == ECONNREFUSED, "a file that is no socket");
    size = named("/trap-a/none");
    EXPECT(connect(end, (struct sockaddr *)&address, size) == -1 && errno == ENOENT, "nothing");
    size = named("/trap-ab");
    EXPECT(connect(end, (struct sockaddr *)&address, size) == -1 && errno == ENOENT, "a name that begins alike");
    EXPECT(connect(end, (struct sockaddr *)(uintptr_t)16, 20) == -1 && errno == EFAULT, "a wild pointer");
    EXPECT(bind(end, NULL, 20) == -1 && errno == EFAULT, "NULL");
    EXPECT(getsockname(end, (struct sockaddr *)&told, (socklen_t *)(uintptr_t)16) == -1 && errno == EFAULT, "a wild size");

    /* Abstract addresses are no names of files. */
    memcpy(address.sun_path, "\0/trap-a/abstract", 17);
    const int abstract = socket(AF_UNIX, SOCK_DGRAM, 0);
    size = sizeof told;
    EXPECT(bind(abstract, (struct sockaddr *)&address, BEFORE + 17) == 0 &&
               getsockname(abstract, (struct sockaddr *)&told, &size) == 0 && size == BEFORE + 17 &&
               memcmp(told.sun_path, "\0/trap-a/abstract", 17) == 0,
           "an abstract address");
    size = sizeof told;
    EXPECT(getsockname(end, (struct sockaddr *)&told, &size) == 0 && size == BEFORE, "an address without a name");

    /* No null byte need be behind a name. */
    size = named("/trap-a/shortened") - 4;
    const int cut = socket(AF_UNIX, SOCK_DGRAM, 0);
    EXPECT(bind(cut, (struct sockaddr *)&address, size) == 0 && is_there(trap_real("shorte")), "a name without a null byte");
    memset(address.sun_path, '/', sizeof address.sun_path);
    memcpy(address.sun_path, "/trap-a", 7);
    EXPECT(bind(end, (struct sockaddr *)&address, sizeof address) == -1, "a name that fills its address");
    EXPECT(!is_there("/trap-a"), "nothing is really there");
}

int main(void)
{
    trap_redirect("/trap-d/e");
    streams();
    datagrams();
    others();
    return 0;
}
