package dev.shimgen.traps;

import dev.shimgen.spec.Buffer;
import dev.shimgen.spec.ClearFlags;
import dev.shimgen.spec.DirFd;
import dev.shimgen.spec.Fails;
import dev.shimgen.spec.Fd;
import dev.shimgen.spec.Flags;
import dev.shimgen.spec.In;
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
import dev.shimgen.spec.libc.Descriptors;
import dev.shimgen.spec.libc.Directories;
import dev.shimgen.spec.libc.FileAccess;
import dev.shimgen.spec.libc.FileOpen;
import dev.shimgen.spec.libc.FileStatus;
import dev.shimgen.spec.libc.FileTrees;
import dev.shimgen.spec.libc.Links;

/** What the programs in {@code src/test/c} run under. */
@Shim("traps")
@Trace
@Partial
public interface Traps extends Descriptors, FileAccess, FileOpen, FileStatus, Links, Directories, FileTrees {

    @Override
    int open(@Path String path, @Flags("O_") @ClearFlags({"O_SYNC", "O_DSYNC"}) int flags, @Mode int mode);

    @Override
    int openat(
            @DirFd int dirfd,
            @Path String path,
            @Flags("O_") @ClearFlags({"O_SYNC", "O_DSYNC"}) int flags,
            @Mode int mode);

    @Override
    @PassThrough
    int mkdir(@Path String pathname, @Mode int mode);

    long read(@Fd int fd, @Buffer(length = "count") byte[] buf, long count);

    long write(@Fd int fd, @Buffer(length = "count") byte[] buf, long count);

    long copy_file_range(@Fd int infd, Pointer inoff, @Fd int outfd, Pointer outoff, long length, int flags);

    @Override
    int fcntl(@Fd int fd, int cmd, long argument);

    @Override
    int ioctl(@Fd int fd, long request, long argument);

    @Replace
    int fsync(@Fd int fd);

    @Replace
    int fdatasync(@Fd int fd);

    @Replace(errno = "EPERM")
    int sethostname(@Buffer(length = "len") byte[] name, long len);

    int printf(@Text String format);

    int sscanf(@Text String s, @Text String format);

    @Fails(Fails.When.NEVER)
    Pointer strerror_r(int errnum, Pointer buf, long buflen);

    int __xpg_strerror_r(int errnum, Pointer buf, long buflen);

    void qsort(Pointer base, long count, long size, Pointer compare);

    @PassThrough
    Pointer memcpy(Pointer dest, Pointer src, long n);

    @PassThrough
    int pthread_cond_init(Pointer cond, Pointer attributes);

    @PassThrough
    int pthread_cond_wait(Pointer cond, Pointer mutex);

    @PassThrough
    int pthread_cond_timedwait(Pointer cond, Pointer mutex, Pointer time);

    @PassThrough
    int pthread_cond_signal(Pointer cond);

    @PassThrough
    int pthread_cond_broadcast(Pointer cond);

    @PassThrough
    int pthread_cond_destroy(Pointer cond);

    int pthread_kill(long thread, int signal);

    int regexec(Pointer expression, @Text String string, long count, Pointer matches, int flags);

    int posix_spawn(Pointer pid, @Path String path, Pointer actions, Pointer attributes, Pointer argv, Pointer envp);

    Pointer fmemopen(Pointer buffer, long size, @Text String mode);

    int sched_getaffinity(int pid, long size, Pointer set);

    int timer_create(int clock, Pointer event, Pointer timer);

    int timer_delete(Pointer timer);

    int totalorder(Pointer x, Pointer y);

    int execve(@Path String pathname, @Text Pointer argv, Pointer envp);

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

    Pointer basename(@Text String filename);

    Pointer __xpg_basename(Pointer path);

    void exit(int status);

    void _exit(int status);
}
