/**
 * The words that all of resolve speaks in: a method with its function, Java types and names for C's, the annotations'
 * names, and the tables that come as text.
 *
 * <p>It asks nobody: no compiler, no library, no file but the tables.
 */
@NullMarked
package dev.shimgen.generator.resolve.vocabulary;

import org.jspecify.annotations.NullMarked;
