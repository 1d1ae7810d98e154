package dev.shimgen.spec;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Lets Java answer the call: a handler, an object that implements the spec interface, in a process of its own. It serves the
 * programs of a session (the environment variable {@code SHIMGEN_SESSION} of the program names its folder). Without a session, or
 * without a handler for the function, the real function is called. On an interface it counts for all its methods, inherited
 * ones included.
 *
 * <p>What a function is told and what it returns travels to the handler and back: numbers, strings, structs, and memory whose
 * size another parameter says ({@link Buffer}, {@link In}, {@link Out}). A {@link Pointer} of which nothing more is known is an
 * address in the program. Functions that take what cannot travel, as the arguments of {@code printf} or a {@code va_list}, that
 * never return, or that a wrapper can only jump to, cannot be handled.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@Behaviour
public @interface Handle {

    /**
     * What the call fails with if a handler should answer and does not, because it was killed, is too slow, or answers nonsense:
     * the name of an error, for example {@code "EACCES"}. Empty: the real function is called.
     */
    String otherwise() default "";
}
