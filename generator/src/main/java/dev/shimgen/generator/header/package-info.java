/**
 * Header facts: what a jextract run leaves behind, read live or from the recorded catalogue.
 *
 * <p>It owes the resolver the same {@link dev.shimgen.generator.header.HeaderFacts} from either source, and that a name
 * jextract silently left out is missing from them, never guessed.
 */
@NullMarked
package dev.shimgen.generator.header;

import org.jspecify.annotations.NullMarked;
