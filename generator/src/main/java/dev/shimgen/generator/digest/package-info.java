/** Hashes of what a run reads and writes, to find out later whether that has changed. It uses no other package. */
@NullMarked
package dev.shimgen.generator.digest;

import org.jspecify.annotations.NullMarked;
