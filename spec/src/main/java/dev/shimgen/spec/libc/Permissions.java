package dev.shimgen.spec.libc;

import dev.shimgen.spec.DirFd;
import dev.shimgen.spec.Fd;
import dev.shimgen.spec.Flags;
import dev.shimgen.spec.Mode;
import dev.shimgen.spec.Path;

/** Modes and owners of files. */
public interface Permissions {

    /** {@code chmod(2)}. */
    int chmod(@Path String pathname, @Mode int mode);

    /** {@code fchmod(2)}: of an open file. */
    int fchmod(@Fd int fd, @Mode int mode);

    /** {@code fchmodat(2)}: relative to a directory. */
    int fchmodat(@DirFd int dirfd, @Path String pathname, @Mode int mode, @Flags("AT_SYMLINK_NOFOLLOW") int flags);

    /** {@code lchmod(3)}: of a symbolic link itself, where that is possible. */
    int lchmod(@Path String pathname, @Mode int mode);

    /** {@code chown(2)}: -1 leaves the owner or the group as it is. */
    int chown(@Path String pathname, int owner, int group);

    /** {@code fchown(2)}: of an open file. */
    int fchown(@Fd int fd, int owner, int group);

    /** {@code lchown(2)}: of a symbolic link itself. */
    int lchown(@Path String pathname, int owner, int group);

    /** {@code fchownat(2)}: relative to a directory. */
    int fchownat(
            @DirFd int dirfd,
            @Path String pathname,
            int owner,
            int group,
            @Flags({"AT_SYMLINK_NOFOLLOW", "AT_EMPTY_PATH"}) int flags);
}
