package dev.shimgen.spec.libc;

import dev.shimgen.spec.Buffer;
import dev.shimgen.spec.DirFd;
import dev.shimgen.spec.Flags;
import dev.shimgen.spec.Path;
import dev.shimgen.spec.Pointer;

/** Names of files: making, reading, changing and removing them. */
public interface Links {

    /** {@code link(2)}: a hard link. */
    int link(@Path String oldpath, @Path String newpath);

    /** {@code linkat(2)}: relative to directories. */
    int linkat(
            @DirFd int olddirfd,
            @Path String oldpath,
            @DirFd int newdirfd,
            @Path String newpath,
            @Flags({"AT_SYMLINK_FOLLOW", "AT_EMPTY_PATH"}) int flags);

    /** {@code symlink(2)}: {@code target} is stored as it is. */
    int symlink(@Path String target, @Path String linkpath);

    /** {@code symlinkat(2)}: relative to a directory. */
    int symlinkat(@Path String target, @DirFd int newdirfd, @Path String linkpath);

    /** {@code readlink(2)}: no NUL byte at the end. */
    long readlink(@Path String pathname, @Buffer(length = "bufsiz") byte[] buf, long bufsiz);

    /** {@code readlinkat(2)}: relative to a directory. */
    long readlinkat(@DirFd int dirfd, @Path String pathname, @Buffer(length = "bufsiz") byte[] buf, long bufsiz);

    /** {@code unlink(2)}: removes a name. */
    int unlink(@Path String pathname);

    /** {@code unlinkat(2)}: relative to a directory; also instead of {@code rmdir}. */
    int unlinkat(@DirFd int dirfd, @Path String pathname, @Flags("AT_REMOVEDIR") int flags);

    /** {@code remove(3)}: {@code unlink}, or {@code rmdir} for a directory. */
    int remove(@Path String pathname);

    /** {@code rename(2)}: replaces {@code newpath}. */
    int rename(@Path String oldpath, @Path String newpath);

    /** {@code renameat(2)}: relative to directories. */
    int renameat(@DirFd int olddirfd, @Path String oldpath, @DirFd int newdirfd, @Path String newpath);

    /** {@code renameat2(2)}: with flags. */
    int renameat2(
            @DirFd int olddirfd,
            @Path String oldpath,
            @DirFd int newdirfd,
            @Path String newpath,
            @Flags("RENAME_") int flags);

    /** {@code realpath(3)}: the name without links and dots; {@code resolved_path} has room for {@code PATH_MAX} bytes or is {@code NULL}. */
    Pointer realpath(@Path String path, Pointer resolved_path);

    /** {@code canonicalize_file_name(3)}: {@code realpath} into memory that the caller frees. */
    Pointer canonicalize_file_name(@Path String path);
}
