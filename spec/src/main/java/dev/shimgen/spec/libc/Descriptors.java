package dev.shimgen.spec.libc;

import dev.shimgen.spec.Fd;
import dev.shimgen.spec.Flags;
import dev.shimgen.spec.OneOf;
import dev.shimgen.spec.Out;
import dev.shimgen.spec.Pointer;
import dev.shimgen.spec.Text;

/** Descriptors as such: closing, copying and describing them, whatever they stand for. */
public interface Descriptors {

    /** {@code close(2)}. */
    int close(@Fd int fd);

    /** {@code dup(2)}: the copy has the lowest free number. */
    int dup(@Fd int oldfd);

    /** {@code dup2(2)}: onto a number that is closed first, if it is open. */
    int dup2(@Fd int oldfd, @Fd int newfd);

    /** {@code dup3(2)}: with flags. */
    int dup3(@Fd int oldfd, @Fd int newfd, @Flags("O_CLOEXEC") int flags);

    /** {@code pipe(2)}: two descriptors are stored in {@code pipefd}. */
    int pipe(@Out(count = "2") Pointer pipefd);

    /** {@code pipe2(2)}: with flags. */
    int pipe2(@Out(count = "2") Pointer pipefd, @Flags({"O_CLOEXEC", "O_NONBLOCK", "O_DIRECT"}) int flags);

    /** {@code fcntl(2)}: what {@code arg} is depends on {@code cmd}. */
    int fcntl(
            @Fd int fd,
            @OneOf({"F_DUPFD", "F_DUPFD_", "F_GET", "F_SET", "F_OFD_", "F_ADD_SEALS", "F_NOTIFY", "F_CANCELLK"})
                    int cmd,
            long arg);

    /** {@code ioctl(2)}: what {@code argp} is depends on {@code request}. */
    int ioctl(@Fd int fd, long request, long argp);

    /** {@code flock(2)}: a lock that belongs to the open file. */
    int flock(@Fd int fd, @Flags({"LOCK_SH", "LOCK_EX", "LOCK_NB", "LOCK_UN"}) int operation);

    /** {@code lockf(3)}: a lock that belongs to the process. */
    int lockf(@Fd int fd, @OneOf({"F_LOCK", "F_TLOCK", "F_ULOCK", "F_TEST"}) int cmd, long len);

    /** {@code close_range(2)}: closes the descriptors of a range, or marks them. Since glibc 2.34. */
    int close_range(int first, int last, @Flags("CLOSE_RANGE_") int flags);

    /** {@code closefrom(3)}: closes all descriptors from a number on. Since glibc 2.34. */
    void closefrom(int lowfd);

    /** {@code isatty(3)}: 0 with {@code errno} if it is no terminal. */
    int isatty(@Fd int fd);

    /** {@code memfd_create(2)}: a file in memory; {@code name} is for those who look. */
    int memfd_create(@Text String name, @Flags("MFD_") int flags);

    /** {@code getdtablesize(3)}: how many descriptors a process can have. */
    int getdtablesize();

    /** {@code daemon(3)}: forks, and turns descriptors 0, 1 and 2 to {@code /dev/null}. */
    int daemon(int nochdir, int noclose);
}
