package dev.shimgen.runtime.event;

import dev.shimgen.runtime.Errno;
import java.util.Optional;

/**
 * Who made a call, when, and what became of it.
 *
 * @param process the process id, as the process itself has it; 0 if that is not known
 * @param parent the process id of the process's parent, as it was first: see {@link TracedCall#parent}; 0 if that is not known
 * @param thread the thread id, likewise
 * @param began when the call began, in nanoseconds of {@code CLOCK_MONOTONIC}; {@code TraceSession} tells the time of day
 * @param ended when it returned, likewise; when it began if it has not returned
 * @param returned whether it has returned; {@code _exit(2)} never does
 * @param failed whether the result says that it failed
 * @param error the {@code errno} that it has set; 0 if it has set none
 */
public record CallInfo(
        int process, int parent, int thread, long began, long ended, boolean returned, boolean failed, int error) {

    /** {@return how long the call took, in nanoseconds; 0 if it has not returned} */
    public long duration() {
        return ended - began;
    }

    /** {@return {@link #error} by name; empty if it is 0 or a number without a name} */
    public Optional<Errno> errno() {
        return Errno.of(error);
    }
}
