/** {@code @ClearFlags}: flags taken out of an argument. */
@NullMarked
package dev.shimgen.generator.behaviour.clearflags;

import org.jspecify.annotations.NullMarked;
