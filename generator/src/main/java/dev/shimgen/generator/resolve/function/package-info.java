/**
 * From a method to the function that it stands for: its prototype, whether it can be wrapped at all, and what is known of
 * its variadic tail.
 */
@NullMarked
package dev.shimgen.generator.resolve.function;

import org.jspecify.annotations.NullMarked;
