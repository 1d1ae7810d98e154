package dev.shimgen.spec.libc;

import dev.shimgen.spec.Fd;
import dev.shimgen.spec.Flags;
import dev.shimgen.spec.In;
import dev.shimgen.spec.OneOf;
import dev.shimgen.spec.Out;
import dev.shimgen.spec.Pointer;
import dev.shimgen.spec.Struct;

/** Waiting for descriptors. */
public interface EventWaits {

    /** {@code select(2)}: {@code timeout} may hold the time that was left. */
    int select(int nfds, Pointer readfds, Pointer writefds, Pointer exceptfds, Pointer timeout);

    /** {@code pselect(2)}: with a signal mask. */
    int pselect(int nfds, Pointer readfds, Pointer writefds, Pointer exceptfds, @In Struct timeout, @In Struct sigmask);

    /** {@code poll(2)}: {@code timeout} in milliseconds. */
    int poll(@In(count = "nfds") Pointer fds, long nfds, int timeout);

    /** {@code ppoll(2)}: with a signal mask. */
    int ppoll(@In(count = "nfds") Pointer fds, long nfds, @In Struct tmo_p, @In Struct sigmask);

    /** {@code epoll_create(2)}: {@code size} says nothing today. */
    int epoll_create(int size);

    /** {@code epoll_create1(2)}. */
    int epoll_create1(@Flags("EPOLL_CLOEXEC") int flags);

    /** {@code epoll_ctl(2)}. */
    int epoll_ctl(@Fd int epfd, @OneOf("EPOLL_CTL_") int op, @Fd int fd, @In Struct event);

    /** {@code epoll_wait(2)}: {@code timeout} in milliseconds. */
    int epoll_wait(@Fd int epfd, @Out(count = "return") Pointer events, int maxevents, int timeout);

    /** {@code epoll_pwait(2)}: with a signal mask. */
    int epoll_pwait(
            @Fd int epfd, @Out(count = "return") Pointer events, int maxevents, int timeout, @In Struct sigmask);

    /** {@code eventfd(2)}: a counter with a descriptor. */
    int eventfd(int initval, @Flags({"EFD_CLOEXEC", "EFD_NONBLOCK", "EFD_SEMAPHORE"}) int flags);

    /** {@code eventfd_read(3)}. */
    int eventfd_read(@Fd int fd, @Out Pointer value);

    /** {@code eventfd_write(3)}. */
    int eventfd_write(@Fd int fd, long value);
}
