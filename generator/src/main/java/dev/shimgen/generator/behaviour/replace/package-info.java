/** {@code @Replace}: a constant answer instead of the real call. */
@NullMarked
package dev.shimgen.generator.behaviour.replace;

import org.jspecify.annotations.NullMarked;
