package dev.shimgen.spec;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A file name: a NUL-terminated {@code char *}, bytes in no particular encoding, which may be {@code NULL}.
 *
 * <p>The Java type is {@code String} for {@code const char *}. Where the function changes the name in place, as {@code
 * mkstemp(3)} does, it is {@link Pointer}; the name is then shown as it was before the call.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.PARAMETER, ElementType.METHOD})
@Meaning
public @interface Path {}
