package dev.shimgen.spec;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** When a case of {@link Cases} holds. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface When {

    /**
     * Names of constants, any of which the argument is. Where two arguments tell, the first name is a value of the first one, and
     * the others are values of the second: {@code {"SOL_SOCKET", "SO_REUSEADDR", "SO_KEEPALIVE"}}.
     */
    String[] value();
}
