package dev.shimgen.spec.libc;

import dev.shimgen.spec.Buffer;
import dev.shimgen.spec.DirFd;
import dev.shimgen.spec.Fails;
import dev.shimgen.spec.Fd;
import dev.shimgen.spec.Mode;
import dev.shimgen.spec.Path;
import dev.shimgen.spec.Pointer;

/** Making, removing, changing to and reading directories. */
public interface Directories {

    /** {@code mkdir(2)}. */
    int mkdir(@Path String pathname, @Mode int mode);

    /** {@code mkdirat(2)}: relative to a directory. */
    int mkdirat(@DirFd int dirfd, @Path String pathname, @Mode int mode);

    /** {@code rmdir(2)}: the directory must be empty. */
    int rmdir(@Path String pathname);

    /** {@code chdir(2)}. */
    int chdir(@Path String path);

    /** {@code fchdir(2)}. */
    int fchdir(@Fd int fd);

    /** {@code chroot(2)}: changes what {@code /} means. */
    int chroot(@Path String path);

    /** {@code getcwd(3)}: the result is {@code buf}, or new memory if that was {@code NULL}. */
    Pointer getcwd(@Buffer(length = "size") byte[] buf, long size);

    /** {@code get_current_dir_name(3)}: into memory that the caller frees. */
    Pointer get_current_dir_name();

    /** {@code opendir(3)}: a stream of directory entries. */
    Pointer opendir(@Path String name);

    /** {@code fdopendir(3)}: the stream owns {@code fd} from then on. */
    Pointer fdopendir(@Fd int fd);

    /** {@code readdir(3)}: the next entry; {@code NULL} at the end, with {@code errno} untouched. */
    Pointer readdir(Pointer dirp);

    /** {@code rewinddir(3)}: back to the first entry. */
    void rewinddir(Pointer dirp);

    /** {@code closedir(3)}. */
    int closedir(Pointer dirp);

    /** {@code scandir(3)}: all entries at once; {@code filter} and {@code compar} are functions. */
    int scandir(@Path String dirp, Pointer namelist, Pointer filter, Pointer compar);

    /** {@code scandirat(3)}: relative to a directory. */
    int scandirat(@DirFd int dirfd, @Path String dirp, Pointer namelist, Pointer filter, Pointer compar);

    /** {@code dirfd(3)}: the descriptor behind a stream. */
    int dirfd(Pointer dirp);

    /** {@code telldir(3)}: a position to come back to. */
    long telldir(Pointer dirp);

    /** {@code seekdir(3)}. */
    void seekdir(Pointer dirp, long loc);

    /** {@code readdir_r(3)}: into the caller's memory; the result is the error number. */
    @Fails(Fails.When.ERROR_NUMBER)
    int readdir_r(Pointer dirp, Pointer entry, Pointer result);

    /** {@code getdents64(2)}: what {@code readdir} is made of. */
    long getdents64(@Fd int fd, @Buffer(length = "count") byte[] dirp, long count);

    /** {@code getdirentries(3)}. */
    long getdirentries(@Fd int fd, @Buffer(length = "nbytes") byte[] buf, long nbytes, Pointer basep);

    /** {@code getwd(3)}: {@code getcwd} without a size. */
    Pointer getwd(Pointer buf);

    /** {@code alphasort(3)}: for {@code scandir}. */
    @Fails(Fails.When.NEVER)
    int alphasort(Pointer a, Pointer b);

    /** {@code versionsort(3)}: for {@code scandir}. */
    @Fails(Fails.When.NEVER)
    int versionsort(Pointer a, Pointer b);
}
