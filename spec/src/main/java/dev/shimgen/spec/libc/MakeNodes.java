package dev.shimgen.spec.libc;

import dev.shimgen.spec.DirFd;
import dev.shimgen.spec.Mode;
import dev.shimgen.spec.Path;

/** Making FIFOs, devices and other files without opening them. {@code mode} holds the type of the file too. */
public interface MakeNodes {

    /** {@code mknod(2)}. */
    int mknod(@Path String pathname, @Mode int mode, long dev);

    /** {@code mknodat(2)}: relative to a directory. */
    int mknodat(@DirFd int dirfd, @Path String pathname, @Mode int mode, long dev);

    /** {@code mkfifo(3)}. */
    int mkfifo(@Path String pathname, @Mode int mode);

    /** {@code mkfifoat(3)}: relative to a directory. */
    int mkfifoat(@DirFd int dirfd, @Path String pathname, @Mode int mode);
}
