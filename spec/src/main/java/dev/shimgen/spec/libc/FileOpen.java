package dev.shimgen.spec.libc;

import dev.shimgen.spec.DirFd;
import dev.shimgen.spec.Flags;
import dev.shimgen.spec.Mode;
import dev.shimgen.spec.Path;
import dev.shimgen.spec.Pointer;
import dev.shimgen.spec.Text;

/** Opening files by name. */
public interface FileOpen {

    /** {@code open(2)}: {@code mode} is there only with {@code O_CREAT} or {@code O_TMPFILE}. */
    int open(
            @Path String path,
            @Flags(
                            value = "O_",
                            fields =
                                    @Flags.Field(
                                            mask = "O_ACCMODE",
                                            values = {"O_RDONLY", "O_WRONLY", "O_RDWR"}))
                    int flags,
            @Mode int mode);

    /** {@code openat(2)}: relative to a directory. */
    int openat(@DirFd int dirfd, @Path String path, @Flags("O_") int flags, @Mode int mode);

    /** {@code creat(2)}: {@code open} with {@code O_CREAT|O_WRONLY|O_TRUNC}. */
    int creat(@Path String path, @Mode int mode);

    /** {@code fopen(3)}: a stream. */
    Pointer fopen(@Path String path, @Text String mode);

    /** {@code freopen(3)}: a stream for another file, or in another mode if {@code path} is {@code NULL}. */
    Pointer freopen(@Path String path, @Text String mode, Pointer stream);
}
