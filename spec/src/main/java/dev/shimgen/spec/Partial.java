package dev.shimgen.spec;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says that relatives of a function are left out on purpose. Programs reach one purpose in several ways, and a spec that
 * wraps {@code open} without {@code openat} misses calls without a sound; shimgen warns of that. On a method this keeps the
 * warning away for the method's relatives, on an interface for those of all its methods.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface Partial {}
