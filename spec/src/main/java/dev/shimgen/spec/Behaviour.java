package dev.shimgen.spec;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks an annotation as a behaviour: something a wrapper does besides calling the real function.
 *
 * <p>A behaviour on a method goes before the same behaviour on the interface that declares it, and that before one on an
 * interface that extends it. An author's own behaviours are annotations with this mark, too.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.ANNOTATION_TYPE)
public @interface Behaviour {}
