package dev.shimgen.spec.libc;

import dev.shimgen.spec.DirFd;
import dev.shimgen.spec.Fd;
import dev.shimgen.spec.Flags;
import dev.shimgen.spec.Path;
import dev.shimgen.spec.Pointer;

/** Files by handle, as file servers use them. */
public interface FileHandles {

    /** {@code name_to_handle_at(2)}: makes a handle; {@code handle} says how much room it has. */
    int name_to_handle_at(
            @DirFd int dirfd,
            @Path String pathname,
            Pointer handle,
            Pointer mount_id,
            @Flags({"AT_EMPTY_PATH", "AT_SYMLINK_FOLLOW"}) int flags);

    /** {@code open_by_handle_at(2)}: opens the file that a handle stands for. */
    int open_by_handle_at(@Fd int mount_fd, Pointer handle, @Flags("O_") int flags);
}
