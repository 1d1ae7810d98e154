package dev.shimgen.spec;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Takes flags out of an argument before the real function, or the next behaviour, sees it. The caller's own variable does
 * not change. Stands beside the parameter's meaning, as in {@code @Flags("O_") @ClearFlags({"O_SYNC", "O_DSYNC"}) int
 * flags}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
@Behaviour
public @interface ClearFlags {

    /**
     * The flags' names in the headers. A flag of several bits, such as {@code O_SYNC}, loses all of them;
     * one that is 0, such as {@code O_RDONLY}, has none to lose.
     */
    String[] value();
}
