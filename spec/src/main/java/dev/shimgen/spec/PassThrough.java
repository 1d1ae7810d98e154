package dev.shimgen.spec;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Takes a method out of what its interfaces say: nothing but the real function is called. A method without any behaviour
 * passes through as well, so this is needed only below a {@link Trace} or {@link Replace} on an interface.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@Behaviour
public @interface PassThrough {}
