/**
 * The goal {@code generate}: makes C, Java and lists of symbols from specs, or keeps those of the last run if nothing
 * has changed.
 */
@NullMarked
package dev.shimgen.generator.goal.generate;

import org.jspecify.annotations.NullMarked;
