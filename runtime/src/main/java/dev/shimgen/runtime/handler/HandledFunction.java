package dev.shimgen.runtime.handler;

import java.util.List;

/**
 * How a function's arguments travel; made by generated code.
 *
 * @param name the function's
 * @param failure how its result tells that it failed
 * @param result what its result is
 * @param arguments what its arguments are, in order
 * @param opens whether the result is a new descriptor
 * @param closingArgument the index of the argument that may say that such a descriptor is closed in a program that is executed; -1
 *     if there is none
 * @param closingFlag the flag by which it does
 */
public record HandledFunction(
        String name,
        Failure failure,
        Result result,
        List<Argument> arguments,
        boolean opens,
        int closingArgument,
        long closingFlag) {

    /** How a result tells that the call has failed: the values of {@code enum shimgen_handle_failure}. */
    public enum Failure {
        MINUS_ONE,
        NULL,
        ERROR_NUMBER,
        NEVER
    }

    /** What a result is. */
    public enum Result {
        VALUE,
        /** An address in the program. */
        ADDRESS,
        /** An address in the program, of a string. */
        TEXT,
        /** An address in the program, of a struct. */
        STRUCT
    }

    /** What an argument is. */
    public enum Argument {
        VALUE(false, false),
        /** An address in the program. */
        ADDRESS(false, false),
        TEXT(false, false),
        /** Memory that the function reads. */
        READ(true, false),
        /** Memory that the function writes. */
        WRITTEN(false, true),
        /** Memory that the function writes as many bytes of as it returns. */
        WRITTEN_BY_RESULT(false, true),
        /** Memory that the function writes a string into. */
        WRITTEN_STRING(false, true),
        /** Memory that the function reads and writes. */
        BOTH(true, true);

        private final boolean read;
        private final boolean written;

        Argument(boolean read, boolean written) {
            this.read = read;
            this.written = written;
        }

        boolean isMemory() {
            return read || written;
        }

        boolean isRead() {
            return read;
        }

        boolean isWritten() {
            return written;
        }
    }

    public HandledFunction {
        arguments = List.copyOf(arguments);
    }

    /** {@return a function without a descriptor as its result} */
    public static HandledFunction of(String name, Failure failure, Result result, Argument... arguments) {
        return new HandledFunction(name, failure, result, List.of(arguments), false, -1, 0);
    }

    /** {@return the same function, which returns a new descriptor} */
    public HandledFunction opening() {
        return opening(-1, 0);
    }

    /**
     * {@return the same function, which returns a new descriptor}
     *
     * @param argument the index of the argument with flags
     * @param flag that of them that says that it is closed in a program that is executed
     */
    public HandledFunction opening(int argument, long flag) {
        return new HandledFunction(name, failure, result, arguments, true, argument, flag);
    }

    /** {@return whether a result of this value says that the call failed} */
    boolean hasFailed(long value) {
        return switch (failure) {
            case MINUS_ONE -> value == -1;
            case NULL -> value == 0;
            case ERROR_NUMBER -> value != 0;
            case NEVER -> false;
        };
    }
}
