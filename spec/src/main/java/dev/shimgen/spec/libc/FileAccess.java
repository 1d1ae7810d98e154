package dev.shimgen.spec.libc;

import dev.shimgen.spec.DirFd;
import dev.shimgen.spec.Flags;
import dev.shimgen.spec.Path;

/** Asking whether a file may be used. */
public interface FileAccess {

    /** {@code access(2)}: as the real user. */
    int access(@Path String pathname, @Flags({"R_OK", "W_OK", "X_OK", "F_OK"}) int mode);

    /** {@code faccessat(2)}: relative to a directory. */
    int faccessat(
            @DirFd int dirfd,
            @Path String pathname,
            @Flags({"R_OK", "W_OK", "X_OK", "F_OK"}) int mode,
            @Flags({"AT_EACCESS", "AT_SYMLINK_NOFOLLOW", "AT_EMPTY_PATH"}) int flags);

    /** {@code euidaccess(3)}: as the effective user. */
    int euidaccess(@Path String pathname, @Flags({"R_OK", "W_OK", "X_OK", "F_OK"}) int mode);

    /** {@code eaccess(3)}: another name of {@code euidaccess}. */
    int eaccess(@Path String pathname, @Flags({"R_OK", "W_OK", "X_OK", "F_OK"}) int mode);
}
