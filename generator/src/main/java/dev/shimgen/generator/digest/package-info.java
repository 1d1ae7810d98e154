/** Hashes of what a run reads and writes: whoever keeps a result compares them. It uses no other package of the generator. */
@NullMarked
package dev.shimgen.generator.digest;

import org.jspecify.annotations.NullMarked;
