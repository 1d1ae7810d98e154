/**
 * Writes the output folders: all of a run's files, or none of them.
 *
 * <p>It promises that a failed run changes no file and that an unchanged file keeps its timestamp; it knows nothing of
 * the files' contents.
 */
@NullMarked
package dev.shimgen.generator.output;

import org.jspecify.annotations.NullMarked;
