package dev.shimgen.generator.plan;

import dev.shimgen.generator.header.CType;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is told of a call of one symbol: the arguments with the forms that they are shown in, the outcome, and when. A line of
 * text and everything else that speaks of a call follow from this.
 *
 * <p>Symbols of a call that are told of in the same way ({@code open}, {@code open64}) have the same table.
 *
 * @param function the call's name, whichever symbol it came by
 * @param table the id of the first symbol of the call with this plan, a C identifier
 * @param inRegisters whether the arguments are read where the caller has put them; a wrapper in C hands them on
 * @param timing when the event is made
 * @param errorMark how it is known that a call has set {@code errno}
 * @param arguments in the order of the call; all that the symbol has if they are read in registers
 * @param rest what follows them
 * @param passed how many of them a call passes
 * @param result what the result says
 * @param data bytes of a buffer that an event has; 0 for those that a line shows
 * @param touch what a call that succeeds has certainly read and written
 */
public record EventPlan(
        String function,
        String table,
        boolean inRegisters,
        Timing timing,
        ErrorMark errorMark,
        List<Argument> arguments,
        Rest rest,
        Passed passed,
        Result result,
        int data,
        Touch touch) {

    public EventPlan {
        arguments = List.copyOf(arguments);
    }

    /** {@return the same plan with another table} */
    public EventPlan at(String otherTable) {
        return new EventPlan(
                function, otherTable, inRegisters, timing, errorMark, arguments, rest, passed, result, data, touch);
    }

    /** {@return the forms of the arguments, those too that one may have by what others are} */
    public Stream<Form> shownForms() {
        return arguments.stream()
                .map(Argument::form)
                .flatMap(form -> form instanceof Chosen chosen
                        ? Stream.concat(
                                Stream.of(form, chosen.otherwise().form()),
                                chosen.choices().stream()
                                        .map(choice -> choice.argument().form()))
                        : Stream.of(form));
    }

    /** {@return whether both can have one table: names of arguments are not in it, and an address is like any other} */
    public boolean looksLike(EventPlan other) {
        return inRegisters == other.inRegisters
                && result.outcome() == other.result.outcome()
                && result.type().spelling().equals(other.result.type().spelling())
                && Objects.equals(result.shown(), other.result.shown())
                && forms().equals(other.forms());
    }

    private List<List<Object>> forms() {
        return arguments.stream()
                .map(argument -> List.<Object>of(argument.form(), size(argument.type())))
                .toList();
    }

    private static String size(CType type) {
        return type.carrier() == CType.Carrier.POINTER ? "" : type.spelling();
    }

    /** When an event is made. */
    public enum Timing {
        AFTER,
        /** The call does not return, or is jumped to. */
        BEFORE,
        /** A success does not return: {@code execve(2)}. */
        BOTH
    }

    /** How it is known that a call has set {@code errno} where its result says so. */
    public enum ErrorMark {
        /** {@code errno} has a value of ours before the call. */
        MARKED,
        /** The call reads {@code errno}, which stays as it is; it was set if it is another one afterwards. */
        READ,
        /** Others see {@code errno} during the call, and it stays as it is; every failure sets it. */
        CERTAIN
    }

    /** What a call that succeeds has certainly read and written, so that nobody has to be asked whether it is there. */
    public enum Touch {
        PATHS,
        /** Whatever arguments point to. */
        ALL,
        /** Not even its path. */
        NOTHING
    }

    /** What follows the arguments. */
    public enum Rest {
        NOTHING,
        /** Strings up to a {@code NULL}, of which the last argument is the first. */
        STRINGS,
        /** The same, and the environment. */
        STRINGS_AND_ENVIRONMENT,
        /** What only the caller knows. */
        MORE
    }

    /**
     * An argument.
     *
     * @param name the symbol's name for it
     * @param type the symbol's type of it, which may differ from the call's: {@code struct stat64}
     * @param form how it is shown
     */
    public record Argument(String name, CType type, Form form) {}

    /** How an argument is shown. */
    public sealed interface Form {}

    /** Not at all: only this symbol has it. */
    public record Hidden() implements Form {}

    /** In decimal. */
    public record Decimal() implements Form {}

    /** A number that may be an address: the last argument of fcntl(2) and ioctl(2). */
    public record Word() implements Form {}

    /** Permission bits. */
    public record Mode() implements Form {}

    /**
     * What wait(2) tells of a process.
     *
     * @param signals the id of a {@link ConstantSet}
     */
    public record WaitStatus(String signals) implements Form {}

    /** A file descriptor: in decimal, and who follows descriptors says which file it is. */
    public record Descriptor() implements Form {}

    /** A descriptor or {@code AT_FDCWD}. */
    public record Directory() implements Form {}

    /**
     * Names for bits.
     *
     * @param constantSet the id of a {@link ConstantSet}
     */
    public record Flags(String constantSet) implements Form {}

    /**
     * A name for a number.
     *
     * @param constantSet the id of a {@link ConstantSet}
     */
    public record OneOf(String constantSet) implements Form {}

    /** An address. */
    public record Address() implements Form {}

    /** A signal's handler. */
    public record Handler() implements Form {}

    /** A file name. */
    public record Path() implements Form {}

    /** Another string. */
    public record Text() implements Form {}

    /** An array of strings that ends with {@code NULL}. */
    public record Texts() implements Form {}

    /** A string that the call writes, there if its result is not {@code NULL}. */
    public record Filled() implements Form {}

    /**
     * Bytes that the call reads.
     *
     * @param length the index of the argument with their number
     */
    public record Bytes(int length) implements Form {}

    /**
     * Bytes that the call writes; its result says how many.
     *
     * @param length the index of the argument with the size of the buffer
     */
    public record Counted(int length) implements Form {}

    /**
     * Structures.
     *
     * @param written whether the call writes them, so that they are there after a success
     * @param shown what is shown of each
     * @param amount how many there are
     */
    public record Structures(boolean written, StructView shown, Amount amount) implements Form {}

    /**
     * Integers behind a pointer.
     *
     * @param written whether the call writes them, so that they are there after a success
     * @param element their C type, as the symbol has it
     * @param each how each is shown: in decimal, by names, as permission bits, or as a process's status
     * @param amount how many there are
     */
    public record Numbers(boolean written, String element, Form each, Amount amount) implements Form {}

    /**
     * One of several, by what other arguments are.
     *
     * @param id names the choices, a C identifier
     * @param by the index of the argument that tells which
     * @param andBy the index of a second one; -1 if there is none
     * @param choices the first that holds counts
     * @param otherwise what it is if none holds
     */
    public record Chosen(String id, int by, int andBy, List<Choice> choices, Argument otherwise) implements Form {
        public Chosen {
            choices = List.copyOf(choices);
        }
    }

    /**
     * What an argument is for values of others.
     *
     * @param constants the names of the values, one for each of the arguments that tell
     * @param argument what it is
     */
    public record Choice(List<String> constants, Argument argument) {
        public Choice {
            constants = List.copyOf(constants);
        }
    }

    /** How many things are behind a pointer. */
    public sealed interface Amount {}

    /** One, which is no array. */
    public record One() implements Amount {}

    /** One, or none where the call returns 0. */
    public record OneUnlessZero() implements Amount {}

    /** One, or none where the call returns anything but 0. */
    public record OneIfZero() implements Amount {}

    /**
     * One, of which as many bytes are there as another argument says, or what it points to.
     *
     * @param argument its index
     */
    public record BytesByArgument(int argument) implements Amount {}

    /** A number that is always the same. */
    public record Fixed(int count) implements Amount {}

    /**
     * As many as another argument says.
     *
     * @param argument its index
     */
    public record ByArgument(int argument) implements Amount {}

    /** As many as the call returns. */
    public record ByResult() implements Amount {}

    /** A {@code va_list}, which travels and is not shown. */
    public record ArgumentList() implements Form {}

    /** An IEEE 754 binary128, handed on by its address. */
    public record Binary128() implements Form {}

    /** A {@code long double}. */
    public record Extended() implements Form {}

    /**
     * A {@code double}.
     *
     * @param single whether it is a {@code float}; one that is handed on as a variadic argument is not
     */
    public record Floating(boolean single) implements Form {}

    /** What can neither be handed on nor shown: a struct by value. */
    public record Opaque() implements Form {}

    /** How many of the arguments a call passes. */
    public sealed interface Passed {}

    /** All. */
    public record All() implements Passed {}

    /**
     * All, or only the fixed ones: {@code open}.
     *
     * @param condition C text over the names of the arguments, true for all
     */
    public record If(String condition, int all, int fixed) implements Passed {}

    /**
     * As many as another argument says: {@code fcntl}.
     *
     * @param by that argument
     * @param lacking counts for sets of flags none of which is in it; the first that holds counts
     * @param values counts for its values
     * @param all for everything else
     */
    public record By(Argument by, List<Count> lacking, List<Count> values, int all) implements Passed {
        public By {
            lacking = List.copyOf(lacking);
            values = List.copyOf(values);
        }
    }

    /**
     * A number of arguments.
     *
     * @param constants names of those that it is for
     */
    public record Count(List<String> constants, int count) {
        public Count {
            constants = List.copyOf(constants);
        }
    }

    /**
     * What the result says.
     *
     * @param type its C type
     * @param shown of {@link Outcome#STRUCTURE_OR_NULL}, what is shown of it; {@code null} for others
     */
    public record Result(
            Outcome outcome, CType type, @Nullable StructView shown) {}

    /** What a result is, and what it says of a failure. */
    public enum Outcome {
        NOTHING,
        /** A number; -1: {@code errno} says why, if the call set it. */
        NUMBER_OR_MINUS_ONE,
        NUMBER,
        /** Permission bits: {@code umask(2)}. */
        MODE,
        /** An error number, or 0. */
        ERROR_NUMBER,
        ADDRESS,
        /** {@code NULL}: {@code errno} says why, if the call set it. */
        ADDRESS_OR_NULL,
        /** The same, of a structure: {@code readdir(3)}. */
        STRUCTURE_OR_NULL,
        /** -1: {@code errno} says why, if the call set it: {@code mmap(2)}. */
        ADDRESS_OR_MINUS_ONE,
        TEXT,
        /** {@code NULL}: {@code errno} says why, if the call set it. */
        TEXT_OR_NULL,
        /** A signal's handler; {@code SIG_ERR}: {@code errno} says why, if the call set it. */
        HANDLER,
        /** A {@code float} in a register. */
        SINGLE,
        DOUBLE,
        /** A {@code long double}. */
        EXTENDED,
        /** An IEEE 754 binary128, handed on by its address. */
        BINARY128,
        /** What can neither be handed on nor shown: a struct by value, a complex number. */
        OPAQUE
    }
}
