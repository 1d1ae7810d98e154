/**
 * Writes a spec as an expert would: from a selection of functions to the source of an interface.
 *
 * <p>What is written has been planned before: the methods go through the same planner as a spec that an author wrote, and
 * what it refuses is left out with the reason that it gave. So a scaffolded spec is generated from without a message, and no
 * list of what can be wrapped is kept here.
 */
@NullMarked
package dev.shimgen.generator.scaffold;

import org.jspecify.annotations.NullMarked;
