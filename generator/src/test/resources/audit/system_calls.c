/*
 * Calls each function once, between two system calls that strace shows: write(-1, "BEGIN name"), write(-1, "END"). What
 * stands between them is what the function does.
 *
 * The calls need not succeed: what counts is that the kernel is asked.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <fcntl.h>
#include <ftw.h>
#include <glob.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/acct.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/fanotify.h>
#include <sys/file.h>
#include <sys/inotify.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/quota.h>
#include <sys/resource.h>
#include <sys/select.h>
#include <sys/sendfile.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/statvfs.h>
#include <sys/swap.h>
#include <sys/time.h>
#include <sys/timerfd.h>
#include <sys/uio.h>
#include <sys/utsname.h>
#include <sys/vfs.h>
#include <sys/wait.h>
#include <sys/xattr.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>
#include <utime.h>

extern char **environ;

static char buffer[4096];
static char *const arguments[] = {"true", NULL};
static struct iovec vector = {buffer, sizeof buffer};
static struct stat status;
static struct timeval times[2];
static struct timespec moments[2];
static struct timespec moment;
static FILE *stream;
static DIR *directory;
static int result;
static volatile long sink;

static int visit(const char *path, const struct stat *s, int flag)
{
    (void)path, (void)s, (void)flag;
    return 0;
}

static int visit_new(const char *path, const struct stat *s, int flag, struct FTW *ftw)
{
    (void)path, (void)s, (void)flag, (void)ftw;
    return 0;
}

static void handler(int signal)
{
    (void)signal;
}

/* What an older release has not: its address is null then, and it is not called. */
#if !__GLIBC_PREREQ(2, 34)
int close_range(), execveat();
void closefrom();
#pragma weak close_range
#pragma weak closefrom
#pragma weak execveat
#endif
#if !__GLIBC_PREREQ(2, 36)
int fspick(), mount_setattr(), move_mount(), open_tree();
#pragma weak fspick
#pragma weak mount_setattr
#pragma weak move_mount
#pragma weak open_tree
#endif

static int is_missing(const volatile void *function)
{
    return function == NULL;
}

/* In a child: some of them replace or end the process, and none shall change what the next one finds. */
#define CALL(name, ...)                                                                                                \
    do {                                                                                                               \
        if (is_missing(name)) { break; }                                                                               \
        fflush(NULL);                                                                                                  \
        const pid_t child = fork();                                                                                    \
        if (child == 0) {                                                                                              \
            (void)!write(-1, "BEGIN " #name, sizeof "BEGIN " #name - 1);                                               \
            __VA_ARGS__;                                                                                               \
            (void)!write(-1, "END", 3);                                                                                \
            _exit(0);                                                                                                  \
        }                                                                                                              \
        waitpid(child, &result, 0);                                                                                    \
    } while (0)

#define TEMPLATE(call)                                                                                                 \
    do {                                                                                                               \
        char name[] = "/nonexistent-directory/XXXXXX";                                                                 \
        call;                                                                                                          \
    } while (0)

int main(void)
{
    signal(SIGALRM, handler);
    stream = fopen("/proc/self/status", "r");
    directory = opendir("/");

    CALL(stat, stat("/", &status));
    CALL(lstat, lstat("/", &status));
    CALL(fstat, fstat(0, &status));
    CALL(fstatat, fstatat(AT_FDCWD, "/", &status, 0));
    CALL(statx, statx(AT_FDCWD, "/", 0, STATX_ALL, (struct statx *)buffer));
    CALL(statfs, statfs("/", (struct statfs *)buffer));
    CALL(fstatfs, fstatfs(0, (struct statfs *)buffer));
    CALL(statvfs, statvfs("/", (struct statvfs *)buffer));
    CALL(fstatvfs, fstatvfs(0, (struct statvfs *)buffer));
    CALL(pathconf, pathconf("/", _PC_LINK_MAX));
    CALL(fpathconf, fpathconf(0, _PC_LINK_MAX));

    CALL(open, open("/", O_RDONLY));
    CALL(openat, openat(AT_FDCWD, "/", O_RDONLY));
    CALL(creat, creat("/nonexistent-directory/x", 0600));
    CALL(fopen, stream = fopen("/", "r"));
    CALL(freopen, stream = freopen("/", "r", stream));
    CALL(name_to_handle_at, name_to_handle_at(-1, "", (struct file_handle *)buffer, &result, 0));
    CALL(open_by_handle_at, open_by_handle_at(-1, (struct file_handle *)buffer, 0));

    CALL(access, access("/", R_OK));
    CALL(faccessat, faccessat(AT_FDCWD, "/", R_OK, AT_EACCESS));
    CALL(euidaccess, euidaccess("/", R_OK));
    CALL(eaccess, eaccess("/", R_OK));

    CALL(link, link("", ""));
    CALL(linkat, linkat(-1, "", -1, "", 0));
    CALL(symlink, symlink("", ""));
    CALL(symlinkat, symlinkat("", -1, ""));
    CALL(readlink, readlink("/", buffer, sizeof buffer));
    CALL(readlinkat, readlinkat(-1, "x", buffer, sizeof buffer));
    CALL(realpath, sink = realpath("/usr/..", buffer) != NULL);
    CALL(canonicalize_file_name, sink = canonicalize_file_name("/usr") != NULL);
    CALL(unlink, unlink(""));
    CALL(unlinkat, unlinkat(-1, "x", 0));
    CALL(remove, remove("/nonexistent-directory/x"));
    CALL(rename, rename("", ""));
    CALL(renameat, renameat(-1, "x", -1, "x"));
    CALL(renameat2, renameat2(-1, "x", -1, "x", 1));

    CALL(mkdir, mkdir("", 0));
    CALL(mkdirat, mkdirat(-1, "x", 0));
    CALL(rmdir, rmdir(""));
    CALL(chdir, chdir("/"));
    CALL(fchdir, fchdir(-1));
    CALL(chroot, chroot(""));
    CALL(getcwd, sink = getcwd(buffer, sizeof buffer) != NULL);
    CALL(get_current_dir_name, sink = get_current_dir_name() != NULL);
    CALL(opendir, sink = opendir("/") != NULL);
    CALL(fdopendir, sink = fdopendir(dup(dirfd(directory))) != NULL);
    CALL(readdir, sink = readdir(directory) != NULL);
    CALL(readdir_r, struct dirent entry; struct dirent * next; sink = readdir_r(directory, &entry, &next));
    CALL(rewinddir, rewinddir(directory));
    CALL(seekdir, seekdir(directory, 0));
    CALL(telldir, telldir(directory));
    CALL(dirfd, dirfd(directory));
    CALL(closedir, closedir(directory));
    CALL(scandir, struct dirent **list; scandir("/", &list, NULL, NULL));
    CALL(scandirat, struct dirent **list; scandirat(AT_FDCWD, "/", &list, NULL, NULL));
    CALL(getdents64, getdents64(-1, buffer, sizeof buffer));
    CALL(ftw, ftw(".", visit, 4));
    CALL(nftw, nftw(".", visit_new, 4, 0));
    CALL(glob, glob_t found; glob("/proc/self/tas*", 0, NULL, &found));

    CALL(mknod, mknod("", 0, 0));
    CALL(mknodat, mknodat(-1, "x", 0, 0));
    CALL(mkfifo, mkfifo("", 0));
    CALL(mkfifoat, mkfifoat(-1, "x", 0));
    CALL(mkstemp, TEMPLATE(mkstemp(name)));
    CALL(mkostemp, TEMPLATE(mkostemp(name, 0)));
    CALL(mkstemps, TEMPLATE(mkstemps(name, 0)));
    CALL(mkostemps, TEMPLATE(mkostemps(name, 0, 0)));
    CALL(mkdtemp, TEMPLATE(sink = mkdtemp(name) != NULL));
    CALL(tmpfile, sink = tmpfile() != NULL);

    CALL(chmod, chmod("", 0));
    CALL(fchmod, fchmod(-1, 0));
    CALL(fchmodat, fchmodat(-1, "x", 0, 0));
    CALL(lchmod, lchmod("", 0));
    CALL(chown, chown("", 0, 0));
    CALL(fchown, fchown(-1, 0, 0));
    CALL(lchown, lchown("", 0, 0));
    CALL(fchownat, fchownat(-1, "x", 0, 0, 0));
    CALL(umask, umask(0));
    CALL(utime, utime("", NULL));
    CALL(utimes, utimes("", times));
    CALL(lutimes, lutimes("", times));
    CALL(futimes, futimes(1000, times));
    CALL(futimesat, futimesat(-1, "x", times));
    CALL(utimensat, utimensat(-1, "x", moments, 0));
    CALL(futimens, futimens(1000, moments));

    CALL(getxattr, getxattr("", "user.x", buffer, sizeof buffer));
    CALL(lgetxattr, lgetxattr("", "user.x", buffer, sizeof buffer));
    CALL(fgetxattr, fgetxattr(-1, "user.x", buffer, sizeof buffer));
    CALL(setxattr, setxattr("", "user.x", buffer, 1, 0));
    CALL(lsetxattr, lsetxattr("", "user.x", buffer, 1, 0));
    CALL(fsetxattr, fsetxattr(-1, "user.x", buffer, 1, 0));
    CALL(listxattr, listxattr("", buffer, sizeof buffer));
    CALL(llistxattr, llistxattr("", buffer, sizeof buffer));
    CALL(flistxattr, flistxattr(-1, buffer, sizeof buffer));
    CALL(removexattr, removexattr("", "user.x"));
    CALL(lremovexattr, lremovexattr("", "user.x"));
    CALL(fremovexattr, fremovexattr(-1, "user.x"));

    CALL(truncate, truncate("", 0));
    CALL(ftruncate, ftruncate(-1, 0));
    CALL(fallocate, fallocate(-1, 0, 0, 1));
    CALL(posix_fallocate, posix_fallocate(-1, 0, 1));
    CALL(posix_fadvise, posix_fadvise(-1, 0, 0, 0));
    CALL(lseek, lseek(-1, 0, SEEK_SET));
    CALL(lockf, lockf(-1, F_TEST, 0));
    CALL(flock, flock(-1, LOCK_UN));
    CALL(fsync, fsync(-1));
    CALL(fdatasync, fdatasync(-1));
    CALL(syncfs, syncfs(-1));
    CALL(sync_file_range, sync_file_range(-1, 0, 0, 0));
    CALL(msync, msync(buffer, 0, MS_ASYNC));

    CALL(inotify_init, inotify_init());
    CALL(inotify_init1, inotify_init1(0));
    CALL(inotify_add_watch, inotify_add_watch(-1, "", IN_OPEN));
    CALL(inotify_rm_watch, inotify_rm_watch(-1, 0));
    CALL(fanotify_init, fanotify_init(~0U, 0));
    CALL(fanotify_mark, fanotify_mark(-1, 0, 0, -1, ""));
    CALL(open_tree, open_tree(-1, "x", 0));
    CALL(move_mount, move_mount(-1, "x", -1, "x", 0));
    CALL(fspick, fspick(-1, "x", 0));
    CALL(mount_setattr, mount_setattr(-1, "x", 0, NULL, 0));
    CALL(mount, mount("", "", "", 0, NULL));
    CALL(umount, umount(""));
    CALL(umount2, umount2("", 0));
    CALL(swapon, swapon("", 0));
    CALL(swapoff, swapoff(""));
    CALL(acct, acct("/nonexistent-directory/x"));
    CALL(quotactl, quotactl(QCMD(Q_SYNC, USRQUOTA), "", 0, NULL));

    CALL(read, read(-1, buffer, 1));
    CALL(write, write(-1, buffer, 1));
    CALL(readv, readv(-1, &vector, 1));
    CALL(writev, writev(-1, &vector, 1));
    CALL(pread, pread(-1, buffer, 1, 0));
    CALL(pwrite, pwrite(-1, buffer, 1, 0));
    CALL(preadv, preadv(-1, &vector, 1, 0));
    CALL(pwritev, pwritev(-1, &vector, 1, 0));
    CALL(preadv2, preadv2(-1, &vector, 1, 0, 0));
    CALL(pwritev2, pwritev2(-1, &vector, 1, 0, 0));
    CALL(close, close(-1));
    CALL(dup, dup(-1));
    CALL(dup2, dup2(-1, 1));
    CALL(dup3, dup3(-1, 1, 0));
    CALL(pipe, pipe((int *)buffer));
    CALL(pipe2, pipe2((int *)buffer, 0));
    CALL(close_range, close_range(~0U, ~0U, 0));
    CALL(closefrom, closefrom(1000));
    CALL(fcntl, fcntl(-1, F_GETFD));
    CALL(ioctl, ioctl(-1, 0));
    CALL(poll, poll(NULL, 0, 0));
    CALL(ppoll, ppoll(NULL, 0, &moment, NULL));
    CALL(select, select(0, NULL, NULL, NULL, times));
    CALL(pselect, pselect(0, NULL, NULL, NULL, &moment, NULL));
    CALL(epoll_create, epoll_create(1));
    CALL(epoll_create1, epoll_create1(0));
    CALL(epoll_ctl, epoll_ctl(-1, 0, 0, NULL));
    CALL(epoll_wait, epoll_wait(-1, (struct epoll_event *)buffer, 1, 0));
    CALL(epoll_pwait, epoll_pwait(-1, (struct epoll_event *)buffer, 1, 0, NULL));
    CALL(eventfd, eventfd(0, 0));
    CALL(eventfd_read, eventfd_read(-1, (eventfd_t *)buffer));
    CALL(eventfd_write, eventfd_write(-1, 1));
    CALL(signalfd, sigset_t set; sigemptyset(&set); signalfd(-1, &set, 0));
    CALL(timerfd_create, timerfd_create(CLOCK_MONOTONIC, 0));
    CALL(sendfile, sendfile(-1, -1, NULL, 0));
    CALL(copy_file_range, copy_file_range(-1, NULL, -1, NULL, 0, 0));
    CALL(isatty, isatty(-1));
    CALL(tcgetattr, tcgetattr(-1, (struct termios *)buffer));
    CALL(ttyname, sink = ttyname(-1) != NULL);

    CALL(fgetc, fgetc(stream));
    CALL(fread, sink = (long)fread(buffer, 1, 1, stream));
    CALL(fgets, sink = fgets(buffer, sizeof buffer, stream) != NULL);
    CALL(fclose, fclose(stream));
    CALL(fseek, fseek(stream, 10, SEEK_SET));
    CALL(ftell, fgetc(stream), ftell(stream));
    CALL(dprintf, dprintf(1, "x"));
    CALL(perror, perror("x"));
    CALL(fileno, fileno(stream));
    CALL(popen, sink = popen("exit", "r") != NULL);
    CALL(pclose, pclose(popen("exit", "r")));

    CALL(malloc, sink = malloc(1 << 28) != NULL);
    CALL(mmap, sink = mmap(NULL, 0, 0, 0, -1, 0) != NULL);
    CALL(munmap, munmap(buffer, 0));
    CALL(mprotect, mprotect(buffer, 0, 0));
    CALL(madvise, madvise(buffer, 0, 0));
    CALL(sbrk, sink = sbrk(4096) != NULL);

    CALL(fork, if (fork() == 0) _exit(0));
    CALL(posix_spawn, posix_spawn(NULL, "/bin/true", NULL, NULL, arguments, environ));
    CALL(posix_spawnp, posix_spawnp(NULL, "true", NULL, NULL, arguments, environ));
    CALL(system, result = system("exit"));
    CALL(execve, execve("", arguments, environ));
    CALL(execv, execv("", arguments));
    CALL(execvp, execvp("/nonexistent-directory/x", arguments));
    CALL(execvpe, execvpe("/nonexistent-directory/x", arguments, environ));
    CALL(execveat, execveat(-1, "x", arguments, environ, 0));
    CALL(fexecve, fexecve(directory == NULL ? 0 : dirfd(directory), arguments, environ));
    CALL(wait, wait(NULL));
    CALL(waitpid, waitpid(-1, NULL, 0));
    CALL(waitid, waitid(P_ALL, 0, NULL, WEXITED));
    CALL(getpid, getpid());
    CALL(getppid, getppid());
    CALL(getuid, getuid());
    CALL(setpgid, setpgid(-1, 0));
    CALL(getpgrp, getpgrp());
    CALL(nice, nice(0));
    CALL(getrlimit, getrlimit(RLIMIT_NOFILE, (struct rlimit *)buffer));
    CALL(setrlimit, setrlimit(RLIMIT_NOFILE, NULL));
    CALL(getrusage, getrusage(RUSAGE_SELF, (struct rusage *)buffer));
    CALL(sched_yield, sched_yield());
    CALL(sched_getaffinity, sched_getaffinity(0, sizeof(cpu_set_t), (cpu_set_t *)buffer));
    CALL(getentropy, getentropy(buffer, 1));
    CALL(prctl, prctl(-1, 0, 0, 0, 0));
    CALL(uname, uname((struct utsname *)buffer));
    CALL(gethostname, gethostname(buffer, sizeof buffer));
    CALL(getenv, sink = getenv("PATH") != NULL);

    CALL(signal, signal(SIGUSR1, handler));
    CALL(sigaction, sigaction(SIGUSR1, NULL, NULL));
    CALL(sigprocmask, sigprocmask(SIG_BLOCK, NULL, NULL));
    CALL(sigpending, sigpending((sigset_t *)buffer));
    CALL(sigaltstack, sigaltstack(NULL, NULL));
    CALL(kill, kill(0, 0));
    CALL(raise, raise(SIGALRM));
    CALL(killpg, killpg(0, 0));
    CALL(alarm, alarm(0));
    CALL(setitimer, setitimer(ITIMER_REAL, NULL, NULL));
    CALL(nanosleep, nanosleep(&moment, NULL));
    CALL(usleep, usleep(1));
    
    CALL(clock_settime, clock_settime(-1, &moment));

    CALL(socket, socket(-1, 0, 0));
    CALL(socketpair, socketpair(-1, 0, 0, (int *)buffer));
    CALL(bind, bind(-1, NULL, 0));
    CALL(listen, listen(-1, 0));
    CALL(connect, connect(-1, NULL, 0));
    CALL(accept, accept(-1, NULL, NULL));
    CALL(accept4, accept4(-1, NULL, NULL, 0));
    CALL(send, send(-1, buffer, 1, 0));
    CALL(sendto, sendto(-1, buffer, 1, 0, NULL, 0));
    CALL(recv, recv(-1, buffer, 1, 0));
    CALL(recvfrom, recvfrom(-1, buffer, 1, 0, NULL, NULL));
    CALL(sendmsg, sendmsg(-1, NULL, 0));
    CALL(recvmsg, recvmsg(-1, NULL, 0));
    CALL(shutdown, shutdown(-1, 0));
    CALL(getsockname, getsockname(-1, NULL, NULL));
    CALL(getsockopt, getsockopt(-1, 0, 0, NULL, NULL));
    CALL(setsockopt, setsockopt(-1, 0, 0, NULL, 0));
    return 0;
}
