/** {@code @Trace}: one line a call, in the manner of strace(1). */
@NullMarked
package dev.shimgen.generator.behaviour.trace;

import org.jspecify.annotations.NullMarked;
