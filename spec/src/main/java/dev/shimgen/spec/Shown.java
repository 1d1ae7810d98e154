package dev.shimgen.spec;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * How a trace shows a field of a struct, or, on an interface without methods that is marked {@link Fields}, all of one, where that
 * does not follow from the field's type.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Shown {

    /** The form. */
    As value() default As.ITS_TYPE;

    /** The field's path in C, where it is not the name of the method: {@code "data.u64"}. */
    String field() default "";

    /** Forms. */
    enum As {
        /** As others of its type. */
        ITS_TYPE,
        /** Two bytes in the order of the network: {@code htons(80)}. */
        PORT,
        /** Four bytes: {@code inet_addr("127.0.0.1")}. */
        IPV4,
        /** Sixteen bytes: {@code inet_pton(AF_INET6, "::1")}. */
        IPV6,
        /** Signals, in words of bits: {@code [INT TERM]}. */
        SIGNALS,
        /** Characters, a path or a name that begins with a null byte: {@code @"abstract"}, unix(7). */
        SOCKET_NAME,
        /** Control messages, cmsg(3), in as many bytes as a {@link Buffer} beside it says. */
        CONTROL
    }
}
