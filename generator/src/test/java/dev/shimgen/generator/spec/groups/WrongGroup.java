package dev.shimgen.generator.spec.groups;

import dev.shimgen.spec.DirFd;
import dev.shimgen.spec.Fd;

/** Wrong in many ways that only a compiler of specs minds. */
public interface WrongGroup {
    static int helper() {
        return 1;
    }

    default int close(int fd) {
        return fd;
    }

    int fsync(@Fd @DirFd int fd);

    int fdatasync(int shimgen_fd);

    int sizeof(int fd);

    int printf(String format, Object... arguments);
}
