package dev.shimgen.spec;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A NUL-terminated string that is no file name: a {@code const char *} that the function reads and that may be {@code
 * NULL}. The Java type is {@code String}.
 *
 * <p>Also an array of such strings that ends with {@code NULL}, a {@code char *const []}, of which the Java type is {@link
 * Pointer}; shown as {@code ["ls", "-l"]}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.PARAMETER, ElementType.METHOD})
@Meaning
public @interface Text {}
