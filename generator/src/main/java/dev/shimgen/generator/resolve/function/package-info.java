/**
 * Finds the function that a method stands for: its prototype, whether it can be wrapped at all, and what is known of
 * its variadic arguments.
 */
@NullMarked
package dev.shimgen.generator.resolve.function;

import org.jspecify.annotations.NullMarked;
