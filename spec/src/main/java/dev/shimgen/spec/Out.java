package dev.shimgen.spec;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A pointer to what the function fills in when it succeeds: a struct, an integer, or several of them one behind the other;
 * shown after the call, and as an address when it failed. May be {@code NULL}. The Java type of one struct is the class
 * generated for it, or {@link Struct}; of everything else {@link Pointer}. What each integer is can be said beside it: {@code
 * @Out @WaitStatus Pointer wstatus}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.PARAMETER, ElementType.METHOD})
@Meaning
public @interface Out {

    /**
     * C names of a struct's fields to show in a trace line, in this order. Without any, it is shown as {@link Fields} say, those of
     * the spec or those of the ready-made groups; where they say nothing, as an address. Flags and choices of well-known structs
     * are shown by their names: {@code {events=EPOLLIN|EPOLLET}}.
     */
    String[] show() default {};

    /**
     * How many there are, shown as {@code [3, 4]}: the name of the parameter that says so, {@code "return"} for the function's
     * result, or a number. Without it there is one; an integer is shown as {@code [16]}.
     */
    String count() default "";

    /**
     * Whether a result of 0 says that nothing was filled in, though the function did not fail: {@code waitpid(2)} with {@code
     * WNOHANG}. The address is shown then.
     */
    boolean unlessZero() default false;

    /** The C type of the struct, where a {@code void *} points to it: {@code "struct sockaddr"}. */
    String type() default "";

    /**
     * How many bytes of the struct there are: the name of the parameter that says so, or that points to a number that does, as for
     * {@code connect(2)} and {@code accept(2)}. Of a struct that begins like others, it tells how much of them is there.
     */
    String size() default "";

    /**
     * The field that points to the next struct of a list, for a pointer to a pointer to the first: {@code ai_next} of {@code
     * getaddrinfo(3)}.
     */
    String next() default "";

    /** Whether only a result of 0 says that something was filled in: {@code getaddrinfo(3)}. */
    boolean ifZero() default false;
}
