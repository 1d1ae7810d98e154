package dev.shimgen.generator.plan;

import org.jspecify.annotations.Nullable;

/** What a parameter's value stands for: how it is printed, and how it travels to Java and back. */
public sealed interface Meaning {

    /** A file name, read. */
    record Path() implements Meaning {}

    /** Another NUL-terminated string, read. */
    record Text() implements Meaning {}

    /** NUL-terminated strings up to a {@code NULL}, read. */
    record Texts() implements Meaning {}

    /** A file descriptor. */
    record Fd() implements Meaning {}

    /** A directory's descriptor, or {@code AT_FDCWD}. */
    record DirFd() implements Meaning {}

    /**
     * Bits with names.
     *
     * @param constantSet the id of a {@link ConstantSet}
     */
    record Flags(String constantSet) implements Meaning {}

    /**
     * A value with a name.
     *
     * @param constantSet the id of a {@link ConstantSet}
     */
    record OneOf(String constantSet) implements Meaning {}

    /** Permission bits, in octal. */
    record Mode() implements Meaning {}

    /**
     * What wait(2) tells of a process.
     *
     * @param signals the id of the {@link ConstantSet} with the names of signals
     */
    record WaitStatus(String signals) implements Meaning {}

    /**
     * Structs behind a pointer.
     *
     * @param struct their C type
     * @param written whether the function fills them in, rather than reads them
     * @param shown what to print of each; {@code null} prints the address
     * @param amount how many there are
     */
    record StructPointer(
            String struct, boolean written, @Nullable StructView shown, Amount amount) implements Meaning {

        /** One struct, of which nothing is shown. */
        public StructPointer(String struct, boolean written) {
            this(struct, written, null, new One());
        }
    }

    /**
     * Integers behind a pointer.
     *
     * @param written whether the function fills them in, rather than reads them
     * @param each what each stands for
     * @param amount how many there are
     */
    record NumberPointer(boolean written, Meaning each, Amount amount) implements Meaning {}

    /** How many things are behind a pointer. */
    sealed interface Amount {}

    /** One, which is no array. */
    record One() implements Amount {}

    /** One, or none where the function returns 0: waitpid(2). */
    record OneUnlessZero() implements Amount {}

    /** A number that is always the same: the two of pipe(2). */
    record Fixed(int count) implements Amount {}

    /**
     * As many as a parameter says.
     *
     * @param parameter its name
     */
    record Parameter(String parameter) implements Amount {}

    /** As many as the function returns. */
    record Result() implements Amount {}

    /** One, or none where the function returns anything but 0: getaddrinfo(3). */
    record OneIfZero() implements Amount {}

    /**
     * One, of which as many bytes are there as a parameter says, or what it points to: bind(2), accept(2).
     *
     * @param parameter its name
     */
    record Bytes(String parameter) implements Amount {}

    /**
     * Bytes with a length.
     *
     * @param length the name of the parameter with the size in bytes
     * @param written whether the function fills it in, rather than reads it
     */
    record Buffer(String length, boolean written) implements Meaning {}

    /** A pointer of which nothing more is known. */
    record Address() implements Meaning {}

    /**
     * A plain integer.
     *
     * @param unsigned whether its C type is
     */
    record WholeNumber(boolean unsigned) implements Meaning {}

    /** A {@code float} or {@code double}. */
    record FloatingNumber() implements Meaning {}

    /** A value that is neither printed nor handed to Java: a struct by value, a {@code va_list}. */
    record Opaque() implements Meaning {}
}
