/**
 * What the goals share: the requests that more than one takes, the log of a run, and how a run knows that nothing has
 * changed since the last one.
 *
 * <p>It promises its callers that a run ends in a result or in one {@link
 * dev.shimgen.generator.diagnostic.GenerationException} with every message of the run, and that a failed run changes no
 * file. Each package below this one is a goal: it calls the stages one after the other and leaves all decisions to
 * them.
 */
@NullMarked
package dev.shimgen.generator.goal;

import org.jspecify.annotations.NullMarked;
