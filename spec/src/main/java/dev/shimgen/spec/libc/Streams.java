package dev.shimgen.spec.libc;

import dev.shimgen.spec.Fails;
import dev.shimgen.spec.Fd;
import dev.shimgen.spec.OneOf;
import dev.shimgen.spec.Path;
import dev.shimgen.spec.Pointer;
import dev.shimgen.spec.Struct;
import dev.shimgen.spec.Text;

/** Streams: opening, closing, positions and buffers. glibc's own calls to {@code open} and {@code read} behind them are not seen by a shim. */
public interface Streams {

    /** {@code fopen(3)}: a stream. */
    Pointer fopen(@Path String path, @Text String mode);

    /** {@code freopen(3)}: a stream for another file, or in another mode if {@code path} is {@code NULL}. */
    Pointer freopen(@Path String path, @Text String mode, Pointer stream);

    /** {@code fdopen(3)}: the stream owns {@code fd} from then on. */
    Pointer fdopen(@Fd int fd, @Text String mode);

    /** {@code fclose(3)}. */
    int fclose(Pointer stream);

    /** {@code fcloseall(3)}. */
    int fcloseall();

    /** {@code fflush(3)}: all streams if {@code stream} is {@code NULL}. */
    int fflush(Pointer stream);

    /** {@code fileno(3)}. */
    int fileno(Pointer stream);

    /** {@code feof(3)}. */
    @Fails(Fails.When.NEVER)
    int feof(Pointer stream);

    /** {@code ferror(3)}. */
    @Fails(Fails.When.NEVER)
    int ferror(Pointer stream);

    /** {@code clearerr(3)}. */
    void clearerr(Pointer stream);

    /** {@code fseek(3)}. */
    int fseek(Pointer stream, long offset, @OneOf("SEEK_") int whence);

    /** {@code fseeko(3)}. */
    int fseeko(Pointer stream, long offset, @OneOf("SEEK_") int whence);

    /** {@code ftell(3)}. */
    long ftell(Pointer stream);

    /** {@code ftello(3)}. */
    long ftello(Pointer stream);

    /** {@code rewind(3)}. */
    void rewind(Pointer stream);

    /** {@code fgetpos(3)}. */
    int fgetpos(Pointer stream, Pointer pos);

    /** {@code fsetpos(3)}. */
    int fsetpos(Pointer stream, Pointer pos);

    /** {@code setvbuf(3)}. */
    int setvbuf(Pointer stream, Pointer buf, @OneOf({"_IOFBF", "_IOLBF", "_IONBF"}) int mode, long size);

    /** {@code setbuf(3)}. */
    void setbuf(Pointer stream, Pointer buf);

    /** {@code setbuffer(3)}. */
    void setbuffer(Pointer stream, Pointer buf, long size);

    /** {@code setlinebuf(3)}. */
    void setlinebuf(Pointer stream);

    /** {@code flockfile(3)}. */
    void flockfile(Pointer stream);

    /** {@code ftrylockfile(3)}: 0 is a success. */
    @Fails(Fails.When.NEVER)
    int ftrylockfile(Pointer stream);

    /** {@code funlockfile(3)}. */
    void funlockfile(Pointer stream);

    /** {@code fmemopen(3)}: a stream over memory. */
    Pointer fmemopen(Pointer buf, long size, @Text String mode);

    /** {@code open_memstream(3)}: a stream into memory that grows. */
    Pointer open_memstream(Pointer ptr, Pointer sizeloc);

    /** {@code fopencookie(3)}: a stream of functions. */
    Pointer fopencookie(Pointer cookie, @Text String mode, Struct io_funcs);

    /** {@code fileno_unlocked(3)}. */
    int fileno_unlocked(Pointer stream);

    /** {@code feof_unlocked(3)}. */
    @Fails(Fails.When.NEVER)
    int feof_unlocked(Pointer stream);

    /** {@code ferror_unlocked(3)}. */
    @Fails(Fails.When.NEVER)
    int ferror_unlocked(Pointer stream);

    /** {@code clearerr_unlocked(3)}. */
    void clearerr_unlocked(Pointer stream);

    /** {@code fflush_unlocked(3)}. */
    int fflush_unlocked(Pointer stream);

    /** {@code __fsetlocking(3)}. */
    @Fails(Fails.When.NEVER)
    int __fsetlocking(Pointer stream, int type);

    /** {@code __freading(3)}. */
    @Fails(Fails.When.NEVER)
    int __freading(Pointer fp);

    /** {@code __fwriting(3)}. */
    @Fails(Fails.When.NEVER)
    int __fwriting(Pointer fp);

    /** {@code __fpending(3)}. */
    long __fpending(Pointer fp);

    /** {@code __fpurge(3)}. */
    void __fpurge(Pointer stream);
}
