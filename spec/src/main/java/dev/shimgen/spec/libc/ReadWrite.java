package dev.shimgen.spec.libc;

import dev.shimgen.spec.Buffer;
import dev.shimgen.spec.Fails;
import dev.shimgen.spec.Fd;
import dev.shimgen.spec.Flags;
import dev.shimgen.spec.In;
import dev.shimgen.spec.OneOf;
import dev.shimgen.spec.Pointer;

/** Reading from descriptors and writing to them, and moving their offsets. */
public interface ReadWrite {

    /** {@code read(2)}. */
    long read(@Fd int fd, @Buffer(length = "count") byte[] buf, long count);

    /** {@code write(2)}. */
    long write(@Fd int fd, @Buffer(length = "count") byte[] buf, long count);

    /** {@code pread(2)}: leaves the offset where it is. */
    long pread(@Fd int fd, @Buffer(length = "count") byte[] buf, long count, long offset);

    /** {@code pwrite(2)}: leaves the offset where it is. */
    long pwrite(@Fd int fd, @Buffer(length = "count") byte[] buf, long count, long offset);

    /** {@code readv(2)}: into several buffers. */
    long readv(@Fd int fd, @In(count = "iovcnt", filled = true) Pointer iov, int iovcnt);

    /** {@code writev(2)}: from several buffers. */
    long writev(@Fd int fd, @In(count = "iovcnt") Pointer iov, int iovcnt);

    /** {@code preadv(2)}: into several buffers, at an offset. */
    long preadv(@Fd int fd, @In(count = "iovcnt", filled = true) Pointer iov, int iovcnt, long offset);

    /** {@code pwritev(2)}: from several buffers, at an offset. */
    long pwritev(@Fd int fd, @In(count = "iovcnt") Pointer iov, int iovcnt, long offset);

    /** {@code preadv2(2)}: with flags. */
    long preadv2(
            @Fd int fd,
            @In(count = "iovcnt", filled = true) Pointer iov,
            int iovcnt,
            long offset,
            @Flags("RWF_") int flags);

    /** {@code pwritev2(2)}: with flags. */
    long pwritev2(@Fd int fd, @In(count = "iovcnt") Pointer iov, int iovcnt, long offset, @Flags("RWF_") int flags);

    /** {@code lseek(2)}: the result is the new offset in bytes. */
    long lseek(@Fd int fd, long offset, @OneOf("SEEK_") int whence);

    /** {@code posix_fadvise(2)}: the result is the error number. */
    @Fails(Fails.When.ERROR_NUMBER)
    int posix_fadvise(@Fd int fd, long offset, long len, @OneOf("POSIX_FADV_") int advice);

    /** {@code readahead(2)}: into the page cache. */
    long readahead(@Fd int fd, long offset, long count);
}
