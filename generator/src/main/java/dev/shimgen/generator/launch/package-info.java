/**
 * Running a command under built shims.
 *
 * <p>It owes its caller that the command gets its own input, output and environment, with the shims before any other
 * preload library that is already there; it owes the shims a path that {@code LD_PRELOAD} can name.
 */
@NullMarked
package dev.shimgen.generator.launch;

import org.jspecify.annotations.NullMarked;
