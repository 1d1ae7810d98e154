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

    /** Of those that make temporary files, {@code mkostemp(3)} and {@code mkostemps(3)} take the flags of {@code open(2)}. */
    @Partial
    int mkostemp(@Path Pointer template, @Flags("O_") @ClearFlags({"O_SYNC", "O_DSYNC"}) int flags);

    int mkostemps(
            @Path Pointer template, int suffixlen, @Flags("O_") @ClearFlags({"O_SYNC", "O_DSYNC"}) int flags);

    /** A file of {@code name_to_handle_at(2)} is opened with flags as any other. */
    int open_by_handle_at(
            @Fd int mount, Pointer handle, @Flags("O_") @ClearFlags({"O_SYNC", "O_DSYNC"}) int flags);

    /** A single write can wait, too; {@code preadv2(2)} takes these flags and does not look at them. */
    @Partial
    long pwritev2(
            @Fd int fd,
            Pointer vectors,
            int count,
            long offset,
            @Flags("RWF_") @ClearFlags({"RWF_SYNC", "RWF_DSYNC"}) int flags);
}
