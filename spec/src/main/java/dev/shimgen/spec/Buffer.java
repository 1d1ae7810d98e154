package dev.shimgen.spec;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Bytes with a length. The function reads them when the C parameter points to {@code const}; otherwise it fills them, and
 * its result says how many bytes are there, where it returns a count. May be {@code NULL}. The Java type is {@code byte[]}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.PARAMETER, ElementType.METHOD})
@Meaning
public @interface Buffer {

    /** The name of the parameter that holds the buffer's size in bytes. */
    String length();
}
