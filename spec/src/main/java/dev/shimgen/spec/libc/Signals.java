package dev.shimgen.spec.libc;

import dev.shimgen.spec.Fails;
import dev.shimgen.spec.Fd;
import dev.shimgen.spec.Flags;
import dev.shimgen.spec.In;
import dev.shimgen.spec.OneOf;
import dev.shimgen.spec.Out;
import dev.shimgen.spec.Pointer;
import dev.shimgen.spec.Struct;
import dev.shimgen.spec.Text;

/** Sending signals, and what happens when one comes. */
public interface Signals {

    /** {@code kill(2)}. */
    int kill(
            int pid,
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
                    int sig);

    /** {@code killpg(3)}. */
    int killpg(
            int pgrp,
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
                    int sig);

    /** {@code tgkill(2)}. */
    int tgkill(
            int tgid,
            int tid,
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
                    int sig);

    /** {@code raise(3)}. */
    int raise(
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
                    int sig);

    /** {@code sigqueue(3)}: with a value. */
    int sigqueue(
            int pid,
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
            Struct value);

    /** {@code sigaction(2)}. */
    int sigaction(
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
                    int signum,
            @In Struct act,
            @Out Struct oldact);

    /** {@code signal(2)}: a failure is {@code SIG_ERR}, which is -1. */
    @Fails(Fails.When.MINUS_ONE)
    Pointer signal(
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
                    int signum,
            Pointer handler);

    /** {@code siginterrupt(3)}. */
    int siginterrupt(
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
            int flag);

    /** {@code sigprocmask(2)}. */
    int sigprocmask(@OneOf({"SIG_BLOCK", "SIG_UNBLOCK", "SIG_SETMASK"}) int how, @In Struct set, @Out Struct oldset);

    /** {@code sigpending(2)}. */
    int sigpending(@Out Struct set);

    /** {@code sigsuspend(2)}. */
    int sigsuspend(@In Struct mask);

    /** {@code sigwait(3)}: the result is the error number. */
    @Fails(Fails.When.ERROR_NUMBER)
    int sigwait(@In Struct set, Pointer sig);

    /** {@code sigwaitinfo(2)}. */
    int sigwaitinfo(@In Struct set, @Out Struct info);

    /** {@code sigtimedwait(2)}. */
    int sigtimedwait(@In Struct set, @Out Struct info, @In Struct timeout);

    /** {@code sigaltstack(2)}. */
    int sigaltstack(@In Struct ss, @Out Struct old_ss);

    /** {@code pause(2)}. */
    int pause();

    /** {@code signalfd(2)}. */
    int signalfd(@Fd int fd, @In Struct mask, @Flags({"SFD_CLOEXEC", "SFD_NONBLOCK"}) int flags);

    /** {@code alarm(2)}: the result is what was left of the one before, in seconds. */
    int alarm(int seconds);

    /** {@code ualarm(3)}: microseconds. */
    int ualarm(int usecs, int interval);

    /** {@code pthread_kill(3)}: the result is the error number. */
    @Fails(Fails.When.ERROR_NUMBER)
    int pthread_kill(
            long thread,
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
                    int sig);

    /** {@code pthread_sigmask(3)}: the result is the error number. */
    @Fails(Fails.When.ERROR_NUMBER)
    int pthread_sigmask(
            @OneOf({"SIG_BLOCK", "SIG_UNBLOCK", "SIG_SETMASK"}) int how, @In Struct set, @Out Struct oldset);

    /** {@code pthread_sigqueue(3)}: the result is the error number. */
    @Fails(Fails.When.ERROR_NUMBER)
    int pthread_sigqueue(
            long thread,
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
            Struct value);

    /** {@code psignal(3)}. */
    void psignal(
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
            @Text String s);

    /** {@code sigsetmask(3)}: BSD's, with a mask of bits. */
    @Fails(Fails.When.NEVER)
    int sigsetmask(int mask);

    /** {@code sigblock(3)}: BSD's, with a mask of bits. */
    @Fails(Fails.When.NEVER)
    int sigblock(int mask);

    /** {@code sigset(3)}: System V's. */
    @Fails(Fails.When.MINUS_ONE)
    Pointer sigset(
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
            Pointer disp);

    /** {@code sighold(3)}. */
    int sighold(
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
                    int sig);

    /** {@code sigrelse(3)}. */
    int sigrelse(
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
                    int sig);

    /** {@code sigignore(3)}. */
    int sigignore(
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
                    int sig);

    /** {@code sysv_signal(3)}: System V's {@code signal}: the handler serves once. */
    @Fails(Fails.When.MINUS_ONE)
    Pointer sysv_signal(
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
                    int signum,
            Pointer handler);

    /** {@code psiginfo(3)}. */
    void psiginfo(@In Struct pinfo, @Text String s);
}
