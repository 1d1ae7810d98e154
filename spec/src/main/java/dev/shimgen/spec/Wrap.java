package dev.shimgen.spec;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The C prototype of a function that jextract does not describe, as those with a {@code long double}:
 *
 * <pre>{@code
 * @Wrap(prototype = "long double strtold(const char *restrict nptr, char **restrict endptr)", header = "stdlib.h")
 * Opaque strtold(@Text String nptr, Pointer endptr);
 * }</pre>
 *
 * <p>Nobody has to believe it: the C compiler compares it with what the header declares, when the shim is generated and
 * each time that it is compiled. {@link Opaque} stands for the types that Java does not have.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Wrap {

    /**
     * The prototype as the function's man page has it, on one line, without semicolon. Its name is the method's. A complex
     * number of {@code _Float128} is written {@code __CFLOAT128}, and so on, which gcc and clang both understand.
     */
    String prototype();

    /** The header that declares the function, {@code math.h}; empty for a function that is known without this annotation. */
    String header() default "";
}
