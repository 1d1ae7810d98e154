package dev.shimgen.generator.plan;

/**
 * What a wrapper does besides calling the real function.
 *
 * <p>A behaviour is one annotation in {@code spec}, one package under {@code behaviour} with a record of this type and a
 * {@code Behaviour} that makes it, and one folder of partials in {@code templates}, {@code behaviour/<id>}, each of them
 * optional: {@code include} (headers, a line each), {@code shim} (once in the file), {@code entry} (before each wrapper),
 * {@code before} and {@code after} (statements around the call), {@code call} (an expression instead of the real
 * call) and {@code jump} (all of a wrapper that is no function in C).
 */
public interface BehaviourPlan {

    /** Where a behaviour stands: what it needs of the way to the real function. */
    enum Stand {
        /** Only before: it looks at the arguments, and at the result only where there is one to see. */
        BEFORE,
        /** Instead: the real function is not reached, and the partial {@code call} says what the result is. */
        INSTEAD,
        /** Around: it changes arguments, or needs the result. */
        AROUND
    }

    /** {@return the name of the folder of partials; also a C identifier} */
    String id();

    /**
     * {@return where it stands; a function that is reached by a jump ({@code setjmp}, {@code vfork}) can have only what
     * stands before or instead}
     */
    default Stand stand() {
        return Stand.AROUND;
    }

    /**
     * {@return whether wrappers make system calls for it that the program did not ask for} Then the library has to notice when
     * a process restricts itself ({@link ShimPlan#watched}), for such a call would be the end of it.
     */
    default boolean makesSystemCalls() {
        return false;
    }
}
