package dev.shimgen.runtime.event;

import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A call that a program has made, with the arguments that are told of: {@link TraceEvent} is one to keep, {@link EventCursor} one that
 * is there for a moment. The class that is generated beside a shim makes a record of either.
 *
 * <p>Arguments are counted from 0 as the function's prototype has them; those that only a symbol of it has ({@code __open_2(3)})
 * do not count.
 */
public sealed interface TracedCall permits TraceEvent, EventCursor {

    /** {@return the function} */
    FunctionSchema function();

    /**
     * {@return the process id, as the process itself has it; 0 if that is not known, as in a process that had forbidden itself
     * to ask}
     */
    int process();

    /** {@return the thread id, as the process itself has it; 0 if that is not known} */
    int thread();

    /** {@return when the call began, in nanoseconds of {@code CLOCK_MONOTONIC}} */
    long began();

    /** {@return when the call returned, in nanoseconds of {@code CLOCK_MONOTONIC}; when it began if it has not returned} */
    long ended();

    /** {@return whether the call has returned; {@code _exit(2)} never does} */
    boolean returned();

    /**
     * {@return the result: a number with the sign of its type, an address, or the bits of a double; 0 if there is none, or it
     * has another form}
     */
    long result();

    /** {@return the result as a string; {@code null} if it is none, or could not be read} */
    @Nullable
    String resultText();

    /** {@return the {@code errno} that the call has set; 0 if it has set none} */
    int error();

    /** {@return whether the result says that the call failed; false for a result that says nothing of that} */
    default boolean failed() {
        return returned() && function().result().failed(result(), error());
    }

    /** {@return how many arguments were passed: {@code open(2)} has two or three} */
    int count();

    /**
     * {@return an argument: a number with the sign of its type, an address, or the bits of a double; 0 if it was not passed}
     *
     * @param argument its index
     */
    long value(int argument);

    /**
     * {@return the string that an argument points to; {@code null} if it was not passed, or could not be read} Bytes that are not
     * UTF-8 are replaced; {@link #bytes} has them.
     *
     * @param argument its index
     */
    @Nullable
    String text(int argument);

    /**
     * {@return the strings that an argument points to, up to the {@code NULL}; empty if it was not passed, or could not be read}
     * Those that could not be read themselves are left out, and so are those behind the 32nd.
     *
     * @param argument its index
     */
    List<String> texts(int argument);

    /**
     * {@return a copy of the memory that an argument points to, in the order of bytes of the program; {@code null} if none came
     * with the call} Of a buffer that is its beginning, of structures and numbers all of them, up to a limit.
     *
     * @param argument its index
     */
    @Nullable
    ByteBuffer bytes(int argument);

    /** {@return who made the call, when, and what became of it, to keep} */
    CallInfo info();

    /**
     * {@return the call in one line, in the form of strace(1), without times and ids: {@code access("/etc/motd", R_OK) = 0}} It
     * is the line that the library itself writes with {@code SHIMGEN_TRACE}.
     */
    String text();
}
