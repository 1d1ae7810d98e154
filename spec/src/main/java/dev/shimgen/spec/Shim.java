package dev.shimgen.spec;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes an interface the specification of a preload library: each of its methods, inherited ones included, names one
 * libc function to wrap.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Shim {

    /**
     * The shim's name. The library is {@code lib<name>.so}, so it is made of letters, digits, {@code _} and {@code -},
     * and begins with a letter.
     */
    String value();

    /**
     * Headers that the spec's functions need beyond those that shimgen finds by itself, as one writes them between the
     * brackets of {@code #include <…>}: {@code "linux/if.h"}. Their order does not matter.
     */
    String[] headers() default {};
}
