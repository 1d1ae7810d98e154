/**
 * jextract: finding it, running it, and reading what a run leaves behind.
 *
 * <p>One parser serves the live run and the recorder. It promises the facts exactly as jextract gave them, and an error
 * for output that is not jextract's. Nothing is dropped silently: what was skipped is listed as skipped.
 */
@NullMarked
package dev.shimgen.generator.header.jextract;

import org.jspecify.annotations.NullMarked;
