package dev.shimgen.spec;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A file descriptor: a small number that the process got from {@code open(2)} and its kin; -1 where none is meant. The Java
 * type is {@code int}.
 *
 * <p>In a trace it is a number; who reads events can see what it stands for ({@code trace --decode-fds}).
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.PARAMETER, ElementType.METHOD})
@Meaning
public @interface Fd {}
