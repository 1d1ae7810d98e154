package dev.shimgen.spec.libc;

import dev.shimgen.spec.Buffer;
import dev.shimgen.spec.Fails;
import dev.shimgen.spec.In;
import dev.shimgen.spec.OneOf;
import dev.shimgen.spec.Out;
import dev.shimgen.spec.Pointer;
import dev.shimgen.spec.Struct;
import dev.shimgen.spec.Text;

/** Starting and ending threads. Results are error numbers. */
public interface Threads {

    /** {@code pthread_create(3)}. */
    @Fails(Fails.When.ERROR_NUMBER)
    int pthread_create(Pointer thread, Pointer attr, Pointer start_routine, Pointer arg);

    /** {@code pthread_exit(3)}. */
    void pthread_exit(Pointer retval);

    /** {@code pthread_join(3)}. */
    @Fails(Fails.When.ERROR_NUMBER)
    int pthread_join(long thread, Pointer retval);

    /** {@code pthread_tryjoin_np(3)}. */
    @Fails(Fails.When.ERROR_NUMBER)
    int pthread_tryjoin_np(long thread, Pointer retval);

    /** {@code pthread_timedjoin_np(3)}. */
    @Fails(Fails.When.ERROR_NUMBER)
    int pthread_timedjoin_np(long thread, Pointer retval, @In Struct abstime);

    /** {@code pthread_detach(3)}. */
    @Fails(Fails.When.ERROR_NUMBER)
    int pthread_detach(long thread);

    /** {@code pthread_cancel(3)}. */
    @Fails(Fails.When.ERROR_NUMBER)
    int pthread_cancel(long thread);

    /** {@code pthread_setname_np(3)}. */
    @Fails(Fails.When.ERROR_NUMBER)
    int pthread_setname_np(long thread, @Text String name);

    /** {@code pthread_getname_np(3)}. */
    @Fails(Fails.When.ERROR_NUMBER)
    int pthread_getname_np(long thread, @Buffer(length = "size") byte[] name, long size);

    /** {@code pthread_setaffinity_np(3)}. */
    @Fails(Fails.When.ERROR_NUMBER)
    int pthread_setaffinity_np(long thread, long cpusetsize, @In Struct cpuset);

    /** {@code pthread_getaffinity_np(3)}. */
    @Fails(Fails.When.ERROR_NUMBER)
    int pthread_getaffinity_np(long thread, long cpusetsize, @Out Struct cpuset);

    /** {@code pthread_setschedparam(3)}. */
    @Fails(Fails.When.ERROR_NUMBER)
    int pthread_setschedparam(
            long thread,
            @OneOf({"SCHED_OTHER", "SCHED_FIFO", "SCHED_RR", "SCHED_BATCH", "SCHED_IDLE", "SCHED_DEADLINE"}) int policy,
            @In Struct param);

    /** {@code pthread_getschedparam(3)}. */
    @Fails(Fails.When.ERROR_NUMBER)
    int pthread_getschedparam(
            long thread,
            @Out @OneOf({"SCHED_OTHER", "SCHED_FIFO", "SCHED_RR", "SCHED_BATCH", "SCHED_IDLE", "SCHED_DEADLINE"})
                    Pointer policy,
            @Out Struct param);

    /** {@code pthread_setcancelstate(3)}. */
    @Fails(Fails.When.ERROR_NUMBER)
    int pthread_setcancelstate(
            @OneOf({"PTHREAD_CANCEL_ENABLE", "PTHREAD_CANCEL_DISABLE"}) int state,
            @Out @OneOf({"PTHREAD_CANCEL_ENABLE", "PTHREAD_CANCEL_DISABLE"}) Pointer oldstate);

    /** {@code pthread_getattr_np(3)}. */
    @Fails(Fails.When.ERROR_NUMBER)
    int pthread_getattr_np(long thread, Pointer attr);

    /** {@code pthread_getcpuclockid(3)}. */
    @Fails(Fails.When.ERROR_NUMBER)
    int pthread_getcpuclockid(long thread, @Out Pointer clockid);

    /** {@code thrd_exit(3)}: C's name for {@code pthread_exit}. */
    void thrd_exit(int res);
}
