package dev.shimgen.spec.libc;

import dev.shimgen.spec.Flags;
import dev.shimgen.spec.Path;
import dev.shimgen.spec.Pointer;
import dev.shimgen.spec.Text;

/** Mounting file systems. */
public interface Mounts {

    /** {@code mount(2)}: {@code data} belongs to the file system. */
    int mount(
            @Path String source,
            @Path String target,
            @Text String filesystemtype,
            @Flags({
                        "MS_RDONLY",
                        "MS_NOSUID",
                        "MS_NODEV",
                        "MS_NOEXEC",
                        "MS_SYNCHRONOUS",
                        "MS_REMOUNT",
                        "MS_MANDLOCK",
                        "MS_DIRSYNC",
                        "MS_NOATIME",
                        "MS_NODIRATIME",
                        "MS_BIND",
                        "MS_MOVE",
                        "MS_REC",
                        "MS_SILENT",
                        "MS_UNBINDABLE",
                        "MS_PRIVATE",
                        "MS_SLAVE",
                        "MS_SHARED",
                        "MS_RELATIME",
                        "MS_STRICTATIME",
                        "MS_LAZYTIME"
                    })
                    long mountflags,
            Pointer data);

    /** {@code umount(2)}. */
    int umount(@Path String target);

    /** {@code umount2(2)}: with flags. */
    int umount2(@Path String target, @Flags({"MNT_FORCE", "MNT_DETACH", "MNT_EXPIRE", "UMOUNT_NOFOLLOW"}) int flags);
}
