package dev.shimgen.spec;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes an interface the specification of a preload library: each of its methods, inherited ones included, names one
 * libc function to wrap. The interface is a top-level one without type parameters; a method has the function's name, and
 * parameters of the Java types that match the C ones.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Shim {

    /**
     * The shim's name. The library is {@code lib<name>.so}, and the name is part of C names, so it is a C identifier: letters
     * {@code a-z} and {@code A-Z}, digits and {@code _}, not beginning with a digit.
     */
    String value();

    /**
     * Headers that the spec's functions need beyond those that shimgen finds by itself, as one writes them between the
     * brackets of {@code #include <…>}: {@code "linux/if.h"}. Their order does not matter.
     */
    String[] headers() default {};
}
