package dev.shimgen.spec.libc;

import dev.shimgen.spec.Fd;

/** Who a process is: numbers of processes, groups and sessions. */
public interface ProcessIds {

    /** {@code getpid(2)}. */
    int getpid();

    /** {@code getppid(2)}. */
    int getppid();

    /** {@code gettid(2)}. */
    int gettid();

    /** {@code getpgid(2)}: of another process, or of this one if {@code pid} is 0. */
    int getpgid(int pid);

    /** {@code setpgid(2)}. */
    int setpgid(int pid, int pgid);

    /** {@code getpgrp(2)}. */
    int getpgrp();

    /** {@code setpgrp(2)}. */
    int setpgrp();

    /** {@code getsid(2)}. */
    int getsid(int pid);

    /** {@code setsid(2)}: a new session without a terminal. */
    int setsid();

    /** {@code tcgetpgrp(3)}: the foreground group of a terminal. */
    int tcgetpgrp(@Fd int fd);

    /** {@code tcsetpgrp(3)}. */
    int tcsetpgrp(@Fd int fd, int pgrp);

    /** {@code tcgetsid(3)}. */
    int tcgetsid(@Fd int fd);
}
