/**
 * Chooses where header facts come from.
 *
 * <p>It owes the build one source and a line for the log that says which; it knows nothing of what is in the facts.
 */
@NullMarked
package dev.shimgen.generator.header.source;

import org.jspecify.annotations.NullMarked;
