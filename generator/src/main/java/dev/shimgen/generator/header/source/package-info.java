/**
 * Chooses where header facts come from.
 *
 * <p>It gives the build one source, and a line for the log that names it; what is in the facts is not its concern.
 */
@NullMarked
package dev.shimgen.generator.header.source;

import org.jspecify.annotations.NullMarked;
