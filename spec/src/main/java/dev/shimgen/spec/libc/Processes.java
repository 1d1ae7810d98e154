package dev.shimgen.spec.libc;

import dev.shimgen.spec.DirFd;
import dev.shimgen.spec.Fails;
import dev.shimgen.spec.Fd;
import dev.shimgen.spec.Flags;
import dev.shimgen.spec.Path;
import dev.shimgen.spec.Pointer;
import dev.shimgen.spec.Text;

/**
 * Running programs. {@code argv} and {@code envp} are arrays of strings with {@code NULL} at their end.
 *
 * <p>{@code execl}, {@code execlp} and {@code execle} take a list of arguments as long as the caller likes. Their wrappers
 * jump, and Java cannot call them.
 */
public interface Processes {

    /** {@code execve(2)}. */
    int execve(@Path String pathname, @Text Pointer argv, Pointer envp);

    /** {@code execv(3)}: with the caller's environment. */
    int execv(@Path String pathname, @Text Pointer argv);

    /** {@code execvp(3)}: looks along {@code PATH}. */
    int execvp(@Path String file, @Text Pointer argv);

    /** {@code execvpe(3)}: looks along {@code PATH}. */
    int execvpe(@Path String file, @Text Pointer argv, Pointer envp);

    /** {@code execl(3)}: the arguments one by one, up to a {@code NULL}. */
    int execl(@Path String pathname, @Text String arg);

    /** {@code execlp(3)}: looks along {@code PATH}. */
    int execlp(@Path String file, @Text String arg);

    /** {@code execle(3)}: with an environment behind the {@code NULL}. */
    int execle(@Path String pathname, @Text String arg);

    /** {@code execveat(2)}: relative to a directory. Since glibc 2.34. */
    int execveat(
            @DirFd int dirfd,
            @Path String pathname,
            @Text Pointer argv,
            Pointer envp,
            @Flags({"AT_EMPTY_PATH", "AT_SYMLINK_NOFOLLOW"}) int flags);

    /** {@code fexecve(3)}: an open file. */
    int fexecve(@Fd int fd, @Text Pointer argv, Pointer envp);

    /** {@code posix_spawn(3)}: the result is the error number. */
    @Fails(Fails.When.ERROR_NUMBER)
    int posix_spawn(
            Pointer pid, @Path String path, Pointer file_actions, Pointer attrp, @Text Pointer argv, Pointer envp);

    /** {@code posix_spawnp(3)}: looks along {@code PATH}. */
    @Fails(Fails.When.ERROR_NUMBER)
    int posix_spawnp(
            Pointer pid, @Path String file, Pointer file_actions, Pointer attrp, @Text Pointer argv, Pointer envp);

    /** {@code system(3)}: runs a shell; the result is its wait status. */
    int system(@Text String command);

    /** {@code popen(3)}: a stream from or to a shell. */
    Pointer popen(@Text String command, @Text String type);

    /** {@code pclose(3)}: waits for the shell; the result is its wait status. */
    int pclose(Pointer stream);
}
