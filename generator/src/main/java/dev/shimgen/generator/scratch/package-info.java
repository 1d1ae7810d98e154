/** Temporary folders that a killed process does not leave behind for ever. It uses no other package. */
@NullMarked
package dev.shimgen.generator.scratch;

import org.jspecify.annotations.NullMarked;
