/**
 * The generator's front door: from a request to generated sources, and from those to libraries.
 *
 * <p>It owes its callers that a run ends in a result or in one {@link
 * dev.shimgen.generator.diagnostic.GenerationException} with every message of the run, and that a failed run changes no
 * file. It strings the stages together and decides nothing that is theirs.
 */
@NullMarked
package dev.shimgen.generator;

import org.jspecify.annotations.NullMarked;
