package dev.shimgen.runtime.event;

import java.util.List;

/** An argument of a call: what is passed, and how it is shown. */
public sealed interface ArgumentSchema {

    /** {@return whether it is a file descriptor, be it a directory's: the spec says so, of libc's functions as of an author's} */
    default boolean isDescriptor() {
        return this instanceof Descriptor || this instanceof Directory;
    }

    /** An integer that only this symbol has, and that is not shown: {@code __open_2}'s. */
    record Hidden(int size, boolean signed) implements ArgumentSchema {}

    /** An integer. */
    record Numeric(NumberSchema number) implements ArgumentSchema {}

    /** A {@code long} that may be an address, as the last argument of {@code fcntl(2)}. */
    record Word(int size) implements ArgumentSchema {}

    /** A file descriptor, {@code @Fd}. */
    record Descriptor(NumberSchema number) implements ArgumentSchema {}

    /** A directory's descriptor, or {@code AT_FDCWD}. */
    record Directory() implements ArgumentSchema {}

    /** An address. */
    record Address() implements ArgumentSchema {}

    /** A signal's handler. */
    record Handler() implements ArgumentSchema {}

    /** A file's name. */
    record Path() implements ArgumentSchema {}

    /** Another string. */
    record Text() implements ArgumentSchema {}

    /** An array of strings that ends with {@code NULL}: {@code execve(2)}. */
    record Texts() implements ArgumentSchema {}

    /** A string that the call writes, which is there if the result is not {@code NULL}. */
    record FilledText() implements ArgumentSchema {}

    /**
     * Bytes that the call reads.
     *
     * @param length the index of the argument with their number
     */
    record Bytes(int length) implements ArgumentSchema {}

    /**
     * Bytes that the call writes; its result says how many.
     *
     * @param length the index of the argument with the size of the buffer
     */
    record FilledBytes(int length) implements ArgumentSchema {}

    /**
     * Structures behind a pointer.
     *
     * @param written whether the call writes them, so that they are there after a success
     */
    record Structures(boolean written, StructureSchema structure, Amount amount) implements ArgumentSchema {}

    /**
     * Integers behind a pointer.
     *
     * @param written whether the call writes them, so that they are there after a success
     */
    record Numbers(boolean written, NumberSchema number, Amount amount) implements ArgumentSchema {}

    /** A {@code va_list}. */
    record ArgumentList() implements ArgumentSchema {}

    /** The address of an IEEE 754 binary128. */
    record Binary128() implements ArgumentSchema {}

    /**
     * A {@code float} or {@code double}.
     *
     * @param size 4 or 8 bytes
     */
    record Floating(int size) implements ArgumentSchema {}

    /** A {@code long double}, in the format of the library's machine. */
    record Extended(int size) implements ArgumentSchema {}

    /** What is not passed on: a structure by value. */
    record Opaque() implements ArgumentSchema {}

    /**
     * One of several, by what other arguments are: {@code fcntl(2)}'s third.
     *
     * @param by the index of the argument that tells which
     * @param andBy the index of a second one; -1 if there is none
     * @param choices in the order of the table
     * @param otherwise what it is by itself
     */
    record Chosen(int by, int andBy, List<Choice> choices, ArgumentSchema otherwise) implements ArgumentSchema {
        public Chosen {
            choices = List.copyOf(choices);
        }

        /**
         * {@return what the argument is}
         *
         * @param values all arguments of the call
         */
        ArgumentSchema by(List<Long> values) {
            if (by >= values.size() || andBy >= values.size()) {
                return otherwise;
            }
            int first = values.get(by).intValue();
            int second = andBy < 0 ? 0 : values.get(andBy).intValue();
            return choices.stream()
                    .filter(choice -> choice.value() == first && (andBy < 0 || choice.andValue() == second))
                    .map(Choice::argument)
                    .findFirst()
                    .orElse(otherwise);
        }
    }

    /**
     * What an argument is for some values of others.
     *
     * @param value of the first one
     * @param andValue of the second one
     */
    record Choice(int value, int andValue, ArgumentSchema argument) {}
}
