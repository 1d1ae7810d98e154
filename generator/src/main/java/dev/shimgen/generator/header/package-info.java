/**
 * Header facts: what a jextract run leaves behind, read live or from the recorded catalogue.
 *
 * <p>The resolver gets the same kind of {@link dev.shimgen.generator.header.HeaderFacts} from either source. A name
 * that jextract silently left out is missing from them; it is never guessed.
 */
@NullMarked
package dev.shimgen.generator.header;

import org.jspecify.annotations.NullMarked;
