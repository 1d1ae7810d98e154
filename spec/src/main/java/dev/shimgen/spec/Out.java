package dev.shimgen.spec;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A pointer to a struct that the function fills in when it succeeds. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
@Meaning
public @interface Out {

    /** Fields to show in a trace line; none shows the address. */
    String[] show() default {};
}
