package dev.shimgen.spec.libc;

import dev.shimgen.spec.Flags;
import dev.shimgen.spec.In;
import dev.shimgen.spec.OneOf;
import dev.shimgen.spec.Out;
import dev.shimgen.spec.Pointer;
import dev.shimgen.spec.Struct;

/** When and where processes run. */
public interface Scheduling {

    /** {@code sched_yield(2)}. */
    int sched_yield();

    /** {@code sched_setscheduler(2)}. */
    int sched_setscheduler(
            int pid,
            @Flags(
                            value = "SCHED_RESET_ON_FORK",
                            fields =
                                    @Flags.Field(
                                            mask = "0xf",
                                            values = {
                                                "SCHED_OTHER",
                                                "SCHED_FIFO",
                                                "SCHED_RR",
                                                "SCHED_BATCH",
                                                "SCHED_IDLE",
                                                "SCHED_DEADLINE"
                                            }))
                    int policy,
            @In Struct param);

    /** {@code sched_getscheduler(2)}: the result is a policy. */
    int sched_getscheduler(int pid);

    /** {@code sched_setparam(2)}. */
    int sched_setparam(int pid, @In Struct param);

    /** {@code sched_getparam(2)}. */
    int sched_getparam(int pid, @Out Struct param);

    /** {@code sched_get_priority_max(2)}. */
    int sched_get_priority_max(
            @OneOf({"SCHED_OTHER", "SCHED_FIFO", "SCHED_RR", "SCHED_BATCH", "SCHED_IDLE", "SCHED_DEADLINE"})
                    int policy);

    /** {@code sched_get_priority_min(2)}. */
    int sched_get_priority_min(
            @OneOf({"SCHED_OTHER", "SCHED_FIFO", "SCHED_RR", "SCHED_BATCH", "SCHED_IDLE", "SCHED_DEADLINE"})
                    int policy);

    /** {@code sched_rr_get_interval(2)}. */
    int sched_rr_get_interval(int pid, @Out Struct tp);

    /** {@code sched_setaffinity(2)}. */
    int sched_setaffinity(int pid, long cpusetsize, @In Struct mask);

    /** {@code sched_getaffinity(2)}. */
    int sched_getaffinity(int pid, long cpusetsize, @Out Struct mask);

    /** {@code sched_getcpu(3)}. */
    int sched_getcpu();

    /** {@code getcpu(2)}. */
    int getcpu(Pointer cpu, Pointer node);
}
