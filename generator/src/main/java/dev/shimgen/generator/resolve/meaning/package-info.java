/**
 * What parameters, results and members mean, and the names that their values are printed with.
 */
@NullMarked
package dev.shimgen.generator.resolve.meaning;

import org.jspecify.annotations.NullMarked;
