package dev.shimgen.spec.libc;

import dev.shimgen.spec.Fails;
import dev.shimgen.spec.Fd;
import dev.shimgen.spec.Flags;
import dev.shimgen.spec.Path;

/** Changing the size of files. */
public interface FileSize {

    /** {@code truncate(2)}: {@code length} in bytes. */
    int truncate(@Path String path, long length);

    /** {@code ftruncate(2)}: of an open file. */
    int ftruncate(@Fd int fd, long length);

    /** {@code fallocate(2)}: allocates, or with a flag gives back, the bytes from {@code offset} on. */
    int fallocate(@Fd int fd, @Flags("FALLOC_FL_") int mode, long offset, long len);

    /** {@code posix_fallocate(3)}: allocates; the result is the error number. */
    @Fails(Fails.When.ERROR_NUMBER)
    int posix_fallocate(@Fd int fd, long offset, long len);
}
