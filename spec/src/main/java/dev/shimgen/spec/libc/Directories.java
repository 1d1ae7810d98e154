package dev.shimgen.spec.libc;

import dev.shimgen.spec.Buffer;
import dev.shimgen.spec.DirFd;
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
}
