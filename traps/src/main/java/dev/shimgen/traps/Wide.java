package dev.shimgen.traps;

import dev.shimgen.spec.DirFd;
import dev.shimgen.spec.Fd;
import dev.shimgen.spec.Flags;
import dev.shimgen.spec.Mode;
import dev.shimgen.spec.Out;
import dev.shimgen.spec.Partial;
import dev.shimgen.spec.Path;
import dev.shimgen.spec.Pointer;
import dev.shimgen.spec.Shim;
import dev.shimgen.spec.Struct;
import dev.shimgen.spec.Text;
import dev.shimgen.spec.Trace;

/** Functions with offsets and times: those of the programs whose comment says "Shim: wide". */
@Shim("wide")
@Trace
@Partial
public interface Wide {

    // Offsets.

    int open(@Path String path, @Flags("O_") int flags, @Mode int mode);

    int ftruncate(@Fd int fd, long length);

    long lseek(@Fd int fd, long offset, int whence);

    long pread(@Fd int fd, Pointer buffer, long count, long offset);

    long pwrite(@Fd int fd, Pointer buffer, long count, long offset);

    Pointer fopen(@Path String path, @Text String mode);

    int fseeko(Pointer stream, long offset, int whence);

    long ftello(Pointer stream);

    int fcntl(@Fd int fd, int cmd, long argument);

    Pointer opendir(@Path String path);

    Pointer readdir(Pointer directory);

    int glob(@Text String pattern, int flags, Pointer failed, Pointer result);

    void globfree(Pointer result);

    int nftw(@Path String path, Pointer function, int depth, int flags);

    int statvfs(@Path String path, Pointer result);

    int getrlimit(int resource, Pointer limit);

    // Both.

    int stat(@Path String path, @Out(show = {"st_mode", "st_size"}) Struct status);

    int lstat(@Path String path, @Out(show = {"st_mode", "st_size"}) Struct status);

    int fstat(@Fd int fd, @Out(show = {"st_mode", "st_size"}) Struct status);

    int fstatat(
            @DirFd int dirfd,
            @Path String path,
            @Out(show = {"st_mode", "st_size"}) Struct status,
            @Flags("AT_") int flags);

    // Times.

    long time(Pointer result);

    long mktime(Pointer parts);

    Pointer gmtime_r(Pointer time, Pointer parts);

    double difftime(long later, long earlier);

    int clock_gettime(int clock, Pointer now);

    int gettimeofday(Pointer now, Pointer zone);

    int nanosleep(Pointer request, Pointer remaining);

    int clock_nanosleep(int clock, int flags, Pointer request, Pointer remaining);

    int select(int count, Pointer reading, Pointer writing, Pointer failing, Pointer limit);

    int ppoll(Pointer descriptors, long count, Pointer limit, Pointer mask);

    int utimensat(@DirFd int dirfd, @Path String path, Pointer times, @Flags("AT_") int flags);

    int futimens(@Fd int fd, Pointer times);

    int utimes(@Path String path, Pointer times);

    int sem_timedwait(Pointer semaphore, Pointer limit);

    int pthread_mutex_timedlock(Pointer mutex, Pointer limit);
}
