package dev.shimgen.runtime.event;

import java.util.Optional;

/**
 * What a call returns, and what that says of a failure.
 *
 * @param outcome what it is
 * @param size bytes of a number; otherwise 0
 * @param signed whether a number has a sign
 * @param structure of {@link Outcome#STRUCTURE_OR_NULL}; empty for others
 */
public record ResultSchema(Outcome outcome, int size, boolean signed, Optional<StructureSchema> structure) {

    /**
     * {@return whether a call failed}
     *
     * @param value its result
     * @param error the {@code errno} that it has set, or 0
     */
    boolean failed(long value, int error) {
        return switch (outcome) {
            // Without an errno, these are results as well: "less" of strcoll(3), and the end of something, as in
            // readdir(3).
            case NUMBER_OR_MINUS_ONE, ADDRESS_OR_MINUS_ONE, HANDLER -> value == -1 && error != 0;
            case ADDRESS_OR_NULL, STRUCTURE_OR_NULL, TEXT_OR_NULL -> value == 0 && error != 0;
            case ERROR_NUMBER -> value != 0;
            default -> false;
        };
    }

    /** What a result is. */
    public enum Outcome {
        /** Nothing. */
        NOTHING,
        /** A number; -1: {@code errno} says why, if the call set it. */
        NUMBER_OR_MINUS_ONE,
        /** A number that says nothing about {@code errno}. */
        NUMBER,
        /** Permission bits: {@code umask(2)}. */
        MODE,
        /** An error number, or 0: {@code pthread_create(3)}. */
        ERROR_NUMBER,
        /** An address; {@code NULL}: {@code errno} says why, if the call set it. */
        ADDRESS_OR_NULL,
        /** The same, of a structure: {@code readdir(3)}. */
        STRUCTURE_OR_NULL,
        /** A string; {@code NULL}: {@code errno} says why, if the call set it. */
        TEXT_OR_NULL,
        /** An address; -1: {@code errno} says why, if the call set it: {@code mmap(2)}. */
        ADDRESS_OR_MINUS_ONE,
        /** A signal's handler; {@code SIG_ERR}: {@code errno} says why, if the call set it. */
        HANDLER,
        /** A string that says nothing about {@code errno}. */
        TEXT,
        /** An address that says nothing about {@code errno}. */
        ADDRESS,
        /** A {@code float} or {@code double}. */
        FLOATING,
        /** A {@code long double}. */
        EXTENDED,
        /** An IEEE 754 binary128. */
        BINARY128,
        /** What is not passed on: a structure by value, a complex number. */
        OPAQUE
    }
}
