package dev.shimgen.spec.libc;

import dev.shimgen.spec.Buffer;
import dev.shimgen.spec.Fails;
import dev.shimgen.spec.Fd;
import dev.shimgen.spec.Flags;
import dev.shimgen.spec.OneOf;
import dev.shimgen.spec.Out;
import dev.shimgen.spec.Pointer;
import dev.shimgen.spec.Struct;

/** What one process does to another, and to the system around it. */
public interface ProcessControl {

    /** {@code prctl(2)}: how many arguments there are depends on {@code option}. */
    int prctl(
            @OneOf({
                        "PR_GET_",
                        "PR_SET_",
                        "PR_CAP",
                        "PR_MCE_",
                        "PR_TASK_",
                        "PR_PAC_RESET_KEYS",
                        "PR_PAC_SET_ENABLED_KEYS",
                        "PR_PAC_GET_ENABLED_KEYS",
                        "PR_SVE_",
                        "PR_SCHED_CORE"
                    })
                    int option,
            long arg2,
            long arg3,
            long arg4,
            long arg5);

    /** {@code ptrace(2)}. */
    long ptrace(
            @OneOf({
                        "PTRACE_TRACEME",
                        "PTRACE_PEEK",
                        "PTRACE_POKE",
                        "PTRACE_GET",
                        "PTRACE_SET",
                        "PTRACE_CONT",
                        "PTRACE_KILL",
                        "PTRACE_SINGLESTEP",
                        "PTRACE_ATTACH",
                        "PTRACE_DETACH",
                        "PTRACE_SYSCALL",
                        "PTRACE_SEIZE",
                        "PTRACE_INTERRUPT",
                        "PTRACE_LISTEN"
                    })
                    int request,
            long pid,
            long addr,
            long data);

    /** {@code syscall(2)}: any system call. */
    long syscall(long number, long arg1, long arg2, long arg3, long arg4, long arg5, long arg6);

    /** {@code unshare(2)}. */
    int unshare(
            @Flags({
                        "CLONE_FILES",
                        "CLONE_FS",
                        "CLONE_NEWCGROUP",
                        "CLONE_NEWIPC",
                        "CLONE_NEWNET",
                        "CLONE_NEWNS",
                        "CLONE_NEWPID",
                        "CLONE_NEWTIME",
                        "CLONE_NEWUSER",
                        "CLONE_NEWUTS",
                        "CLONE_SYSVSEM",
                        "CLONE_THREAD",
                        "CLONE_SIGHAND",
                        "CLONE_VM"
                    })
                    int flags);

    /** {@code setns(2)}. */
    int setns(@Fd int fd, @Flags("CLONE_NEW") int nstype);

    /** {@code personality(2)}: the result is the persona before. */
    int personality(long persona);

    /** {@code reboot(2)}. */
    int reboot(@OneOf("RB_") int cmd);

    /** {@code klogctl(2)}: what {@code dmesg} reads. */
    int klogctl(int type, Pointer bufp, int len);

    /** {@code vhangup(2)}. */
    int vhangup();

    /** {@code iopl(2)}. */
    int iopl(int level);

    /** {@code ioperm(2)}. */
    int ioperm(long from, long num, int turn_on);

    /** {@code uname(2)}. */
    int uname(@Out Struct buf);

    /** {@code gethostname(2)}. */
    int gethostname(@Buffer(length = "len") byte[] name, long len);

    /** {@code sethostname(2)}. */
    int sethostname(@Buffer(length = "len") byte[] name, long len);

    /** {@code getdomainname(2)}. */
    int getdomainname(@Buffer(length = "len") byte[] name, long len);

    /** {@code setdomainname(2)}. */
    int setdomainname(@Buffer(length = "len") byte[] name, long len);

    /** {@code gethostid(3)}. */
    @Fails(Fails.When.NEVER)
    long gethostid();

    /** {@code sethostid(3)}. */
    int sethostid(long hostid);
}
