package dev.shimgen.spec;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A pointer to a struct that the function fills in when it succeeds; shown after the call, and as an address when it
 * failed. May be {@code NULL}. The Java type is the class generated for the struct, or {@link Struct}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
@Meaning
public @interface Out {

    /**
     * C names of fields to show in a trace line, in this order; without any the address is shown. Flags and choices of well-known
     * structs are shown by their names: {@code {events=EPOLLIN|EPOLLET}}.
     */
    String[] show() default {};
}
