package dev.shimgen.spec;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says what a trace shows of an argument that is another thing by what other arguments are, as {@code fcntl(2)}'s third is by its
 * second. It stands on an interface inside of the spec's, which has a method for each case, with one parameter that says what the
 * argument is then:
 *
 * <pre>{@code
 * @Cases(function = "fcntl", parameter = "arg", by = "cmd")
 * interface FcntlArgument {
 *     @When("F_SETFL") void status(@Flags("O_") int arg);
 *
 *     @When({"F_SETLK", "F_SETLKW"}) void lock(@In(type = "struct flock") Pointer arg);
 * }
 * }</pre>
 *
 * <p>What is none of the cases is shown as the function's own parameter says. The Java types of the cases are those of the C types:
 * {@code int} for {@code int}, {@code long} for what is as wide as an address, {@link Pointer} for pointers.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Cases {

    /** The function, or several whose parameters have the same names. */
    String[] function();

    /** The name of its parameter. */
    String parameter();

    /** The names of one or two other parameters, integers. */
    String[] by();
}
