package dev.shimgen.spec;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * One value of several that have a name in the headers and that do not combine. A value without a name is shown as a
 * number. The Java type is that of the C integer.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.PARAMETER, ElementType.METHOD})
@Meaning
public @interface OneOf {

    /**
     * What the names begin with, for example {@code "SEEK_"}; a whole name stands for itself.
     */
    String[] value();
}
