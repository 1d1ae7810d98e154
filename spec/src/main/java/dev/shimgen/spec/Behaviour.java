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
 * interface that extends it. A method that is declared anew has what stands there, not what the interfaces say that the
 * declaring one extends. A spec that comes by one function in several ways, none of which goes before the others, has
 * what all of them say.
 *
 * <p>Different behaviours go together: a call that is replaced can be traced. These exclude each other, which is an error:
 *
 * <ul>
 *   <li>{@link PassThrough} and any other behaviour on the same method or its parameters. On the interface another behaviour
 *       is what the method is taken out of.
 *   <li>{@link PassThrough} by one way and another behaviour by another way, neither of which goes before the other.
 *   <li>One behaviour with different values by two such ways: {@code @Replace(result = 1)} and {@code @Replace(result = 2)}.
 *   <li>{@link Replace#result} and {@link Replace#errno}, both given; {@link ClearFlags} for what has no flags: {@link Fd},
 *       {@link DirFd}, {@link OneOf}, and of a flag that is 0.
 * </ul>
 *
 * <p>An author's own behaviours are annotations with this mark, too. What they do is in a jar among the {@code
 * <dependencies>} of shimgen-maven-plugin, not of the project; without it, the annotation is an error.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.ANNOTATION_TYPE)
public @interface Behaviour {}
