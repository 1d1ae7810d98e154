package dev.shimgen.spec.libc;

import dev.shimgen.spec.Fails;
import dev.shimgen.spec.In;
import dev.shimgen.spec.OneOf;
import dev.shimgen.spec.Pointer;
import dev.shimgen.spec.Struct;

/** Mutexes, condition variables, read-write locks and barriers of threads. Results are error numbers. */
public interface Locks {

    /** {@code pthread_mutex_init(3)}. */
    @Fails(Fails.When.ERROR_NUMBER)
    int pthread_mutex_init(Pointer mutex, Pointer mutexattr);

    /** {@code pthread_mutex_destroy(3)}. */
    @Fails(Fails.When.ERROR_NUMBER)
    int pthread_mutex_destroy(Pointer mutex);

    /** {@code pthread_mutex_lock(3)}. */
    @Fails(Fails.When.ERROR_NUMBER)
    int pthread_mutex_lock(Pointer mutex);

    /** {@code pthread_mutex_trylock(3)}. */
    @Fails(Fails.When.ERROR_NUMBER)
    int pthread_mutex_trylock(Pointer mutex);

    /** {@code pthread_mutex_timedlock(3)}. */
    @Fails(Fails.When.ERROR_NUMBER)
    int pthread_mutex_timedlock(Pointer mutex, @In Struct abstime);

    /** {@code pthread_mutex_clocklock(3)}. */
    @Fails(Fails.When.ERROR_NUMBER)
    int pthread_mutex_clocklock(
            Pointer mutex, @OneOf({"CLOCK_REALTIME", "CLOCK_MONOTONIC"}) int clockid, @In Struct abstime);

    /** {@code pthread_mutex_unlock(3)}. */
    @Fails(Fails.When.ERROR_NUMBER)
    int pthread_mutex_unlock(Pointer mutex);

    /** {@code pthread_cond_init(3)}. */
    @Fails(Fails.When.ERROR_NUMBER)
    int pthread_cond_init(Pointer cond, Pointer cond_attr);

    /** {@code pthread_cond_destroy(3)}. */
    @Fails(Fails.When.ERROR_NUMBER)
    int pthread_cond_destroy(Pointer cond);

    /** {@code pthread_cond_signal(3)}. */
    @Fails(Fails.When.ERROR_NUMBER)
    int pthread_cond_signal(Pointer cond);

    /** {@code pthread_cond_broadcast(3)}. */
    @Fails(Fails.When.ERROR_NUMBER)
    int pthread_cond_broadcast(Pointer cond);

    /** {@code pthread_cond_wait(3)}. */
    @Fails(Fails.When.ERROR_NUMBER)
    int pthread_cond_wait(Pointer cond, Pointer mutex);

    /** {@code pthread_cond_timedwait(3)}. */
    @Fails(Fails.When.ERROR_NUMBER)
    int pthread_cond_timedwait(Pointer cond, Pointer mutex, @In Struct abstime);

    /** {@code pthread_cond_clockwait(3)}. */
    @Fails(Fails.When.ERROR_NUMBER)
    int pthread_cond_clockwait(
            Pointer cond, Pointer mutex, @OneOf({"CLOCK_REALTIME", "CLOCK_MONOTONIC"}) int clockid, @In Struct abstime);

    /** {@code pthread_rwlock_init(3)}. */
    @Fails(Fails.When.ERROR_NUMBER)
    int pthread_rwlock_init(Pointer rwlock, Pointer attr);

    /** {@code pthread_rwlock_destroy(3)}. */
    @Fails(Fails.When.ERROR_NUMBER)
    int pthread_rwlock_destroy(Pointer rwlock);

    /** {@code pthread_rwlock_rdlock(3)}. */
    @Fails(Fails.When.ERROR_NUMBER)
    int pthread_rwlock_rdlock(Pointer rwlock);

    /** {@code pthread_rwlock_tryrdlock(3)}. */
    @Fails(Fails.When.ERROR_NUMBER)
    int pthread_rwlock_tryrdlock(Pointer rwlock);

    /** {@code pthread_rwlock_timedrdlock(3)}. */
    @Fails(Fails.When.ERROR_NUMBER)
    int pthread_rwlock_timedrdlock(Pointer rwlock, @In Struct abstime);

    /** {@code pthread_rwlock_clockrdlock(3)}. */
    @Fails(Fails.When.ERROR_NUMBER)
    int pthread_rwlock_clockrdlock(
            Pointer rwlock, @OneOf({"CLOCK_REALTIME", "CLOCK_MONOTONIC"}) int clockid, @In Struct abstime);

    /** {@code pthread_rwlock_wrlock(3)}. */
    @Fails(Fails.When.ERROR_NUMBER)
    int pthread_rwlock_wrlock(Pointer rwlock);

    /** {@code pthread_rwlock_trywrlock(3)}. */
    @Fails(Fails.When.ERROR_NUMBER)
    int pthread_rwlock_trywrlock(Pointer rwlock);

    /** {@code pthread_rwlock_timedwrlock(3)}. */
    @Fails(Fails.When.ERROR_NUMBER)
    int pthread_rwlock_timedwrlock(Pointer rwlock, @In Struct abstime);

    /** {@code pthread_rwlock_clockwrlock(3)}. */
    @Fails(Fails.When.ERROR_NUMBER)
    int pthread_rwlock_clockwrlock(
            Pointer rwlock, @OneOf({"CLOCK_REALTIME", "CLOCK_MONOTONIC"}) int clockid, @In Struct abstime);

    /** {@code pthread_rwlock_unlock(3)}. */
    @Fails(Fails.When.ERROR_NUMBER)
    int pthread_rwlock_unlock(Pointer rwlock);

    /** {@code pthread_barrier_init(3)}. */
    @Fails(Fails.When.ERROR_NUMBER)
    int pthread_barrier_init(Pointer barrier, Pointer attr, int count);

    /** {@code pthread_barrier_destroy(3)}. */
    @Fails(Fails.When.ERROR_NUMBER)
    int pthread_barrier_destroy(Pointer barrier);

    /** {@code pthread_barrier_wait(3)}: -1 in one of the threads that waited. */
    @Fails(Fails.When.NEVER)
    int pthread_barrier_wait(Pointer barrier);

    /** {@code pthread_once(3)}. */
    @Fails(Fails.When.ERROR_NUMBER)
    int pthread_once(Pointer once_control, Pointer init_routine);
}
