package dev.shimgen.spec;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Tells of each call, in the manner of {@code strace}.
 *
 * <p>Under a session (the environment variable {@code SHIMGEN_SESSION} of the traced program names its folder) that is an event,
 * which Java reads. Without one it is a line, written to where {@code SHIMGEN_TRACE} says: {@code stderr}, or a file path in
 * which {@code %p} stands for the process id. Without either nothing is told. On an interface it counts for all its methods,
 * inherited ones included.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@Behaviour
public @interface Trace {

    /**
     * How many bytes of each buffer ({@code read}, {@code send}, the parts of {@code writev}) an event has, from 0 to 32768.
     * Those that a line of text shows, the first 32, are always there; a line shows no more of them. An event has at most 32768
     * bytes more than a line, of all buffers of the call together. They are copied while the program waits, and go wherever
     * the events go: think of passwords.
     */
    int data() default 0;
}
