/**
 * The goal {@code generate}: from specs to C, Java and lists of symbols, or to what the last run left if nothing has
 * changed.
 */
@NullMarked
package dev.shimgen.generator.goal.generate;

import org.jspecify.annotations.NullMarked;
