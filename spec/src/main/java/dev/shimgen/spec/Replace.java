package dev.shimgen.spec;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Answers the call without asking the real function: with a constant result or, when {@link #errno} is given, with the
 * function's failure value and that {@code errno}. On an interface it counts for all its methods, inherited ones included.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@Behaviour
public @interface Replace {

    /** The result; for a function that returns a pointer only 0, which is {@code NULL}. Not used by {@code void}. */
    long result() default 0;

    /** The name of an error, for example {@code "EPERM"}; empty for success. Beside it no {@link #result} is given. */
    String errno() default "";
}
