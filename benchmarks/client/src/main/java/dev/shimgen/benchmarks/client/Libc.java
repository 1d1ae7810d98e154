package dev.shimgen.benchmarks.client;

import dev.shimgen.spec.Buffer;
import dev.shimgen.spec.Fd;
import dev.shimgen.spec.Flags;
import dev.shimgen.spec.Partial;
import dev.shimgen.spec.Path;
import dev.shimgen.spec.Shim;

/** The functions whose calls are measured. */
@Shim("client")
@Partial
public interface Libc {

    /** {@code abs(3)}: it does nothing, so it is the call that is measured. */
    int abs(int value);

    /** {@code getppid(2)}: it takes nothing, and cannot fail. */
    int getppid();

    /** {@code close(2)}: of no descriptor, it fails. */
    int close(@Fd int fd);

    /** {@code access(2)}: what little is done for a name is done by the kernel. */
    int access(@Path String path, @Flags("F_OK") int mode);

    /** {@code strlen(3)}: next to nothing is done for a string, so it is the string's way to C that is measured. */
    long strlen(String text);

    /** {@code pwrite(2)}: of no descriptor, it fails before it looks at the buffer. */
    long pwrite(@Fd int fd, @Buffer(length = "count") byte[] buffer, long count, long offset);

    /** {@code read(2)}: of no descriptor; what is in the buffer afterwards comes back nevertheless. */
    long read(@Fd int fd, @Buffer(length = "count") byte[] buffer, long count);
}
