/** {@code @Handle}: calls that Java answers. */
@NullMarked
package dev.shimgen.generator.behaviour.handle;

import org.jspecify.annotations.NullMarked;
