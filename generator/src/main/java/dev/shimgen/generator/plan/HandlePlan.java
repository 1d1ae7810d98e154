package dev.shimgen.generator.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a call travels to Java and back.
 *
 * @param arguments one for each parameter of the call
 * @param otherwise the error's C name that the call fails with if no answer comes, or {@code null}: then it is made
 * @param opens whether the result is a new descriptor, which Java may hand over
 * @param closing what says whether such a descriptor is closed in a program that is executed; {@code null}: it stays open
 */
public record HandlePlan(
        List<Travel> arguments,
        @Nullable String otherwise,
        boolean opens,
        @Nullable Closing closing) implements BehaviourPlan {

    /** The folder of its partials. */
    public static final String ID = "handle";

    /** Most arguments of a function: {@code SHIMGEN_HANDLE_ARGUMENTS_MAX} of {@code shimgen_handle.h}. */
    public static final int MOST_ARGUMENTS = 16;

    public HandlePlan {
        arguments = List.copyOf(arguments);
    }

    @Override
    public String id() {
        return ID;
    }

    /** How an argument travels. */
    public sealed interface Travel {}

    /** A number: its value. */
    public record Value() implements Travel {}

    /** A pointer that only the program can follow. */
    public record Address() implements Travel {}

    /** A string that the function reads. */
    public record Text() implements Travel {}

    /**
     * What a pointer leads to.
     *
     * @param flow which way
     * @param amount how much there is
     * @param reach how much of it has been written, or read, when the call has succeeded
     */
    public record Memory(Flow flow, Amount amount, Reach reach) implements Travel {}

    /** What a function does with memory. */
    public enum Flow {
        READ,
        WRITTEN,
        BOTH
    }

    /** How much a function has used. */
    public enum Reach {
        ALL,
        /** As many elements as the result says. */
        BY_RESULT,
        /** Up to a null byte. */
        STRING
    }

    /** How much memory there is. */
    public sealed interface Amount {}

    /**
     * Always as much.
     *
     * @param bytes a C expression
     */
    public record One(String bytes) implements Amount {}

    /**
     * As many elements as a parameter says.
     *
     * @param parameter its index
     * @param bytes of one, a C expression
     */
    public record Counted(int parameter, String bytes) implements Amount {}

    /**
     * As many bytes as the number says that a parameter points to.
     *
     * @param parameter its index
     */
    public record Stored(int parameter) implements Amount {}

    /** As many bytes as the product of two parameters, by their indexes. */
    public record Product(int one, int other) implements Amount {}

    /**
     * A flag that says that a new descriptor is closed in a program that is executed.
     *
     * @param parameter the index of the parameter that may have it
     * @param flag its value
     */
    public record Closing(int parameter, long flag) {}
}
