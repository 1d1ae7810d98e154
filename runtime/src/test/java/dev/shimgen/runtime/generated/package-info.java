/** Runs what the generator writes: first its fixtures, then every struct and function of the catalogue. */
@NullMarked
package dev.shimgen.runtime.generated;

import org.jspecify.annotations.NullMarked;
