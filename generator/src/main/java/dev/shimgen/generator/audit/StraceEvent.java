package dev.shimgen.generator.audit;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Something that happened to a thread. */
sealed interface StraceEvent {

    /** {@return the thread, as the kernel numbers them} */
    int thread();

    /**
     * A system call, when it was over or, if it never was, when the thread ended.
     *
     * @param name the call's name
     * @param arguments as strace prints them, without the parentheses
     * @param result {@code null} if the call did not return, or returned what strace has no number for
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

    /** The thread's process was replaced by another thread of it, which goes on under this number: {@code execve(2)}. */
    record Superseded(int thread, int by) implements StraceEvent {}

    /** The thread is no more. */
    record Exited(int thread) implements StraceEvent {}
}
