package dev.shimgen.spec.libc;

import dev.shimgen.spec.In;
import dev.shimgen.spec.OneOf;
import dev.shimgen.spec.Out;
import dev.shimgen.spec.Pointer;
import dev.shimgen.spec.Struct;

/** Sets of signals, in memory only. */
public interface SignalSets {

    /** {@code sigemptyset(3)}. */
    int sigemptyset(@Out Struct set);

    /** {@code sigfillset(3)}. */
    int sigfillset(@Out Struct set);

    /** {@code sigaddset(3)}. */
    int sigaddset(
            Pointer set,
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
                    int signum);

    /** {@code sigdelset(3)}. */
    int sigdelset(
            Pointer set,
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
                    int signum);

    /** {@code sigismember(3)}. */
    int sigismember(
            @In Struct set,
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
                    int signum);

    /** {@code sigisemptyset(3)}. */
    int sigisemptyset(@In Struct set);

    /** {@code sigorset(3)}. */
    int sigorset(@Out Struct dest, @In Struct left, @In Struct right);

    /** {@code sigandset(3)}. */
    int sigandset(@Out Struct dest, @In Struct left, @In Struct right);
}
