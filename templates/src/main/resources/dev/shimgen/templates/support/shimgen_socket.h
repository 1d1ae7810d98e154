/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * shimgen_socket.h: connections of a shim's own to Java, in a process whose descriptors are the program's.
 *
 * Programs close descriptors that are not theirs (closefrom(3)), or put others in their place (dup2(2)). So a connection is
 * compared with what it was before each use, its number is out of the way (shimgen_file.h), and nothing is ever written but
 * by functions that fail for what is no socket.
 */
#ifndef SHIMGEN_SOCKET_H
#define SHIMGEN_SOCKET_H

#include <fcntl.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>

#include "shimgen_identity.h"
#include "shimgen_sys.h"

struct shimgen_socket {
    int descriptor;
    unsigned long long inode;
};

/* Numbers that programs do not usually reach, with room for all connections below the usual limit of 1024. */
#define SHIMGEN_SOCKET_LOWEST 880
#define SHIMGEN_SOCKETS 120

/* Whether a descriptor is still the connection that it was. */
static bool shimgen_socket_is(int descriptor, unsigned long long inode)
{
    struct shimgen_file_identity file;
    return shimgen_file_identify(descriptor, NULL, &file) && !file.regular && file.inode == inode;
}

static void shimgen_socket_close(int descriptor, unsigned long long inode)
{
    if (shimgen_socket_is(descriptor, inode)) {
        shimgen_sys_if_allowed(SYS_close, descriptor, 0, 0, 0, 0);
    }
}

/* Makes a socket, and gives it a number that is out of the way; false if there is no descriptor. */
static bool shimgen_socket_open(struct shimgen_socket *made, int type)
{
    struct shimgen_file_identity file;
    unsigned long long limit[2]; /* struct rlimit64 */
    const long low = shimgen_sys_if_allowed(SYS_socket, AF_UNIX, type | SOCK_CLOEXEC, 0, 0, 0);
    if (low < 0 || !shimgen_file_identify((int)low, NULL, &file)) {
        return false; /* there is none, or the program has closed it */
    }
    limit[0] = 0;
    shimgen_sys_if_allowed(SYS_prlimit64, 0, RLIMIT_NOFILE, 0, (long)limit, 0);
    const unsigned long long usual = SHIMGEN_SOCKET_LOWEST;
    const long from = limit[0] > usual + SHIMGEN_SOCKETS ? (long)usual : (long)(limit[0] - limit[0] / 4);
    const long high = shimgen_sys_if_allowed(SYS_fcntl, low, F_DUPFD_CLOEXEC, from, 0, 0);
    shimgen_socket_close((int)low, file.inode);
    made->descriptor = (int)high;
    made->inode = file.inode;
    return high >= 0;
}

/* Whether who listens there is the user whose process this is. */
static bool shimgen_socket_is_trusted(int descriptor)
{
    struct ucred peer;
    peer.uid = (uid_t)-1;
    unsigned size = sizeof peer;
    return shimgen_sys_if_allowed(SYS_getsockopt, descriptor, SOL_SOCKET, SO_PEERCRED, (long)&peer, (long)&size) == 0 &&
           peer.uid == shimgen_file_user();
}

/*
 * Connects a socket to a server of this user, with a time limit in milliseconds for each message. False if nobody listens; then it is
 * closed.
 */
static bool shimgen_socket_connect(const struct shimgen_socket *made, const struct sockaddr_un *server, unsigned limit)
{
    const int descriptor = made->descriptor;
    struct timeval time;
    time.tv_sec = limit / 1000;
    time.tv_usec = limit % 1000 * 1000 + (limit == 0); /* 0 would be no limit */
    const bool connected =
        shimgen_socket_is(descriptor, made->inode) &&
        shimgen_sys_if_allowed(SYS_setsockopt, descriptor, SOL_SOCKET, SO_SNDTIMEO, (long)&time, sizeof time) == 0 &&
        shimgen_sys_if_allowed(SYS_setsockopt, descriptor, SOL_SOCKET, SO_RCVTIMEO, (long)&time, sizeof time) == 0 &&
        shimgen_sys_if_allowed(SYS_connect, descriptor, (long)server, sizeof *server, 0, 0) == 0 &&
        shimgen_socket_is_trusted(descriptor);
    if (!connected) {
        shimgen_socket_close(descriptor, made->inode);
    }
    return connected;
}

#endif
