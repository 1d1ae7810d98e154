package dev.shimgen.spec.libc;

import dev.shimgen.spec.Flags;
import dev.shimgen.spec.OneOf;
import dev.shimgen.spec.Out;
import dev.shimgen.spec.Pointer;
import dev.shimgen.spec.Struct;
import dev.shimgen.spec.WaitStatus;

/** Starting processes, waiting for them, and ending them. Programs are run by the functions of {@link Processes}. */
public interface ProcessStart {

    /** {@code fork(2)}: 0 in the child. */
    int fork();

    /** {@code _Fork(3)}: without the handlers of {@code pthread_atfork}. Since glibc 2.34. */
    int _Fork();

    /** {@code vfork(2)}: the child borrows the caller's frame, so the wrapper jumps, and Java cannot call it. */
    int vfork();

    /** {@code clone(2)}: the child begins on a stack of its own, so the wrapper jumps, and Java cannot call it. */
    int clone(
            Pointer fn,
            Pointer stack,
            @Flags(
                            value = "CLONE_",
                            fields =
                                    @Flags.Field(
                                            mask = "CSIGNAL",
                                            values = {
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
                                            }))
                    int flags,
            Pointer arg);

    /** {@code exit(3)}: runs handlers and destructors first. */
    void exit(int status);

    /** {@code _exit(2)}: ends the process at once. */
    void _exit(int status);

    /** {@code _Exit(3)}: C's name for {@code _exit}. */
    void _Exit(int status);

    /** {@code quick_exit(3)}: runs the handlers of {@code at_quick_exit}. */
    void quick_exit(int status);

    /** {@code abort(3)}. */
    void abort();

    /** {@code wait(2)}: the result is a process id. */
    int wait(@Out @WaitStatus Pointer wstatus);

    /** {@code waitpid(2)}. */
    int waitpid(
            int pid,
            @Out(unlessZero = true) @WaitStatus Pointer wstatus,
            @Flags({"WNOHANG", "WUNTRACED", "WCONTINUED", "__WALL", "__WCLONE", "__WNOTHREAD"}) int options);

    /** {@code wait3(2)}. */
    int wait3(
            @Out(unlessZero = true) @WaitStatus Pointer wstatus,
            @Flags({"WNOHANG", "WUNTRACED", "WCONTINUED", "__WALL", "__WCLONE", "__WNOTHREAD"}) int options,
            @Out(unlessZero = true) Struct rusage);

    /** {@code wait4(2)}. */
    int wait4(
            int pid,
            @Out(unlessZero = true) @WaitStatus Pointer wstatus,
            @Flags({"WNOHANG", "WUNTRACED", "WCONTINUED", "__WALL", "__WCLONE", "__WNOTHREAD"}) int options,
            @Out(unlessZero = true) Struct rusage);

    /** {@code waitid(2)}. */
    int waitid(
            @OneOf("P_") int idtype,
            int id,
            @Out Struct infop,
            @Flags({"WNOHANG", "WEXITED", "WSTOPPED", "WCONTINUED", "WNOWAIT", "__WALL", "__WCLONE", "__WNOTHREAD"})
                    int options);

    /** {@code on_exit(3)}. */
    int on_exit(Pointer function, Pointer arg);
}
