package dev.shimgen.cli.report;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** What calls are for: that many colours can be told apart. */
enum CallKind {
    OPEN(
            "open and close",
            "open openat creat close close_range closefrom dup dup2 dup3 fcntl pipe pipe2 fopen fdopen freopen fclose opendir"
                    + " fdopendir closedir socket socketpair accept accept4 bind listen connect shutdown memfd_create"
                    + " mkstemp mkostemp tmpfile eventfd epoll_create epoll_create1 epoll_ctl inotify_init inotify_init1"
                    + " dlopen dlclose fileno dirfd"),
    READ(
            "read",
            "read pread readv preadv preadv2 recv recvfrom recvmsg recvmmsg fread fgets fgetc getc getline getdelim readdir"
                    + " readdir_r getdents64 getdirentries fread_unlocked fgets_unlocked getc_unlocked fgetc_unlocked"
                    + " sendfile copy_file_range splice tee scandir getrandom"),
    WRITE(
            "write",
            "write pwrite writev pwritev pwritev2 send sendto sendmsg sendmmsg fwrite fputs fputc putc puts putchar printf"
                    + " fprintf dprintf vprintf vfprintf vdprintf fflush fsync fdatasync sync syncfs msync vmsplice"
                    + " fwrite_unlocked fputs_unlocked fputc_unlocked putc_unlocked perror"),
    LOOK(
            "look up",
            "stat lstat fstat fstatat statx statfs fstatfs statvfs fstatvfs access faccessat euidaccess eaccess readlink"
                    + " readlinkat realpath canonicalize_file_name getcwd get_current_dir_name getxattr lgetxattr fgetxattr"
                    + " listxattr llistxattr flistxattr isatty ttyname lseek fseek ftell fseeko ftello getsockname"
                    + " getpeername getsockopt getenv secure_getenv glob wordexp name_to_handle_at pathconf fpathconf ioctl"
                    + " getaddrinfo getnameinfo gethostbyname getpwnam getpwuid getgrnam getgrgid"),
    CHANGE(
            "change",
            "rename renameat renameat2 unlink unlinkat remove rmdir mkdir mkdirat mkdtemp link linkat symlink symlinkat"
                    + " chmod fchmod fchmodat lchmod chown fchown lchown fchownat truncate ftruncate fallocate"
                    + " posix_fallocate utime utimes lutimes futimes futimens utimensat futimesat mknod mknodat mkfifo"
                    + " mkfifoat setxattr lsetxattr fsetxattr removexattr lremovexattr fremovexattr mount umount umount2"
                    + " chdir fchdir chroot umask flock lockf setsockopt"),
    PROCESS(
            "processes and threads",
            "fork _Fork vfork clone execve execv execvp execvpe execl execlp execle execveat fexecve posix_spawn"
                    + " posix_spawnp system popen pclose exit _exit _Exit quick_exit abort kill killpg raise tgkill"
                    + " pthread_create pthread_detach pthread_kill pthread_cancel prctl setsid setpgid setpgrp daemon"
                    + " sigaction signal sigprocmask pthread_sigmask setuid setgid seteuid setegid setgroups"),
    WAIT(
            "wait",
            "wait waitpid wait3 wait4 waitid poll ppoll select pselect epoll_wait epoll_pwait epoll_pwait2 pause sigsuspend"
                    + " sigwait sigwaitinfo sigtimedwait sleep usleep nanosleep clock_nanosleep pthread_join"
                    + " pthread_mutex_lock pthread_cond_wait pthread_cond_timedwait pthread_rwlock_rdlock"
                    + " pthread_rwlock_wrlock sem_wait sem_timedwait sched_yield"),
    OTHER("other", "");

    private static final Map<String, CallKind> BY_FUNCTION = new HashMap<>();

    static {
        for (CallKind kind : values()) {
            Arrays.stream(kind.functions.split(" ", -1)).forEach(name -> BY_FUNCTION.put(name, kind));
        }
    }

    private final String words;
    private final String functions;

    CallKind(String words, String functions) {
        this.words = words;
        this.functions = functions;
    }

    /** {@return the kind in words} */
    String words() {
        return words;
    }

    /** {@return its name in style sheets} */
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    static CallKind of(String function) {
        String base = function.endsWith("64") ? function.substring(0, function.length() - 2) : function;
        CallKind kind = BY_FUNCTION.get(function);
        return kind == null ? BY_FUNCTION.getOrDefault(base, OTHER) : kind;
    }
}
