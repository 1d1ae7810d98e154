package dev.shimgen.spec;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * How the function's result tells that it failed, where its return type does not say so by itself. Decides when {@code
 * errno} is shown and what {@link Replace#errno} returns.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Fails {

    /** What a failure looks like. */
    When value();

    /** What a failure looks like. */
    enum When {
        /** The result is -1 and {@code errno} tells why. The default for signed integers. */
        MINUS_ONE,
        /** The result is {@code NULL} and {@code errno} tells why. The default for pointers. */
        NULL,
        /** The result itself is the error number, 0 is success: {@code pthread_*}, {@code posix_*}. */
        ERROR_NUMBER,
        /** It cannot fail. The default for unsigned integers and floating point. */
        NEVER
    }
}
