/**
 * The goal {@code compile}: from generated C to libraries that are checked before they replace the last ones.
 */
@NullMarked
package dev.shimgen.generator.goal.compile;

import org.jspecify.annotations.NullMarked;
