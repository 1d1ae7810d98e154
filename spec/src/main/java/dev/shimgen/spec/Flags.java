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
@Target({ElementType.PARAMETER, ElementType.METHOD})
@Meaning
public @interface Flags {

    /**
     * What the names begin with, for example {@code "O_"}; a name that the headers define stands for itself alone: {@code
     * {"AT_SYMLINK_NOFOLLOW", "AT_EMPTY_PATH"}}. Name what the function takes and no more: the headers use {@code AT_} for
     * several sets of numbers.
     *
     * <p>Names whose value has no bit, such as {@code F_OK}, are shown when no bit is set.
     */
    String[] value();

    /**
     * Bits that together hold one of several values: {@code O_RDWR} is 2, and no sum of {@code O_WRONLY} and another flag.
     *
     * <p>Without any, those are taken that the ready-made groups declare for the names in {@link #value()}: {@code
     * @Flags("O_")} knows of {@code O_ACCMODE}, {@code @Flags("MAP_")} of {@code MAP_TYPE}. With one, they are all.
     */
    Field[] fields() default {};

    /**
     * Bits that together hold one value, shown by its name in front of the flags: {@code SOCK_STREAM|SOCK_CLOEXEC}. A value
     * without a name is part of the hexadecimal number. Other names of {@link Flags#value()} whose bits all lie in the field are
     * values of it, too.
     *
     * <pre>{@code
     * @Flags(value = "O_", fields = @Flags.Field(mask = "O_ACCMODE", values = {"O_RDONLY", "O_WRONLY", "O_RDWR"}))
     * }</pre>
     */
    @Documented
    @Retention(RetentionPolicy.RUNTIME)
    @Target({})
    @interface Field {

        /**
         * The constant with all bits of the field, for example {@code "O_ACCMODE"}; or a hexadecimal number such as {@code
         * "0xf"}, where no header has a name for them.
         */
        String mask();

        /** The names of the values, or what they begin with, as in {@link Flags#value()}; need not stand there as well. */
        String[] values();
    }
}
