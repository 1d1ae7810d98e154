package acme;

import dev.shimgen.spec.Buffer;
import dev.shimgen.spec.Fd;
import dev.shimgen.spec.Flags;
import dev.shimgen.spec.In;
import dev.shimgen.spec.OneOf;
import dev.shimgen.spec.Out;
import dev.shimgen.spec.Partial;
import dev.shimgen.spec.Path;
import dev.shimgen.spec.Pointer;
import dev.shimgen.spec.Shim;
import dev.shimgen.spec.Struct;
import dev.shimgen.spec.Text;
import java.lang.foreign.MemorySegment;

/** What tempts C to write behind the end, or to give back what is gone. */
@Shim("many")
@Partial
public interface Many {
    int adjtimex(@Out Timex buf);

    int bind(@Fd int fd, @In Struct addr, int len);

    String canonicalize_file_name(@Path String name);

    int close(@Fd int fd);

    MemorySegment ctime_r(Pointer timer, MemorySegment buf);

    int epoll_create1(@Flags("EPOLL_CLOEXEC") int flags);

    int epoll_ctl(@Fd int epfd, @OneOf("EPOLL_CTL_") int op, @Fd int fd, @In EpollEvent event);

    int epoll_wait(@Fd int epfd, @Out EpollEvent events, int maxevents, int timeout);

    int eventfd(int count, @Flags("EFD_") int flags);

    Pointer getcwd(@Buffer(length = "size") byte[] buf, long size);

    int getsockname(@Fd int fd, @Out Struct addr, MemorySegment len);

    int poll(@In Pollfd fds, long nfds, int timeout);

    int putenv(@Text String string);

    long readv(@Fd int fd, @In Iovec iovec, int count);

    int semop(int semid, @In Sembuf sops, long nsops);

    int socket(int domain, int type, int protocol);

    int statvfs(@Path String file, @Out Statvfs buf);

    MemorySegment strchr(@Text String s, int c);

    String strerror_r(int errnum, @Buffer(length = "buflen") byte[] buf, long buflen);

    double strtod(@Text String nptr, MemorySegment endptr);

    int uname(@Out Utsname name);

    int utimensat(@Fd int fd, @Path String path, @In Struct times, int flags);
}
