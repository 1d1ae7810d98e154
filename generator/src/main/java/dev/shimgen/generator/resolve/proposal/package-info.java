/**
 * The Java method that stands for a C function: proposes one, and compares an author's with it.
 */
@NullMarked
package dev.shimgen.generator.resolve.proposal;

import org.jspecify.annotations.NullMarked;
