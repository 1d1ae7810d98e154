/**
 * What all of resolve uses: a method with its function, Java types and names for C's, the annotations' names, and the
 * tables that are kept as text.
 *
 * <p>It uses no compiler, no library, and no files but the tables.
 */
@NullMarked
package dev.shimgen.generator.resolve.vocabulary;

import org.jspecify.annotations.NullMarked;
