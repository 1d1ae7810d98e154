package dev.shimgen.samples.eatmydata;

import dev.shimgen.spec.ClearFlags;
import dev.shimgen.spec.DirFd;
import dev.shimgen.spec.Fd;
import dev.shimgen.spec.Flags;
import dev.shimgen.spec.Mode;
import dev.shimgen.spec.Partial;
import dev.shimgen.spec.Path;
import dev.shimgen.spec.Pointer;
import dev.shimgen.spec.Replace;
import dev.shimgen.spec.Shim;

/** What libeatmydata does: nothing waits for the disk. For work that may be lost, such as test databases and CI builds. */
@Shim("eatmydata")
public interface EatMyData {

    @Replace
    int fsync(@Fd int fd);

    @Replace
    int fdatasync(@Fd int fd);

    @Replace
    void sync();

    @Replace
    int syncfs(@Fd int fd);

    @Replace
    int sync_file_range(@Fd int fd, long offset, long count, @Flags("SYNC_FILE_RANGE_") int flags);

    @Replace
    int msync(Pointer address, long length, @Flags({"MS_ASYNC", "MS_INVALIDATE", "MS_SYNC"}) int flags);

    /** The other functions that open files ({@code creat}, {@code fopen}) cannot ask for {@code O_SYNC}. */
    @Partial
    int open(@Path String path, @Flags("O_") @ClearFlags({"O_SYNC", "O_DSYNC"}) int flags, @Mode int mode);

    int openat(
            @DirFd int dirfd,
            @Path String path,
            @Flags("O_") @ClearFlags({"O_SYNC", "O_DSYNC"}) int flags,
            @Mode int mode);
}
