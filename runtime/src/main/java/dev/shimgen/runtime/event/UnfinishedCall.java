package dev.shimgen.runtime.event;

/**
 * A call in which a thread was when the session was last polled, or when the thread ended: where a program hangs, or was
 * killed. Not one that may never return, as {@code execve}: of that there is an event when it begins.
 *
 * @param function the call
 * @param process the process id, as the process itself has it; 0 if that is not known
 * @param thread the thread id, likewise
 * @param began when the call began, in nanoseconds of {@code CLOCK_MONOTONIC}
 * @param ended whether the thread is gone
 */
public record UnfinishedCall(FunctionSchema function, int process, int thread, long began, boolean ended) {

    /** {@return as strace(1) shows it: {@code read( <unfinished ...>}} */
    public String text() {
        return function.name() + "( <unfinished ...>";
    }

    /** {@return the line; all that is known of the function takes pages} */
    @Override
    public String toString() {
        return text();
    }
}
