package dev.shimgen.spec;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Lets file systems of Java be mounted: a program finds below a path of its own what a {@link java.nio.file.FileSystem} has. On an
 * interface it counts for all its methods, inherited ones included.
 *
 * <p>It stands on {@link Redirect}, which leads the path to a tree of real files, and has to be there, too. Before a call needs a
 * folder or the content of a file for the first time, the server of the session's mounts is asked for it; from then on it is the kernel's
 * business. {@code fsync} and its relatives return when the file system has what was written.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@Behaviour
public @interface Mount {}
