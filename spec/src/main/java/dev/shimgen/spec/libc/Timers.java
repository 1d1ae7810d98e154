package dev.shimgen.spec.libc;

import dev.shimgen.spec.Fd;
import dev.shimgen.spec.Flags;
import dev.shimgen.spec.In;
import dev.shimgen.spec.OneOf;
import dev.shimgen.spec.Out;
import dev.shimgen.spec.Pointer;
import dev.shimgen.spec.Struct;

/** Timers that send a signal, and timers with a descriptor. */
public interface Timers {

    /** {@code getitimer(2)}. */
    int getitimer(@OneOf("ITIMER_") int which, @Out Struct curr_value);

    /** {@code setitimer(2)}. */
    int setitimer(@OneOf("ITIMER_") int which, @In Struct new_value, @Out Struct old_value);

    /** {@code timer_create(2)}. */
    int timer_create(
            @OneOf({
                        "CLOCK_REALTIME",
                        "CLOCK_MONOTONIC",
                        "CLOCK_PROCESS_",
                        "CLOCK_THREAD_",
                        "CLOCK_BOOTTIME",
                        "CLOCK_TAI"
                    })
                    int clockid,
            Pointer sevp,
            Pointer timerid);

    /** {@code timer_settime(2)}. */
    int timer_settime(Pointer timerid, @Flags("TIMER_ABSTIME") int flags, @In Struct new_value, @Out Struct old_value);

    /** {@code timer_gettime(2)}. */
    int timer_gettime(Pointer timerid, @Out Struct curr_value);

    /** {@code timer_getoverrun(2)}. */
    int timer_getoverrun(Pointer timerid);

    /** {@code timer_delete(2)}. */
    int timer_delete(Pointer timerid);

    /** {@code timerfd_create(2)}. */
    int timerfd_create(
            @OneOf({"CLOCK_REALTIME", "CLOCK_MONOTONIC", "CLOCK_BOOTTIME"}) int clockid,
            @Flags({"TFD_CLOEXEC", "TFD_NONBLOCK"}) int flags);

    /** {@code timerfd_settime(2)}. */
    int timerfd_settime(@Fd int fd, @Flags("TFD_TIMER_") int flags, @In Struct new_value, @Out Struct old_value);

    /** {@code timerfd_gettime(2)}. */
    int timerfd_gettime(@Fd int fd, @Out Struct curr_value);
}
