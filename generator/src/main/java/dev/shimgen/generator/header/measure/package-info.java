/**
 * Sizes and offsets as the target's own C compiler has them.
 *
 * <p>jextract describes memory as on the machine that it runs on, where {@code long} and pointers have 64 bits. Its
 * names, fields, prototypes and C types are those of the target's headers all the same, so only numbers and carriers
 * are replaced.
 */
@NullMarked
package dev.shimgen.generator.header.measure;

import org.jspecify.annotations.NullMarked;
