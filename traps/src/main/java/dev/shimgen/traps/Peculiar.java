package dev.shimgen.traps;

import dev.shimgen.spec.Fd;
import dev.shimgen.spec.Flags;
import dev.shimgen.spec.Opaque;
import dev.shimgen.spec.PassThrough;
import dev.shimgen.spec.Path;
import dev.shimgen.spec.Pointer;
import dev.shimgen.spec.Shim;
import dev.shimgen.spec.Struct;
import dev.shimgen.spec.Text;
import dev.shimgen.spec.Trace;
import dev.shimgen.spec.Wrap;

/** Functions that a plain call in C would break: those of the programs whose comment says "Shim: peculiar". */
@Shim("peculiar")
@Trace
public interface Peculiar {

    // Row 12: arguments that may be there or not.

    int fcntl(@Fd int fd, int cmd, long argument);

    int ioctl(@Fd int fd, long request, long argument);

    int prctl(int option, long arg2, long arg3, long arg4, long arg5);

    long syscall(long number, long arg1, long arg2, long arg3, long arg4, long arg5, long arg6);

    int semctl(int semid, int semnum, int cmd, long argument);

    Pointer mremap(Pointer address, long oldLength, long newLength, @Flags("MREMAP_") int flags, long newAddress);

    long ptrace(int request, long pid, long address, long data);

    // Rows 13 and 14: lists that end with NULL, and formats.

    int execl(@Path String path, @Text String arg);

    int execlp(@Path String file, @Text String arg);

    int execle(@Path String path, @Text String arg);

    int printf(@Text String format);

    int fprintf(Pointer stream, @Text String format);

    int dprintf(@Fd int fd, @Text String format);

    int snprintf(Pointer buffer, long size, @Text String format);

    int asprintf(Pointer result, @Text String format);

    int swprintf(Pointer buffer, long size, Pointer format);

    void syslog(int priority, @Text String format);

    void err(int status, @Text String format);

    void errx(int status, @Text String format);

    void warn(@Text String format);

    void warnx(@Text String format);

    void error(int status, int errnum, @Text String format);

    long strfmon(Pointer buffer, long size, @Text String format);

    // Row 15: results that are not in one register.

    @Wrap(prototype = "long double strtold(const char *restrict nptr, char **restrict endptr)", header = "stdlib.h")
    Opaque strtold(@Text String nptr, Pointer endptr);

    Struct div(int numer, int denom);

    Struct ldiv(long numer, long denom);

    Struct cexp(Struct z);

    @Wrap(prototype = "_Complex long double cexpl(_Complex long double z)", header = "complex.h")
    Opaque cexpl(Opaque z);

    @Wrap(prototype = "_Float128 sqrtf128(_Float128 x)", header = "math.h")
    Opaque sqrtf128(Opaque x);

    // Row 16: functions that do not return.

    void exit(int status);

    void _exit(int status);

    void _Exit(int status);

    void quick_exit(int status);

    void abort();

    void __assert_fail(@Text String assertion, @Path String file, int line, @Text String function);

    void pthread_exit(Pointer result);

    void longjmp(Pointer env, int value);

    void siglongjmp(Pointer env, int value);

    // Rows 17, 18, 19 and 21: what is jumped to.

    int setjmp(Pointer env);

    int _setjmp(Pointer env);

    int __sigsetjmp(Pointer env, int savemask);

    int getcontext(Pointer context);

    int setcontext(Pointer context);

    int swapcontext(Pointer old, Pointer context);

    void makecontext(Pointer context, Pointer function, int argc);

    int vfork();

    Pointer dlopen(@Path String file, @Flags("RTLD_") int mode);

    Pointer dlmopen(long namespace, @Path String file, @Flags("RTLD_") int mode);

    Pointer dlsym(Pointer handle, @Text String name);

    Pointer dlvsym(Pointer handle, @Text String name, @Text String version);

    @PassThrough
    Pointer __errno_location();

    int clone(Pointer function, Pointer stack, @Flags("CLONE_") int flags, Pointer argument);

    int unshare(@Flags("CLONE_") int flags);

    int access(@Path String path, int mode);

    // Row 62: what walks its caller's frames.

    int backtrace(Pointer frames, int size);

    // Row 63: -1 that is no error.

    int getpriority(int which, int who);

    long sysconf(int name);

    long strtol(@Text String nptr, Pointer end, int base);

    long timegm(Pointer time);

    int getopt(int argc, Pointer argv, @Text String options);

    int fgetc(Pointer stream);

    long getline(Pointer line, Pointer size, Pointer stream);

    Pointer readdir(Pointer directory);

    int fscanf(Pointer stream, @Text String format);

    int raise(int signal);

    int kill(int pid, int signal);

    int execve(@Path String path, Pointer argv, Pointer envp);
}
