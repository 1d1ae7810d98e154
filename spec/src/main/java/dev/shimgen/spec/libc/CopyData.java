package dev.shimgen.spec.libc;

import dev.shimgen.spec.Fd;
import dev.shimgen.spec.Flags;
import dev.shimgen.spec.Pointer;

/** Moving data from one descriptor to another inside the kernel. */
public interface CopyData {

    /** {@code sendfile(2)}. */
    long sendfile(@Fd int out_fd, @Fd int in_fd, Pointer offset, long count);

    /** {@code copy_file_range(2)}: between files; {@code flags} is 0. */
    long copy_file_range(@Fd int fd_in, Pointer off_in, @Fd int fd_out, Pointer off_out, long size, int flags);

    /** {@code splice(2)}: from or to a pipe. */
    long splice(
            @Fd int fd_in, Pointer off_in, @Fd int fd_out, Pointer off_out, long size, @Flags("SPLICE_F_") int flags);

    /** {@code tee(2)}: from pipe to pipe, without taking it out. */
    long tee(@Fd int fd_in, @Fd int fd_out, long size, @Flags("SPLICE_F_") int flags);

    /** {@code vmsplice(2)}: memory to or from a pipe. */
    long vmsplice(@Fd int fd, Pointer iov, long nr_segs, @Flags("SPLICE_F_") int flags);
}
