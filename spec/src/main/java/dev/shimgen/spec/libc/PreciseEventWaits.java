package dev.shimgen.spec.libc;

import dev.shimgen.spec.Fd;
import dev.shimgen.spec.In;
import dev.shimgen.spec.Pointer;
import dev.shimgen.spec.Struct;

/** Waiting for descriptors with a timeout in nanoseconds; since glibc 2.35. */
public interface PreciseEventWaits {

    /** {@code epoll_pwait2(2)}. Since glibc 2.35. */
    int epoll_pwait2(@Fd int epfd, Pointer events, int maxevents, @In Struct timeout, @In Struct sigmask);
}
