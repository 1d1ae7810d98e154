package dev.shimgen.spec.libc;

import dev.shimgen.spec.DirFd;
import dev.shimgen.spec.Fd;
import dev.shimgen.spec.Flags;
import dev.shimgen.spec.OneOf;
import dev.shimgen.spec.Out;
import dev.shimgen.spec.Path;
import dev.shimgen.spec.Struct;

/** What is known of a file: the {@code stat} family, and that of its file system. */
public interface FileStatus {

    /** {@code stat(2)}: follows symbolic links. */
    int stat(@Path String pathname, @Out(show = {"st_mode", "st_size"}) Struct statbuf);

    /** {@code lstat(2)}: of a symbolic link itself. */
    int lstat(@Path String pathname, @Out(show = {"st_mode", "st_size"}) Struct statbuf);

    /** {@code fstat(2)}: of an open file. */
    int fstat(@Fd int fd, @Out(show = {"st_mode", "st_size"}) Struct statbuf);

    /** {@code fstatat(2)}: relative to a directory. */
    int fstatat(
            @DirFd int dirfd,
            @Path String pathname,
            @Out(show = {"st_mode", "st_size"}) Struct statbuf,
            @Flags({"AT_SYMLINK_NOFOLLOW", "AT_NO_AUTOMOUNT", "AT_EMPTY_PATH"}) int flags);

    /** {@code statx(2)}: only the fields asked for. */
    int statx(
            @DirFd int dirfd,
            @Path String pathname,
            @Flags(
                            value = {"AT_SYMLINK_NOFOLLOW", "AT_NO_AUTOMOUNT", "AT_EMPTY_PATH"},
                            fields =
                                    @Flags.Field(
                                            mask = "AT_STATX_SYNC_TYPE",
                                            values = {
                                                "AT_STATX_SYNC_AS_STAT",
                                                "AT_STATX_FORCE_SYNC",
                                                "AT_STATX_DONT_SYNC"
                                            }))
                    int flags,
            @Flags({
                        "STATX_TYPE",
                        "STATX_MODE",
                        "STATX_NLINK",
                        "STATX_UID",
                        "STATX_GID",
                        "STATX_ATIME",
                        "STATX_MTIME",
                        "STATX_CTIME",
                        "STATX_INO",
                        "STATX_SIZE",
                        "STATX_BLOCKS",
                        "STATX_BTIME",
                        "STATX_MNT_ID",
                        "STATX_BASIC_STATS",
                        "STATX_ALL"
                    })
                    int mask,
            @Out(show = {"stx_mode", "stx_size"}) Struct statxbuf);

    /** {@code statfs(2)}: the file system that a file is on. */
    int statfs(@Path String path, @Out(show = {"f_type", "f_bsize", "f_blocks", "f_bfree"}) Struct buf);

    /** {@code fstatfs(2)}: the file system that an open file is on. */
    int fstatfs(@Fd int fd, @Out(show = {"f_type", "f_bsize", "f_blocks", "f_bfree"}) Struct buf);

    /** {@code statvfs(3)}: {@code statfs} as POSIX has it. */
    int statvfs(@Path String path, @Out(show = {"f_bsize", "f_frsize", "f_blocks", "f_bfree"}) Struct buf);

    /** {@code fstatvfs(3)}: {@code fstatfs} as POSIX has it. */
    int fstatvfs(@Fd int fd, @Out(show = {"f_bsize", "f_frsize", "f_blocks", "f_bfree"}) Struct buf);

    /** {@code pathconf(3)}: a limit of the file system; -1 with {@code errno} untouched means that there is none. */
    long pathconf(@Path String path, @OneOf("_PC_") int name);

    /** {@code fpathconf(3)}: the same of an open file. */
    long fpathconf(@Fd int fd, @OneOf("_PC_") int name);
}
