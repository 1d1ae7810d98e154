#define _GNU_SOURCE
/*
 * Memory that a call was given and has not touched, although it succeeded. It need not be there: the program has no fault, and
 * says so by its exit status.
 */
#include <arpa/inet.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/fanotify.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define EXPECT(condition, message)                                                                                     \
    do {                                                                                                               \
        if (!(condition)) {                                                                                            \
            dprintf(2, "%d: %s (errno %d)\n", __LINE__, message, errno);                                               \
            _exit(1);                                                                                                  \
        }                                                                                                              \
    } while (0)

static char *nowhere; /* a page that cannot be read */

/* Bytes at the end of a page, before one that cannot be read. */
static char *last(size_t size)
{
    char *pages = mmap(NULL, 8192, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    mprotect(pages + 4096, 4096, PROT_NONE);
    return pages + 4096 - size;
}

static void addresses(void)
{
    struct sockaddr_in address;
    socklen_t size = sizeof address;
    const int listener = socket(AF_INET, SOCK_STREAM, 0);
    memset(&address, 0, sizeof address);
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (bind(listener, (struct sockaddr *)&address, size) != 0 || listen(listener, 5) != 0 ||
        getsockname(listener, (struct sockaddr *)&address, &size) != 0) {
        return; /* no network here */
    }
    socklen_t two = 2;
    EXPECT(getsockname(listener, (struct sockaddr *)last(2), &two) == 0 && two == sizeof address, "getsockname, 2 bytes");
    socklen_t none = 0;
    EXPECT(getsockname(listener, (struct sockaddr *)nowhere, &none) == 0, "getsockname, no bytes");
    for (int i = 0; i < 2; i++) {
        const int client = socket(AF_INET, SOCK_STREAM, 0);
        EXPECT(connect(client, (struct sockaddr *)&address, sizeof address) == 0, "connect");
        two = 2;
        const int server = i == 0 ? accept(listener, NULL, (socklen_t *)nowhere)
                                  : accept(listener, (struct sockaddr *)last(2), &two);
        EXPECT(server >= 0, "accept");
        EXPECT(send(client, "hello", 5, 0) == 5, "send");
        char buffer[8];
        EXPECT(recv(server, buffer, 1, 0) == 1, "recv");
        EXPECT(recv(server, nowhere, 4, MSG_TRUNC) == 4, "recv throws away");
        close(server);
        close(client);
    }
    close(listener);
}

static void options(void)
{
    const int one = socket(AF_INET, SOCK_STREAM, 0);
    if (one < 0) {
        return;
    }
    char *const byte = last(1);
    *byte = 0x10;
    EXPECT(setsockopt(one, IPPROTO_IP, IP_TOS, byte, 1) == 0, "setsockopt of a byte");
    socklen_t size = 1;
    EXPECT(getsockopt(one, IPPROTO_IP, IP_TTL, byte, &size) == 0, "getsockopt of a byte");
    size = 0;
    EXPECT(getsockopt(one, SOL_SOCKET, SO_TYPE, nowhere, &size) == 0, "getsockopt of nothing");
    close(one);
}

static void waits(void)
{
    struct timespec soon = {0, 1000};
    EXPECT(nanosleep(&soon, (struct timespec *)nowhere) == 0, "nanosleep");
    int pair[2];
    EXPECT(pipe(pair) == 0, "pipe");
    const int set = epoll_create1(0);
    struct epoll_event event;
    memset(&event, 0, sizeof event);
    event.events = EPOLLIN;
    EXPECT(epoll_ctl(set, EPOLL_CTL_ADD, pair[0], &event) == 0, "epoll_ctl, add");
    EXPECT(epoll_ctl(set, EPOLL_CTL_DEL, pair[0], (struct epoll_event *)nowhere) == 0, "epoll_ctl, delete");
    EXPECT(epoll_wait(set, (struct epoll_event *)nowhere, 5, 0) == 0, "epoll_wait, and nothing has come");
    EXPECT(poll((struct pollfd *)nowhere, 0, 0) == 0, "poll of nothing");
    EXPECT(poll((struct pollfd *)nowhere, 1UL << 32, 0) == 0, "poll of as many as an int cannot say");
    EXPECT(readv(pair[0], (struct iovec *)nowhere, 0) == 0, "readv of nothing");
    EXPECT(writev(pair[1], (struct iovec *)nowhere, 0) == 0, "writev of nothing");
    const pid_t child = fork();
    if (child == 0) {
        pause();
        _exit(0);
    }
    EXPECT(waitpid(child, (int *)nowhere, WNOHANG) == 0, "waitpid, and nobody has ended");
    kill(child, SIGKILL);
    waitpid(child, NULL, 0);
    close(set);
    close(pair[0]);
    close(pair[1]);
}

/* An address of its family alone: unix(7), "Autobind feature", and connect(2) that dissolves an association. */
static void families(void)
{
    const int one = socket(AF_UNIX, SOCK_DGRAM, 0);
    char *const address = last(2);
    const sa_family_t families[] = {AF_UNIX, AF_UNSPEC};
    memcpy(address, &families[0], 2);
    EXPECT(bind(one, (struct sockaddr *)address, 2) == 0, "bind to a family");
    memcpy(address, &families[1], 2);
    EXPECT(connect(one, (struct sockaddr *)address, 2) == 0, "connect to nobody");
    close(one);
}

static void messages(void)
{
    int pair[2];
    EXPECT(socketpair(AF_UNIX, SOCK_STREAM, 0, pair) == 0, "socketpair");
    struct iovec part = {(char *)"x", 1};
    struct mmsghdr *const first = (struct mmsghdr *)(void *)last(sizeof *first);
    memset(first, 0, sizeof *first);
    first->msg_hdr.msg_iov = &part;
    first->msg_hdr.msg_iovlen = 1;
    EXPECT(sendmmsg(pair[0], first, 3, 0) == 1, "sendmmsg, of which one is there");
    close(pair[0]);
    close(pair[1]);
}

static void paths(void)
{
    const struct timespec leave[2] = {{0, UTIME_OMIT}, {0, UTIME_OMIT}};
    EXPECT(utimensat(AT_FDCWD, nowhere, leave, 0) == 0, "utimensat that changes nothing");
    char *const name = last(20);
    char *volatile buffer = name; /* the same, and the compiler does not know */
    memcpy(name, "trap-link-x", 12);
    EXPECT(symlink("a-name-of-twenty-bytes-and-more", "trap-link-x") == 0, "symlink");
    EXPECT(readlink(name, buffer, 20) == 20, "readlink into its own path");
    EXPECT(unlink("trap-link-x") == 0, "unlink");
    char *const edge = last(1);
    *edge = 'x';
    EXPECT(pathconf(edge, _PC_PIPE_BUF) > 0, "pathconf, which is the same for all files");
    setenv("TMPDIR", "/tmp", 1);
    /* Looked up, since the linker warns of it. */
    char *(*const tempnam_of)(const char *, const char *) =
        (char *(*)(const char *, const char *))dlsym(RTLD_DEFAULT, "tempnam");
    char *const temporary = tempnam_of(nowhere, "trap");
    EXPECT(temporary != NULL, "tempnam, whose folder is another one");
    free(temporary);
    const int events = fanotify_init(0, O_RDONLY);
    if (events >= 0) { /* not everybody may have one */
        EXPECT(fanotify_mark(events, FAN_MARK_FLUSH, 0, AT_FDCWD, nowhere) == 0, "fanotify_mark, flush");
        close(events);
    }
}

int main(void)
{
    nowhere = mmap(NULL, 65536, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    addresses();
    options();
    waits();
    families();
    messages();
    paths();
    return 0;
}
