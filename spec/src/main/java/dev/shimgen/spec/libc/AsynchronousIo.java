package dev.shimgen.spec.libc;

import dev.shimgen.spec.Fails;
import dev.shimgen.spec.Fd;
import dev.shimgen.spec.In;
import dev.shimgen.spec.OneOf;
import dev.shimgen.spec.Pointer;
import dev.shimgen.spec.Struct;

/** POSIX asynchronous input and output, {@code aio(7)}. */
public interface AsynchronousIo {

    /** {@code aio_read(3)}. */
    int aio_read(Pointer aiocbp);

    /** {@code aio_write(3)}. */
    int aio_write(Pointer aiocbp);

    /** {@code aio_fsync(3)}. */
    int aio_fsync(@OneOf({"O_SYNC", "O_DSYNC"}) int op, Pointer aiocbp);

    /** {@code aio_error(3)}: the result is the error number, or {@code EINPROGRESS}. */
    @Fails(Fails.When.ERROR_NUMBER)
    int aio_error(Pointer aiocbp);

    /** {@code aio_return(3)}. */
    long aio_return(Pointer aiocbp);

    /** {@code aio_suspend(3)}. */
    int aio_suspend(Pointer aiocb_list, int nitems, @In Struct timeout);

    /** {@code aio_cancel(3)}. */
    int aio_cancel(@Fd int fd, Pointer aiocbp);

    /** {@code lio_listio(3)}. */
    int lio_listio(@OneOf({"LIO_WAIT", "LIO_NOWAIT"}) int mode, Pointer aiocb_list, int nitems, Pointer sevp);
}
