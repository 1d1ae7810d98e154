package dev.shimgen.spec.libc;

import dev.shimgen.spec.DirFd;
import dev.shimgen.spec.Fd;
import dev.shimgen.spec.Flags;
import dev.shimgen.spec.In;
import dev.shimgen.spec.OneOf;
import dev.shimgen.spec.Path;
import dev.shimgen.spec.Pointer;
import dev.shimgen.spec.Struct;
import dev.shimgen.spec.Text;

/** Mounting file systems by descriptor. In glibc since 2.36. */
public interface MountTrees {

    /** {@code open_tree(2)}: a descriptor of a mount. Since glibc 2.36. */
    int open_tree(
            @DirFd int dirfd,
            @Path String filename,
            @Flags({
                        "OPEN_TREE_CLONE",
                        "OPEN_TREE_CLOEXEC",
                        "AT_EMPTY_PATH",
                        "AT_NO_AUTOMOUNT",
                        "AT_RECURSIVE",
                        "AT_SYMLINK_NOFOLLOW"
                    })
                    int flags);

    /** {@code move_mount(2)}. Since glibc 2.36. */
    int move_mount(
            @DirFd int from_dirfd,
            @Path String from_pathname,
            @DirFd int to_dirfd,
            @Path String to_pathname,
            @Flags({"MOVE_MOUNT_F_", "MOVE_MOUNT_T_", "MOVE_MOUNT_SET_GROUP"}) int flags);

    /** {@code fspick(2)}: a descriptor to change a mounted file system with. Since glibc 2.36. */
    int fspick(@DirFd int dirfd, @Path String path, @Flags("FSPICK_") int flags);

    /** {@code mount_setattr(2)}: {@code size} is that of the struct in bytes. Since glibc 2.36. */
    int mount_setattr(
            @DirFd int dirfd,
            @Path String pathname,
            @Flags({"AT_EMPTY_PATH", "AT_RECURSIVE", "AT_NO_AUTOMOUNT", "AT_SYMLINK_NOFOLLOW"}) int flags,
            @In(show = {"attr_set", "attr_clr", "propagation"}) Struct attr,
            long size);

    /** {@code fsopen(2)}: a descriptor to configure a new file system with. Since glibc 2.36. */
    int fsopen(@Text String fsname, @Flags("FSOPEN_") int flags);

    /** {@code fsconfig(2)}. Since glibc 2.36. */
    int fsconfig(@Fd int fd, @OneOf("FSCONFIG_") int cmd, @Text String key, Pointer value, int aux);

    /** {@code fsmount(2)}. Since glibc 2.36. */
    int fsmount(@Fd int fd, @Flags("FSMOUNT_") int flags, @Flags("MOUNT_ATTR_") int attr_flags);
}
