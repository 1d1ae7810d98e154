package dev.shimgen.spec;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What {@code wait(2)} tells of a process, in words: {@code [{WIFEXITED(s) && WEXITSTATUS(s) == 0}]}. For an {@code int} behind
 * a pointer, beside {@link In} or {@link Out}, which say when it is there. The Java type is {@link Pointer}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.PARAMETER, ElementType.METHOD})
@Meaning
public @interface WaitStatus {}
