/**
 * The Java method that stands for a C function: proposed where an author has none, held against the one there is.
 */
@NullMarked
package dev.shimgen.generator.resolve.proposal;

import org.jspecify.annotations.NullMarked;
