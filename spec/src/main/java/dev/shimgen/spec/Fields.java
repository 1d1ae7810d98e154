package dev.shimgen.spec;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says what a trace shows of a C struct, wherever a parameter marked {@link In} or {@link Out} points to one, or another struct
 * contains one. It stands on an interface inside of the spec's, which has a method for each field to show, in the order of the
 * line. What a field stands for is said by the annotations that parameters have:
 *
 * <pre>{@code
 * @Fields("struct request")
 * interface Request {
 *     @OneOf("KIND_") int kind();
 *
 *     @Text Pointer name();
 *
 *     @Buffer(length = "size") Pointer data();
 *
 *     long size();
 * }
 * }</pre>
 *
 * <p>{@link Buffer}, {@link In#count} and {@link In#size} name other fields of the struct, {@link In#next} one of the struct that the
 * field points to. A field that is a struct is shown as that struct's {@code Fields} say. {@link Shown} says the rest.
 *
 * <p>An interface that extends another one is a case of it: the struct is that one, with the fields of the extended interface
 * first, if the first of these has one of the values of {@link #when}.
 *
 * <p>What the ready-made groups know of the structs of libc stands in {@code dev.shimgen.spec.libc.Structs}; an author's own goes
 * before that.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Fields {

    /** The C type: {@code "struct sockaddr"}, or the name of a typedef. */
    String value();

    /** Names of constants, for an interface that extends another one: {@code "AF_INET"}. */
    String[] when() default {};

    /**
     * The field that says how many bytes the struct has, where the program's memory may have fewer than its type: {@code d_reclen} of
     * {@code readdir(3)}.
     */
    String size() default "";
}
