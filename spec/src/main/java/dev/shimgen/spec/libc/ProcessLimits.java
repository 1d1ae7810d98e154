package dev.shimgen.spec.libc;

import dev.shimgen.spec.Fails;
import dev.shimgen.spec.In;
import dev.shimgen.spec.OneOf;
import dev.shimgen.spec.Out;
import dev.shimgen.spec.Pointer;
import dev.shimgen.spec.Struct;

/** What a process may use, and what it has used. */
public interface ProcessLimits {

    /** {@code getrlimit(2)}. */
    int getrlimit(@OneOf("RLIMIT_") int resource, @Out Struct rlim);

    /** {@code setrlimit(2)}. */
    int setrlimit(@OneOf("RLIMIT_") int resource, @In Struct rlim);

    /** {@code prlimit(2)}: of another process. */
    int prlimit(int pid, @OneOf("RLIMIT_") int resource, @In Struct new_limit, @Out Struct old_limit);

    /** {@code getrusage(2)}. */
    int getrusage(@OneOf("RUSAGE_") int who, @Out Struct usage);

    /** {@code ulimit(3)}. */
    long ulimit(int cmd, long newlimit);

    /** {@code getpriority(2)}: -1 is a priority as well: {@code errno} tells. */
    int getpriority(@OneOf({"PRIO_PROCESS", "PRIO_PGRP", "PRIO_USER"}) int which, int who);

    /** {@code setpriority(2)}. */
    int setpriority(@OneOf({"PRIO_PROCESS", "PRIO_PGRP", "PRIO_USER"}) int which, int who, int prio);

    /** {@code nice(2)}: -1 is a priority as well: {@code errno} tells. */
    int nice(int inc);

    /** {@code times(2)}: clock ticks, {@code sysconf(_SC_CLK_TCK)} a second. */
    long times(@Out Struct buf);

    /** {@code clock(3)}: processor time, {@code CLOCKS_PER_SEC} a second. */
    long clock();

    /** {@code sysconf(3)}: -1 with {@code errno} untouched means that there is no limit. */
    long sysconf(@OneOf("_SC_") int name);

    /** {@code confstr(3)}. */
    long confstr(@OneOf("_CS_") int name, Pointer buf, long size);

    /** {@code getloadavg(3)}. */
    int getloadavg(Pointer loadavg, int nelem);

    /** {@code sysinfo(2)}. */
    int sysinfo(@Out(show = {"uptime", "procs"}) Struct info);

    /** {@code getpagesize(2)}: bytes. */
    @Fails(Fails.When.NEVER)
    int getpagesize();
}
