package dev.shimgen.spec;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Lets names of files stand for others: a program that says {@code /a}, or anything below it, gets {@code /b}. On an interface it
 * counts for all its methods, inherited ones included.
 *
 * <p>It is for every parameter with {@link Path}, relative to its {@link DirFd} if it has one; for the results of {@code
 * getcwd}, {@code readlink}, {@code realpath} and their relatives, which are mapped back; and for programs that are executed, with
 * the interpreter in the first line of a script. Names are compared component by component: {@code /a} is not {@code /ab}. The longest
 * name that fits counts.
 *
 * <p>What is redirected is said here, by the environment of the program ({@code SHIMGEN_REDIRECT=/a=/b:/c=/d}), and by the owner of its
 * session while it runs. Where they say different things of one name, the session counts before the environment, and that
 * before the annotation. The entries of all annotations of a shim are one table.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@Behaviour
public @interface Redirect {

    /**
     * What is redirected: {@code "/a=/b"} for a name and what it stands for, both absolute and without {@code .}, {@code ..} and
     * {@code //}. The same name twice leaves a part of another entry as it is: {@code {"/a=/b", "/a/x=/a/x"}}.
     */
    String[] value() default {};
}
