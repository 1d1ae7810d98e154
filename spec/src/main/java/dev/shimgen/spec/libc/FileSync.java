package dev.shimgen.spec.libc;

import dev.shimgen.spec.Fd;
import dev.shimgen.spec.Flags;
import dev.shimgen.spec.Pointer;

/** Waiting until what was written is on the disk. */
public interface FileSync {

    /** {@code fsync(2)}: data and attributes of a file. */
    int fsync(@Fd int fd);

    /** {@code fdatasync(2)}: data of a file, and what is needed to read them. */
    int fdatasync(@Fd int fd);

    /** {@code sync(2)}: all file systems. */
    void sync();

    /** {@code syncfs(2)}: the file system of a file. */
    int syncfs(@Fd int fd);

    /** {@code sync_file_range(2)}: some bytes of a file. */
    int sync_file_range(@Fd int fd, long offset, long nbytes, @Flags("SYNC_FILE_RANGE_") int flags);

    /** {@code msync(2)}: a mapping; {@code length} in bytes. */
    int msync(Pointer addr, long length, @Flags({"MS_ASYNC", "MS_INVALIDATE", "MS_SYNC"}) int flags);
}
