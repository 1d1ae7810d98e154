/**
 * The generator: each folder is a stage of the pipeline, and {@link dev.shimgen.generator.goal} strings them together.
 *
 * <p>This package has no class. What another module may call is in {@code goal}, {@code launch} and {@code diagnostic}.
 */
@NullMarked
package dev.shimgen.generator;

import org.jspecify.annotations.NullMarked;
