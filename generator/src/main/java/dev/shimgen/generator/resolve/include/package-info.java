/**
 * The headers of the generated C: which ones, in which order, and what they declare and define on this machine.
 */
@NullMarked
package dev.shimgen.generator.resolve.include;

import org.jspecify.annotations.NullMarked;
