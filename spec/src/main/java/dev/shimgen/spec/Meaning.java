package dev.shimgen.spec;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks an annotation as a meaning: what a parameter's value stands for, which decides how it is shown in a trace and how
 * it travels to Java and back. A parameter has at most one; one without is shown as a number or address. Only {@link In} and
 * {@link Out} of integers may have another beside them, which says what each is: {@link Flags}, {@link OneOf}, {@link Mode} or
 * {@link WaitStatus}. The meanings are those of this package: an annotation of an author's own with this mark is an error,
 * unless it is a {@link Behaviour}, too.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.ANNOTATION_TYPE)
public @interface Meaning {}
