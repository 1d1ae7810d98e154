package dev.shimgen.generator.audit;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Something that happened to a thread. */
sealed interface StraceEvent {

    /** {@return the thread, as the kernel numbers them} */
    int thread();

    /**
     * A system call that has returned, or that had not when its thread ended.
     *
     * @param name the call's name
     * @param arguments as strace prints them, without the parentheses
     * @param result {@code null} if the call did not return, or if strace prints no number for its result
     * @param stack the innermost function first; empty without stack traces
     */
    record Call(
            int thread,
            String name,
            String arguments,
            @Nullable Long result,
            List<Frame> stack) implements StraceEvent {
        public Call {
            stack = List.copyOf(stack);
        }

        boolean succeeded() {
            return result != null && result >= 0;
        }
    }

    /** Another thread of the process called {@code execve(2)}, and goes on under this thread's number. */
    record Superseded(int thread, int by) implements StraceEvent {}

    /** The thread has ended. */
    record Exited(int thread) implements StraceEvent {}
}
