package dev.shimgen.generator.plan;

import dev.shimgen.generator.header.CType;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One method of the spec: a function, and all the symbols that programs reach it by.
 *
 * @param name the function's name, also the Java method's
 * @param header the public header that declares it
 * @param result the C type of the result
 * @param resultShown what is shown of the struct that the result points to; {@code null} if that is none, or nothing is
 * @param javaResult the Java return type, as the spec has it
 * @param failure how the result tells a failure
 * @param parameters fixed ones, then those of the variadic tail
 * @param tail what follows the fixed parameters
 * @param noReturn whether the function never returns
 * @param execs whether a success replaces the process: {@code execve}, unless a behaviour answers in its place
 * @param entries the function's own symbol first, then the others, sorted
 * @param behaviours from the outermost to the one next to the real call; empty for pass-through
 * @param forwarding how the real function is reached
 * @param condition a macro of the headers that is not zero where they declare the function; {@code null} if they always do
 */
public record CallPlan(
        String name,
        String header,
        CType result,
        @Nullable StructView resultShown,
        String javaResult,
        Failure failure,
        List<ParameterPlan> parameters,
        Tail tail,
        boolean noReturn,
        boolean execs,
        List<EntryPlan> entries,
        List<BehaviourPlan> behaviours,
        Forwarding forwarding,
        @Nullable String condition) {

    public CallPlan {
        parameters = List.copyOf(parameters);
        entries = List.copyOf(entries);
        behaviours = List.copyOf(behaviours);
    }

    /** {@return the same call with other symbols} */
    public CallPlan with(List<EntryPlan> otherEntries) {
        return with(otherEntries, behaviours, forwarding);
    }

    /** {@return the same call with one more behaviour, next to the real function, which is reached in another way} */
    public CallPlan and(BehaviourPlan more, Forwarding otherForwarding) {
        return with(entries, Stream.concat(behaviours.stream(), Stream.of(more)).toList(), otherForwarding);
    }

    private CallPlan with(
            List<EntryPlan> otherEntries, List<BehaviourPlan> otherBehaviours, Forwarding otherForwarding) {
        return new CallPlan(
                name,
                header,
                result,
                resultShown,
                javaResult,
                failure,
                parameters,
                tail,
                noReturn,
                execs,
                otherEntries,
                otherBehaviours,
                otherForwarding,
                condition);
    }

    /** {@return whether a behaviour answers in place of the function, which is not called then} */
    public boolean isAnswered() {
        return behaviours.stream().anyMatch(plan -> plan.stand() == BehaviourPlan.Stand.INSTEAD);
    }

    /** {@return whether the function is reached by a jump} */
    public boolean jumps() {
        return forwarding instanceof Jumped || forwarding instanceof Passed;
    }

    /**
     * {@return whether the one behaviour that the call has may stand around it in assembler, in place of a wrapper in C}
     */
    public boolean bracketable() {
        return behaviours.size() == 1 && (forwarding instanceof Bracketed || forwarding instanceof Jumped);
    }

    /** How a wrapper hands on to the real function. */
    public sealed interface Forwarding {}

    /** By a C call: the wrapper sees the result. */
    public record Called() implements Forwarding {}

    /**
     * By a call, on a machine that {@code shimgen_jump.h} knows: a behaviour that only looks at arguments and result can
     * leave it to assembler, which costs nothing where there is nothing to look at, and costs the compiler no time.
     */
    public record Bracketed() implements Forwarding {}

    /**
     * By a jump, as for {@link Jumped}, though a call would do: there is no behaviour, and what is only passed on needs no
     * wrapper in C, which costs the compiler time. Not on machines that {@code shimgen_jump.h} does not know.
     */
    public record Passed() implements Forwarding {}

    /**
     * By a jump in assembler, which leaves the caller's frame, the return address and all arguments as they are. What the
     * behaviours do is done before it; nobody sees the result.
     *
     * @param reason why a call would be wrong, a clause that begins with "it"
     */
    public record Jumped(String reason) implements Forwarding {}

    /**
     * Not at all: a behaviour answers in place of a function that would have to be jumped to.
     *
     * @param reason as for {@link Jumped}
     */
    public record Unreached(String reason) implements Forwarding {}

    /** How a result tells that the call failed. */
    public enum Failure {
        /** -1 of the result's type, and {@code errno}. */
        MINUS_ONE,
        /** {@code NULL}, and perhaps {@code errno}. */
        NULL,
        /** The result is the error number. */
        ERROR_NUMBER,
        /** There is none. */
        NEVER
    }

    /** What follows the fixed parameters of a variadic function. */
    public sealed interface Tail {}

    /** Nothing: the function is not variadic. */
    public record NoTail() implements Tail {}

    /**
     * Arguments that are there only if some flag asks for them: {@code open}'s mode, {@code mq_open}'s mode and attributes.
     *
     * @param condition C text over the names of the fixed parameters, true when the arguments were passed
     */
    public record ConditionalTail(String condition) implements Tail {}

    /**
     * Arguments that may be there or not and that are handed on as they come, each in one register or stack word:
     * {@code fcntl}'s third. The spec's extra parameters name them.
     *
     * @param fetched the C types that they are fetched and handed on by, one for each parameter of the tail: as wide as a
     *     register even where the parameter is an {@code int}, for a program may pass a pointer there
     * @param taken when the function looks at fewer of them than there are parameters; the first that holds counts
     */
    public record WordTail(List<CType> fetched, List<Taken> taken) implements Tail {
        public WordTail {
            fetched = List.copyOf(fetched);
            taken = List.copyOf(taken);
        }
    }

    /**
     * How many arguments of a tail the function looks at.
     *
     * @param count the number
     * @param parameter the fixed parameter that says so
     * @param when how it does
     * @param values names of constants, of different values
     */
    public record Taken(int count, String parameter, When when, List<String> values) {

        /** How a parameter tells that arguments are not looked at. */
        public enum When {
            /** It is one of the values: {@code fcntl}'s command. */
            IS,
            /** It is a set of flags, none of which is in it: {@code mremap}'s. */
            LACKS
        }

        public Taken {
            values = List.copyOf(values);
        }
    }

    /**
     * Any number of arguments, handed on as a {@code va_list}.
     *
     * @param twin the function that takes them: {@code vprintf} for {@code printf}
     */
    public record ListTail(String twin) implements Tail {}

    /**
     * Strings up to a {@code NULL}, of which the last fixed parameter is the first: {@code execl}.
     *
     * @param environment whether a pointer to the environment follows the {@code NULL}: {@code execle}
     */
    public record StringsTail(boolean environment) implements Tail {}

    /** Arguments of which only the caller knows how many there are and of which types: {@code makecontext}. */
    public record UnknownTail() implements Tail {}
}
