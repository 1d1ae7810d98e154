/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Calls functions that are system calls as well, each with arguments of another kind, so that what a shim and strace(1) say of
 * them can be compared. It has the name of a folder that it may fill.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <fcntl.h>
#include <linux/netlink.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/file.h>
#include <sys/inotify.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/random.h>
#include <sys/resource.h>
#include <sys/sendfile.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/time.h>
#include <sys/timerfd.h>
#include <sys/times.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <sys/utsname.h>
#include <sys/wait.h>
#include <sys/xattr.h>
#include <time.h>
#include <unistd.h>

static void files(void)
{
    char buffer[64];
    struct stat status;
    const int file = open("file", O_RDWR | O_CREAT | O_CLOEXEC, 0640);
    write(file, "some text\n", 10);
    pwrite(file, "\001\377\"", 3, 10);
    lseek(file, 0, SEEK_SET);
    read(file, buffer, sizeof buffer);
    pread(file, buffer, 4, 5);
    fstat(file, &status);
    stat("missing", &status);
    access("file", R_OK | W_OK);
    faccessat(AT_FDCWD, "file", F_OK, 0);
    ftruncate(file, 100);
    fchmod(file, 0600);
    fsync(file);
    flock(file, LOCK_EX | LOCK_NB);
    mkdir("folder", 0755);
    rmdir("folder");
    symlink("file", "link");
    readlink("link", buffer, sizeof buffer);
    link("file", "hard");
    rename("hard", "harder");
    unlink("harder");
    umask(022);
    const struct timespec times[2] = {{1, 2}, {3, UTIME_OMIT}};
    utimensat(AT_FDCWD, "file", times, AT_SYMLINK_NOFOLLOW);
    futimens(file, times);
    struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = 0, .l_len = 10};
    fcntl(file, F_SETLK, &lock);
    fcntl(file, F_GETLK, &lock);
    fcntl(file, F_SETFL, O_NONBLOCK | O_APPEND);
    fcntl(file, F_GETFL);
    fcntl(file, F_SETFD, FD_CLOEXEC);
    fcntl(file, F_GETFD);
    fcntl(file, F_DUPFD_CLOEXEC, 20);
    fcntl(file, F_SETLEASE, F_UNLCK);
    dup2(file, 21);
    dup3(file, 22, O_CLOEXEC);
    close(22);
    setxattr("file", "user.name", "value", 5, XATTR_CREATE);
    getxattr("file", "user.name", buffer, sizeof buffer);
    statfs(".", &(struct statfs){0});
    sendfile(21, file, NULL, 0);
    char *const mapped = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    mprotect(mapped, 4096, PROT_READ);
    madvise(mapped, 4096, MADV_DONTNEED);
    munmap(mapped, 4096);
    memfd_create("memory", MFD_CLOEXEC);
    getrandom(buffer, 0, GRND_NONBLOCK);
    const int watch = inotify_init1(IN_NONBLOCK);
    inotify_add_watch(watch, ".", IN_CREATE | IN_DELETE);
}

static void sockets(void)
{
    struct sockaddr_in in = {.sin_family = AF_INET, .sin_port = htons(9)};
    struct sockaddr_in6 in6 = {.sin6_family = AF_INET6, .sin6_port = htons(7), .sin6_scope_id = 0};
    struct sockaddr_un un = {.sun_family = AF_UNIX, .sun_path = "missing/socket"};
    struct sockaddr_un abstract = {.sun_family = AF_UNIX, .sun_path = "\0shimgen words"};
    struct sockaddr_nl nl = {.nl_family = AF_NETLINK, .nl_pid = 0, .nl_groups = 1};
    struct sockaddr_storage address;
    socklen_t length = sizeof address;
    int one = 1;
    in.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    in6.sin6_addr = in6addr_loopback;

    const int tcp = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, IPPROTO_TCP);
    setsockopt(tcp, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    setsockopt(tcp, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    setsockopt(tcp, SOL_SOCKET, SO_LINGER, &(struct linger){1, 5}, sizeof(struct linger));
    setsockopt(tcp, SOL_SOCKET, SO_RCVTIMEO, &(struct timeval){1, 5}, sizeof(struct timeval));
    length = sizeof one;
    getsockopt(tcp, SOL_SOCKET, SO_TYPE, &one, &length);
    getsockopt(tcp, SOL_SOCKET, SO_ERROR, &one, &length);
    length = sizeof(struct linger);
    getsockopt(tcp, SOL_SOCKET, SO_LINGER, &(struct linger){0}, &length);
    bind(tcp, (struct sockaddr *)&in, 2);
    connect(tcp, (struct sockaddr *)&in, sizeof in);
    listen(tcp, 5);
    shutdown(tcp, SHUT_RDWR);

    const int udp = socket(AF_INET6, SOCK_DGRAM, 0);
    bind(udp, (struct sockaddr *)&in6, sizeof in6);
    length = sizeof address;
    getsockname(udp, (struct sockaddr *)&address, &length);
    sendto(udp, "datagram", 8, MSG_DONTWAIT, (struct sockaddr *)&in6, sizeof in6);
    length = sizeof address;
    char buffer[64];
    recvfrom(udp, buffer, sizeof buffer, MSG_DONTWAIT, (struct sockaddr *)&address, &length);

    const int local = socket(AF_UNIX, SOCK_STREAM, 0);
    connect(local, (struct sockaddr *)&un, sizeof un);
    bind(local, (struct sockaddr *)&abstract, offsetof(struct sockaddr_un, sun_path) + 14);
    listen(local, 1);
    accept4(local, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK | 0x10000000);
    const int netlink = socket(AF_NETLINK, SOCK_RAW, NETLINK_ROUTE);
    bind(netlink, (struct sockaddr *)&nl, sizeof nl);

    int pair[2];
    socketpair(AF_UNIX, SOCK_DGRAM, 0, pair);
    length = sizeof address;
    getpeername(pair[0], (struct sockaddr *)&address, &length);
    length = sizeof(struct ucred);
    getsockopt(pair[0], SOL_SOCKET, SO_PEERCRED, &(struct ucred){0}, &length);
    struct iovec out[2] = {{"hello ", 6}, {"world", 5}};
    union {
        struct cmsghdr head;
        char bytes[CMSG_SPACE(sizeof(int))];
    } control = {{0}};
    struct msghdr message = {
        .msg_iov = out, .msg_iovlen = 2, .msg_control = &control, .msg_controllen = sizeof control.bytes};
    control.head.cmsg_level = SOL_SOCKET;
    control.head.cmsg_type = SCM_RIGHTS;
    control.head.cmsg_len = CMSG_LEN(sizeof(int));
    memcpy(CMSG_DATA(&control.head), &pair[1], sizeof(int));
    sendmsg(pair[0], &message, MSG_NOSIGNAL);
    char first[4], rest[32];
    struct iovec in_parts[2] = {{first, sizeof first}, {rest, sizeof rest}};
    message.msg_iov = in_parts;
    recvmsg(pair[1], &message, MSG_CMSG_CLOEXEC);
    writev(pair[0], out, 2);
    readv(pair[1], in_parts, 2);
}

static void waits(void)
{
    int ends[2];
    pipe2(ends, O_CLOEXEC);
    struct pollfd polled[2] = {{ends[0], POLLIN, 0}, {ends[1], POLLOUT, 0}};
    poll(polled, 2, 0);
    ppoll(polled, 2, &(struct timespec){0, 1}, NULL);
    const int set = epoll_create1(EPOLL_CLOEXEC);
    struct epoll_event event = {.events = EPOLLOUT | EPOLLET, .data.fd = 5};
    epoll_ctl(set, EPOLL_CTL_ADD, ends[1], &event);
    epoll_ctl(set, EPOLL_CTL_DEL, ends[1], &event);
    epoll_ctl(set, EPOLL_CTL_ADD, ends[1], &event);
    epoll_wait(set, &event, 1, 0);
    eventfd(3, EFD_NONBLOCK);
    const int timer = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK);
    timerfd_settime(timer, TFD_TIMER_ABSTIME, &(struct itimerspec){{1, 2}, {3, 4}}, NULL);
    setitimer(ITIMER_REAL, &(struct itimerval){{0, 0}, {100, 5}}, NULL);
    getitimer(ITIMER_VIRTUAL, &(struct itimerval){.it_value = {0}});
    struct timespec left = {1, 1};
    nanosleep(&(struct timespec){0, 1000}, NULL);
    nanosleep(&(struct timespec){0, 1000}, &left);
    clock_nanosleep(CLOCK_MONOTONIC, 0, &(struct timespec){0, 1000}, NULL);
}

static void signals(void)
{
    sigset_t some;
    sigset_t all;
    siginfo_t info;
    sigemptyset(&some);
    sigaddset(&some, SIGINT);
    sigaddset(&some, SIGCHLD);
    sigfillset(&all);
    sigdelset(&all, SIGUSR1);
    sigprocmask(SIG_BLOCK, &some, NULL);
    sigprocmask(SIG_SETMASK, &all, &some);
    sigprocmask(SIG_SETMASK, &some, NULL);
    sigaction(SIGUSR2, &(struct sigaction){.sa_handler = SIG_IGN, .sa_mask = some, .sa_flags = SA_RESTART}, NULL);
    sigaltstack(NULL, &(stack_t){0});
    signalfd(-1, &some, SFD_CLOEXEC);
    kill(getpid(), SIGUSR2);
    sigtimedwait(&some, &info, &(struct timespec){0, 1});
    const pid_t child = fork();
    if (child == 0) {
        _exit(3);
    }
    waitid(P_PID, (id_t)child, &info, WEXITED | WNOWAIT);
    int status;
    wait4(child, &status, 0, NULL);
    wait4(-1, &status, WNOHANG, NULL);
}

static void processes(void)
{
    struct rlimit limit;
    getrlimit(RLIMIT_CORE, &limit);
    prlimit(0, RLIMIT_NOFILE, NULL, &limit);
    setpriority(PRIO_PROCESS, 0, 1);
    sched_getscheduler(0);
    sched_setscheduler(0, SCHED_BATCH, &(struct sched_param){0});
    prctl(PR_SET_NAME, "words");
    prctl(PR_GET_DUMPABLE);
    getgid();
    setpgid(0, 0);
    uname(&(struct utsname){{0}});
    execve("/missing", (char *[]){"name", "argument", NULL}, (char *[]){NULL});
}

int main(int argc, char **argv)
{
    close_range(3, ~0U, 0); /* descriptors have the same numbers wherever this is started */
    if (argc != 2 || chdir(argv[1]) != 0) {
        return 2;
    }
    files();
    sockets();
    waits();
    signals();
    processes();
    return 0;
}
