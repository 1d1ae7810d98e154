package dev.shimgen.spec;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A set of bits, each with a name in the headers, shown as {@code O_WRONLY|O_CREAT}; bits without a name are shown as one
 * hexadecimal number. The Java type is that of the C integer.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
@Meaning
public @interface Flags {

    /**
     * What the names begin with, for example {@code "O_"}; a whole name stands for itself (and what begins with it): {@code
     * {"AT_SYMLINK_NOFOLLOW", "AT_EMPTY_PATH"}}. Name what the function takes and no more: the headers use {@code AT_} for
     * several sets of numbers.
     *
     * <p>Names whose value has no bit, such as {@code O_RDONLY}, are shown when no bit is set.
     */
    String[] value();
}
