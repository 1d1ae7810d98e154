/**
 * jextract: finding it, running it, and reading what a run leaves behind.
 *
 * <p>One parser serves the live run and the recorder. It owes the facts exactly as jextract gave them, an error for output
 * that is not jextract's, and silence about nothing: what was skipped is said to have been skipped.
 */
@NullMarked
package dev.shimgen.generator.header.jextract;

import org.jspecify.annotations.NullMarked;
