package dev.shimgen.spec.libc;

import dev.shimgen.spec.Fails;
import dev.shimgen.spec.Flags;
import dev.shimgen.spec.In;
import dev.shimgen.spec.OneOf;
import dev.shimgen.spec.Out;
import dev.shimgen.spec.Struct;

/** Waiting for time to pass. */
public interface Sleeping {

    /** {@code sleep(3)}: the result is what was left, in seconds. */
    int sleep(int seconds);

    /** {@code usleep(3)}: microseconds. */
    int usleep(int usec);

    /** {@code nanosleep(2)}: {@code rem} is filled in only if a signal came. */
    int nanosleep(@In Struct req, @Out(unlessZero = true) Struct rem);

    /** {@code clock_nanosleep(2)}: the result is the error number. */
    @Fails(Fails.When.ERROR_NUMBER)
    int clock_nanosleep(
            @OneOf({"CLOCK_REALTIME", "CLOCK_MONOTONIC", "CLOCK_PROCESS_", "CLOCK_BOOTTIME", "CLOCK_TAI"}) int clockid,
            @Flags("TIMER_ABSTIME") int flags,
            @In Struct t,
            @Out(unlessZero = true) Struct remain);
}
