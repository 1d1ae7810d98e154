package dev.shimgen.spec.libc;

import dev.shimgen.spec.Flags;
import dev.shimgen.spec.In;
import dev.shimgen.spec.Mode;
import dev.shimgen.spec.OneOf;
import dev.shimgen.spec.Pointer;
import dev.shimgen.spec.Struct;
import dev.shimgen.spec.Text;

/** POSIX semaphores. Those with a name are files in {@code /dev/shm}. */
public interface Semaphores {

    /** {@code sem_open(3)}: {@code mode} and {@code value} are there only with {@code O_CREAT}. */
    Pointer sem_open(@Text String name, @Flags("O_") int oflag, @Mode int mode, int value);

    /** {@code sem_close(3)}. */
    int sem_close(Pointer sem);

    /** {@code sem_unlink(3)}. */
    int sem_unlink(@Text String name);

    /** {@code sem_init(3)}. */
    int sem_init(Pointer sem, int pshared, int value);

    /** {@code sem_destroy(3)}. */
    int sem_destroy(Pointer sem);

    /** {@code sem_post(3)}. */
    int sem_post(Pointer sem);

    /** {@code sem_wait(3)}. */
    int sem_wait(Pointer sem);

    /** {@code sem_trywait(3)}. */
    int sem_trywait(Pointer sem);

    /** {@code sem_timedwait(3)}. */
    int sem_timedwait(Pointer sem, @In Struct abs_timeout);

    /** {@code sem_clockwait(3)}. */
    int sem_clockwait(Pointer sem, @OneOf({"CLOCK_REALTIME", "CLOCK_MONOTONIC"}) int clockid, @In Struct abs_timeout);

    /** {@code sem_getvalue(3)}. */
    int sem_getvalue(Pointer sem, Pointer sval);
}
