package dev.shimgen.spec.libc;

import dev.shimgen.spec.Fails;
import dev.shimgen.spec.In;
import dev.shimgen.spec.OneOf;
import dev.shimgen.spec.Out;
import dev.shimgen.spec.Pointer;
import dev.shimgen.spec.Struct;

/** What time it is, and setting it. */
public interface Clocks {

    /** {@code time(2)}: seconds since 1970. */
    long time(Pointer tloc);

    /** {@code gettimeofday(2)}. */
    int gettimeofday(@Out Struct tv, Pointer tz);

    /** {@code settimeofday(2)}. */
    int settimeofday(@In Struct tv, Pointer tz);

    /** {@code clock_gettime(2)}. */
    int clock_gettime(
            @OneOf({
                        "CLOCK_REALTIME",
                        "CLOCK_MONOTONIC",
                        "CLOCK_PROCESS_",
                        "CLOCK_THREAD_",
                        "CLOCK_BOOTTIME",
                        "CLOCK_TAI"
                    })
                    int clockid,
            @Out Struct tp);

    /** {@code clock_settime(2)}. */
    int clock_settime(
            @OneOf({
                        "CLOCK_REALTIME",
                        "CLOCK_MONOTONIC",
                        "CLOCK_PROCESS_",
                        "CLOCK_THREAD_",
                        "CLOCK_BOOTTIME",
                        "CLOCK_TAI"
                    })
                    int clockid,
            @In Struct tp);

    /** {@code clock_getres(2)}. */
    int clock_getres(
            @OneOf({
                        "CLOCK_REALTIME",
                        "CLOCK_MONOTONIC",
                        "CLOCK_PROCESS_",
                        "CLOCK_THREAD_",
                        "CLOCK_BOOTTIME",
                        "CLOCK_TAI"
                    })
                    int clockid,
            @Out Struct res);

    /** {@code clock_adjtime(2)}. */
    int clock_adjtime(
            @OneOf({
                        "CLOCK_REALTIME",
                        "CLOCK_MONOTONIC",
                        "CLOCK_PROCESS_",
                        "CLOCK_THREAD_",
                        "CLOCK_BOOTTIME",
                        "CLOCK_TAI"
                    })
                    int clk_id,
            Pointer buf);

    /** {@code clock_getcpuclockid(3)}: the result is the error number. */
    @Fails(Fails.When.ERROR_NUMBER)
    int clock_getcpuclockid(int pid, Pointer clockid);

    /** {@code adjtimex(2)}. */
    int adjtimex(Pointer buf);

    /** {@code ntp_adjtime(3)}. */
    int ntp_adjtime(Pointer buf);

    /** {@code ntp_gettime(3)}. */
    int ntp_gettime(@Out Struct ntv);

    /** {@code ntp_gettimex(3)}. */
    int ntp_gettimex(@Out Struct ntv);

    /** {@code adjtime(3)}. */
    int adjtime(@In Struct delta, @Out Struct olddelta);

    /** {@code timespec_get(3)}: 0 is a failure. */
    @Fails(Fails.When.NEVER)
    int timespec_get(@Out Struct ts, int base);
}
