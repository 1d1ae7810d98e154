package dev.shimgen.traps;

import dev.shimgen.spec.In;
import dev.shimgen.spec.Buffer;
import dev.shimgen.spec.ClearFlags;
import dev.shimgen.spec.DirFd;
import dev.shimgen.spec.Fd;
import dev.shimgen.spec.Flags;
import dev.shimgen.spec.Mode;
import dev.shimgen.spec.Out;
import dev.shimgen.spec.Partial;
import dev.shimgen.spec.PassThrough;
import dev.shimgen.spec.Path;
import dev.shimgen.spec.Pointer;
import dev.shimgen.spec.Replace;
import dev.shimgen.spec.Shim;
import dev.shimgen.spec.Text;
import dev.shimgen.spec.Trace;
import dev.shimgen.spec.WaitStatus;
import dev.shimgen.spec.libc.FileAccess;
import dev.shimgen.spec.libc.FileOpen;

/**
 * The same shim for musl, which has not all of glibc's functions ({@code statx}, {@code renameat2}, {@code close_range}, …)
 * and gives some of them other types ({@code ioctl}, {@code strerror_r}).
 */
@Shim("traps")
@Trace
@Partial
public interface Traps extends FileAccess, FileOpen {

    @Override
    int open(@Path String path, @Flags("O_") @ClearFlags({"O_SYNC", "O_DSYNC"}) int flags, @Mode int mode);

    @Override
    int openat(
            @DirFd int dirfd,
            @Path String path,
            @Flags("O_") @ClearFlags({"O_SYNC", "O_DSYNC"}) int flags,
            @Mode int mode);

    int stat(@Path String path, @Out(show = {"st_mode", "st_size"}) Stat status);

    int lstat(@Path String path, @Out(show = {"st_mode", "st_size"}) Stat status);

    int fstat(@Fd int fd, @Out(show = {"st_mode", "st_size"}) Stat status);

    int fstatat(
            @DirFd int dirfd,
            @Path String path,
            @Out(show = {"st_mode", "st_size"}) Stat status,
            @Flags("AT_") int flags);

    long readlink(@Path String path, @Buffer(length = "size") byte[] buffer, long size);

    int link(@Path String from, @Path String to);

    int symlink(@Text String target, @Path String path);

    int unlink(@Path String path);

    int rename(@Path String from, @Path String to);

    int unlinkat(@DirFd int dirfd, @Path String path, @Flags("AT_REMOVEDIR") int flags);

    int remove(@Path String path);

    int renameat(@DirFd int olddirfd, @Path String from, @DirFd int newdirfd, @Path String to);

    Pointer realpath(@Path String path, Pointer resolved);

    @PassThrough
    int mkdir(@Path String path, @Mode int mode);

    int rmdir(@Path String path);

    Pointer opendir(@Path String path);

    Pointer readdir(Pointer directory);

    int closedir(Pointer directory);

    long read(@Fd int fd, @Buffer(length = "count") byte[] buf, long count);

    long write(@Fd int fd, @Buffer(length = "count") byte[] buf, long count);

    long copy_file_range(@Fd int infd, Pointer inoff, @Fd int outfd, Pointer outoff, long length, int flags);

    int fcntl(@Fd int fd, int cmd, long argument);

    int ioctl(@Fd int fd, int request, long argument);

    @Replace
    int fsync(@Fd int fd);

    @Replace
    int fdatasync(@Fd int fd);

    @Replace(errno = "EPERM")
    int sethostname(@Buffer(length = "len") byte[] name, long len);

    int printf(@Text String format);

    int sscanf(@Text String s, @Text String format);

    int strerror_r(int errnum, Pointer buf, long buflen);

    void qsort(Pointer base, long count, long size, Pointer compare);

    @PassThrough
    Pointer memcpy(Pointer dest, Pointer src, long n);

    @PassThrough
    int pthread_cond_wait(Pointer cond, Pointer mutex);

    @PassThrough
    int pthread_cond_signal(Pointer cond);

    int regexec(Pointer expression, @Text String string, long count, Pointer matches, int flags);

    int posix_spawn(Pointer pid, @Path String path, Pointer actions, Pointer attributes, Pointer argv, Pointer envp);

    int execve(@Path String pathname, @Text Pointer argv, Pointer envp);

    int scandir(@Path String path, Pointer entries, Pointer filter, Pointer compare);

    int nftw(@Path String path, Pointer function, int depth, int flags);

    int pipe(@Out(count = "2") Pointer ends);

    int pipe2(@Out(count = "2") Pointer ends, @Flags({"O_CLOEXEC", "O_NONBLOCK", "O_DIRECT"}) int flags);

    int poll(
            @In(
                            count = "number",
                            show = {"fd", "events", "revents"})
                    Pointer polled,
            long number,
            int timeout);

    long writev(
            @Fd int fd,
            @In(
                            count = "number",
                            show = {"iov_base", "iov_len"})
                    Pointer parts,
            int number);

    int waitpid(int pid, @Out(unlessZero = true) @WaitStatus Pointer status, int options);

    int accept(@Fd int socket, Pointer address, @Out Pointer length);

    int connect(@Fd int socket, Pointer address, int length);

    Pointer basename(Pointer path);

    void exit(int status);

    void _exit(int status);
}
