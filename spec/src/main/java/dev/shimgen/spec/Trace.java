package dev.shimgen.spec;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Writes one line for each call, in the manner of {@code strace}, to where the environment variable {@code
 * SHIMGEN_TRACE} of the traced program says: {@code stderr}, or a file path in which {@code %p} stands for the process
 * id. Without that variable nothing is written. On an interface it counts for all its methods, inherited ones included.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@Behaviour
public @interface Trace {}
