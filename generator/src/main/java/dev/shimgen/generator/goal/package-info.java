/**
 * What the goals share: the requests that more than one takes, the log of a run, and how a run knows that nothing has
 * changed since the last one.
 *
 * <p>It owes its callers that a run ends in a result or in one {@link
 * dev.shimgen.generator.diagnostic.GenerationException} with every message of the run, and that a failed run changes no
 * file. Each folder beside this one is a goal: it strings the stages together and decides nothing that is theirs.
 */
@NullMarked
package dev.shimgen.generator.goal;

import org.jspecify.annotations.NullMarked;
