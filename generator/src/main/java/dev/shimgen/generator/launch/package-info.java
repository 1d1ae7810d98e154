/**
 * Running a command under built shims.
 *
 * <p>The command gets its own input, output and environment, with the shims before any preload library that is already
 * in the variable; the shims' libraries get paths that {@code LD_PRELOAD} can name.
 */
@NullMarked
package dev.shimgen.generator.launch;

import org.jspecify.annotations.NullMarked;
