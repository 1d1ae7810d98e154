package dev.shimgen.spec.libc;

import dev.shimgen.spec.Fd;
import dev.shimgen.spec.OneOf;
import dev.shimgen.spec.Pointer;

/** Processes by descriptor; since glibc 2.36. */
public interface ProcessDescriptors {

    /** {@code pidfd_open(2)}. Since glibc 2.36. */
    int pidfd_open(int pid, int flags);

    /** {@code pidfd_getfd(2)}: a copy of another process's descriptor. Since glibc 2.36. */
    int pidfd_getfd(@Fd int pidfd, @Fd int targetfd, int flags);

    /** {@code pidfd_send_signal(2)}. Since glibc 2.36. */
    int pidfd_send_signal(
            @Fd int pidfd,
            @OneOf({
                        "SIGHUP",
                        "SIGINT",
                        "SIGQUIT",
                        "SIGILL",
                        "SIGTRAP",
                        "SIGABRT",
                        "SIGBUS",
                        "SIGFPE",
                        "SIGKILL",
                        "SIGUSR1",
                        "SIGSEGV",
                        "SIGUSR2",
                        "SIGPIPE",
                        "SIGALRM",
                        "SIGTERM",
                        "SIGSTKFLT",
                        "SIGCHLD",
                        "SIGCONT",
                        "SIGSTOP",
                        "SIGTSTP",
                        "SIGTTIN",
                        "SIGTTOU",
                        "SIGURG",
                        "SIGXCPU",
                        "SIGXFSZ",
                        "SIGVTALRM",
                        "SIGPROF",
                        "SIGWINCH",
                        "SIGIO",
                        "SIGPWR",
                        "SIGSYS"
                    })
                    int sig,
            Pointer info,
            int flags);

    /** {@code process_madvise(2)}. Since glibc 2.36. */
    long process_madvise(@Fd int pidfd, Pointer iovec, long vlen, @OneOf("MADV_") int advice, int flags);

    /** {@code process_mrelease(2)}. Since glibc 2.36. */
    int process_mrelease(@Fd int pidfd, int flags);
}
