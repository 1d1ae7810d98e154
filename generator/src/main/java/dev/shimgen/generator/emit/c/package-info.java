/**
 * Writes the C of a plan.
 *
 * <p>It owes the C compiler a file that compiles without a warning and the reader one that reads from top to bottom; every
 * decision was taken in the plan, so what happens here is the joining of texts.
 */
@NullMarked
package dev.shimgen.generator.emit.c;

import org.jspecify.annotations.NullMarked;
