package dev.shimgen.spec.libc;

import dev.shimgen.spec.DirFd;
import dev.shimgen.spec.Fd;
import dev.shimgen.spec.Flags;
import dev.shimgen.spec.In;
import dev.shimgen.spec.Path;
import dev.shimgen.spec.Pointer;
import dev.shimgen.spec.Struct;

/** Setting times of files. {@code NULL} instead of times means now; arrays hold the time of the last access and that of the last change. */
public interface FileTimes {

    /** {@code utime(2)}: seconds. */
    int utime(@Path String filename, @In Struct times);

    /** {@code utimes(2)}: microseconds. */
    int utimes(@Path String filename, @In(count = "2") Pointer times);

    /** {@code lutimes(3)}: of a symbolic link itself. */
    int lutimes(@Path String filename, @In(count = "2") Pointer tv);

    /** {@code futimes(3)}: of an open file. */
    int futimes(@Fd int fd, @In(count = "2") Pointer tv);

    /** {@code futimesat(2)}: relative to a directory. */
    int futimesat(@DirFd int dirfd, @Path String pathname, @In(count = "2") Pointer times);

    /** {@code utimensat(2)}: nanoseconds, relative to a directory. */
    int utimensat(
            @DirFd int dirfd,
            @Path String pathname,
            @In(count = "2") Pointer times,
            @Flags("AT_SYMLINK_NOFOLLOW") int flags);

    /** {@code futimens(3)}: nanoseconds, of an open file. */
    int futimens(@Fd int fd, @In(count = "2") Pointer times);
}
