package dev.shimgen.spec.libc;

import dev.shimgen.spec.Buffer;
import dev.shimgen.spec.Fd;
import dev.shimgen.spec.Flags;
import dev.shimgen.spec.Path;
import dev.shimgen.spec.Text;

/** Extended attributes of files, {@code xattr(7)}. A {@code size} of 0 asks how many bytes there are. */
public interface ExtendedAttributes {

    /** {@code getxattr(2)}. */
    long getxattr(@Path String path, @Text String name, @Buffer(length = "size") byte[] value, long size);

    /** {@code lgetxattr(2)}: of a symbolic link itself. */
    long lgetxattr(@Path String path, @Text String name, @Buffer(length = "size") byte[] value, long size);

    /** {@code fgetxattr(2)}: of an open file. */
    long fgetxattr(@Fd int fd, @Text String name, @Buffer(length = "size") byte[] value, long size);

    /** {@code setxattr(2)}. */
    int setxattr(
            @Path String path,
            @Text String name,
            @Buffer(length = "size") byte[] value,
            long size,
            @Flags({"XATTR_CREATE", "XATTR_REPLACE"}) int flags);

    /** {@code lsetxattr(2)}: of a symbolic link itself. */
    int lsetxattr(
            @Path String path,
            @Text String name,
            @Buffer(length = "size") byte[] value,
            long size,
            @Flags({"XATTR_CREATE", "XATTR_REPLACE"}) int flags);

    /** {@code fsetxattr(2)}: of an open file. */
    int fsetxattr(
            @Fd int fd,
            @Text String name,
            @Buffer(length = "size") byte[] value,
            long size,
            @Flags({"XATTR_CREATE", "XATTR_REPLACE"}) int flags);

    /** {@code listxattr(2)}: names, each with a NUL byte at its end. */
    long listxattr(@Path String path, @Buffer(length = "size") byte[] list, long size);

    /** {@code llistxattr(2)}: of a symbolic link itself. */
    long llistxattr(@Path String path, @Buffer(length = "size") byte[] list, long size);

    /** {@code flistxattr(2)}: of an open file. */
    long flistxattr(@Fd int fd, @Buffer(length = "size") byte[] list, long size);

    /** {@code removexattr(2)}. */
    int removexattr(@Path String path, @Text String name);

    /** {@code lremovexattr(2)}: of a symbolic link itself. */
    int lremovexattr(@Path String path, @Text String name);

    /** {@code fremovexattr(2)}: of an open file. */
    int fremovexattr(@Fd int fd, @Text String name);
}
