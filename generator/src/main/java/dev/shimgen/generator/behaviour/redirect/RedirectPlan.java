package dev.shimgen.generator.behaviour.redirect;

import dev.shimgen.generator.plan.BehaviourPlan;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Names that stand for others.
 *
 * @param rules what the author redirects
 * @param names the parameters that are names, in the order of the method's
 * @param back what the call gives that is a name; {@code null} if it gives none
 * @param once whether the call must not be made a second time when it finds nothing
 * @param program what the call executes; {@code null} if it executes nothing
 * @param socket an address of a socket that the call has; {@code null} if it has none
 * @param loads whether the call loads the library that the first name is of, and is jumped to
 */
public record RedirectPlan(
        List<Rule> rules,
        List<Name> names,
        @Nullable Back back,
        boolean once,
        @Nullable Program program,
        @Nullable Socket socket,
        boolean loads)
        implements BehaviourPlan {

    public RedirectPlan {
        rules = List.copyOf(rules);
        names = List.copyOf(names);
    }

    /** A call that loads nothing, and knows of no sockets. */
    public RedirectPlan(
            List<Rule> rules, List<Name> names, @Nullable Back back, boolean once, @Nullable Program program) {
        this(rules, names, back, once, program, null, false);
    }

    @Override
    public String id() {
        return RedirectBehaviour.ID;
    }

    /**
     * An execution with any number of arguments is tried before the real function is jumped to, which then fails as always. To
     * one that loads a library another name is handed on in the register of the one that was passed.
     */
    @Override
    public Stand stand() {
        return loads || (program != null && program.arguments() == null) ? Stand.BEFORE : Stand.AROUND;
    }

    /** The folder of a relative name may have to be asked for, and links to be read. */
    @Override
    public boolean makesSystemCalls() {
        return true;
    }

    /**
     * A name and what it stands for.
     *
     * @param from an absolute name without slash at its end; empty for the root folder
     * @param to the same
     */
    public record Rule(String from, String to) {}

    /**
     * A parameter that is a name.
     *
     * @param parameter its C name
     * @param folder the C name of the parameter with the folder that it is relative to; {@code null} for the current folder
     * @param written whether the function changes the name in place: a template
     */
    public record Name(String parameter, @Nullable String folder, boolean written) {}

    /**
     * A name that the call gives.
     *
     * @param kind how it gives it
     * @param buffer the C name of the parameter where it is written to; {@code null} for memory that the function makes
     * @param size the C name of the parameter with the size of that; {@code null} for {@code PATH_MAX}
     */
    public record Back(
            Kind kind, @Nullable String buffer, @Nullable String size) {

        /** How a call gives a name. */
        public enum Kind {
            /** The result is the address of a string: {@code getcwd}. */
            STRING,
            /** The result is a number of bytes: {@code readlink}. */
            BYTES
        }
    }

    /**
     * An address of a socket, which is a name of a file if it is one of {@code unix(7)}.
     *
     * @param use what it is for
     * @param address the C name of the parameter that points to it
     * @param size the C name of the parameter with its size; of one that is told with the address of its size
     */
    public record Socket(Use use, String address, String size) {

        /** What an address is for. */
        public enum Use {
            /** The call looks for it: {@code connect}. */
            FOUND,
            /** The call makes it: {@code bind}. */
            MADE,
            /** The call tells it: {@code getsockname}. */
            TOLD
        }
    }

    /**
     * What is executed. The program is the first of the names.
     *
     * @param arguments the C name of the parameter that is an array of arguments; {@code null} if they follow one by one
     * @param searched whether the program is looked for along {@code PATH}
     */
    public record Program(@Nullable String arguments, boolean searched) {}
}
