package dev.shimgen.traps;

import dev.shimgen.spec.Buffer;
import dev.shimgen.spec.ClearFlags;
import dev.shimgen.spec.Fd;
import dev.shimgen.spec.Flags;
import dev.shimgen.spec.Handle;
import dev.shimgen.spec.In;
import dev.shimgen.spec.Mode;
import dev.shimgen.spec.Out;
import dev.shimgen.spec.Partial;
import dev.shimgen.spec.Path;
import dev.shimgen.spec.Pointer;
import dev.shimgen.spec.Replace;
import dev.shimgen.spec.Shim;
import dev.shimgen.spec.Struct;
import dev.shimgen.spec.Text;
import dev.shimgen.spec.Trace;

/** Functions of every kind that Java answers, for {@code HandlersTest}. */
@Shim("answers")
@Handle
@Partial
public interface Answers {

    @Trace
    int stat(@Path String path, @Out Struct status);

    /** Fails if nobody answers. */
    @Handle(otherwise = "EACCES")
    int access(@Path String path, int mode);

    int open(@Path String path, @Flags("O_") @ClearFlags("O_APPEND") int flags, @Mode int mode);

    long read(@Fd int fd, @Buffer(length = "count") byte[] buf, long count);

    long write(@Fd int fd, @Buffer(length = "count") byte[] buf, long count);

    String getcwd(@Buffer(length = "size") byte[] buf, long size);

    String getenv(@Text String name);

    int pipe(@Out(count = "2") Pointer ends);

    int connect(@Fd int socket, @In(size = "length") Struct address, int length);

    int socket(int domain, int type, int protocol);

    int socketpair(int domain, int type, int protocol, @Out(count = "2") Pointer ends);

    int accept(@Fd int socket, @Out(size = "length") Struct address, @Out Pointer length);

    int memfd_create(@Text String name, int flags);

    int getsockname(@Fd int socket, @Out(size = "length") Struct address, @Out Pointer length);

    double fmod(double x, double y);

    int setpriority(int which, int who, int priority);

    int getpriority(int which, int who);

    int posix_fadvise(@Fd int fd, long offset, long length, int advice);

    Pointer fopen(@Path String path, @Text String mode);

    Struct readdir(Pointer directory);

    /** What goes on is replaced. */
    @Replace(errno = "EROFS")
    int mkdir(@Path String path, @Mode int mode);

    /** Not overridden by any handler of the tests. */
    int chdir(@Path String path);
}
