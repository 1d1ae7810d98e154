package dev.shimgen.spec;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A pointer to what the function reads: a struct, an integer, or several of them one behind the other. May be {@code NULL}.
 * The Java type of one struct is the class generated for it, or {@link Struct}; of everything else {@link Pointer}. What each
 * integer is can be said beside it: {@code @In @Flags("O_") Pointer flags}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
@Meaning
public @interface In {

    /**
     * C names of a struct's fields to show in a trace line, in this order; without any the address is shown. Flags and choices of well-known
     * structs are shown by their names: {@code {events=EPOLLIN|EPOLLET}}.
     */
    String[] show() default {};

    /**
     * How many there are, shown as {@code [3, 4]}: the name of the parameter that says so, {@code "return"} for the function's
     * result, or a number. Without it there is one; an integer is shown as {@code [16]}.
     */
    String count() default "";
}
