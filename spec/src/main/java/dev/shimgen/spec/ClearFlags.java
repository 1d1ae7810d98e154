package dev.shimgen.spec;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Takes flags out of an argument before the real function, or the next behaviour, sees it. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
@Behaviour
public @interface ClearFlags {

    /** The flags' names, for example {@code {"O_SYNC", "O_DSYNC"}}. */
    String[] value();
}
