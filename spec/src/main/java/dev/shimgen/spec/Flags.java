package dev.shimgen.spec;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A set of bits, each with a name in the headers. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
@Meaning
public @interface Flags {

    /** What the names of the bits begin with, for example {@code "O_"} or {@code {"AT_", "RENAME_"}}. */
    String[] value();
}
